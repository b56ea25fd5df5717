"""The main job at the terminal, in processes of its own: from the seed to an exported table."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from palermo.cli.main import main
from tests.shared import SHARED, needs_shared

ROOT = Path(__file__).resolve().parents[2]
EARLIER = ROOT / "countries" / "aze" / "demo" / "aze-2022.txt"
PASSWORD = "a long test password"


class Terminal:
    """Runs `palermo` in this process, as one would type it."""

    def __call__(self, *words: str, who: str = "", code: int = 0, typed: str = "") -> str:
        arguments = [*words, *(["--as", who] if who else [])]
        result = CliRunner().invoke(main, arguments, input=typed)
        assert result.exit_code == code, result.output
        return result.stdout if code == 0 else result.stderr

    def rows(self, *words: str, who: str) -> list[dict[str, Any]]:
        """The rows of a listing."""
        found: list[dict[str, Any]] = json.loads(self(*words, "--format", "json", who=who))["rows"]
        return found


@pytest.fixture
def palermo(db: None) -> Terminal:
    """An installation with an administrator, an analyst and two coordinators."""
    run = Terminal()
    assert "administrator" in run("users", "create", "amina", "--role", "reader", code=9)
    for name, role in (
        ("amina", "administrator"),
        ("kamran", "analyst"),
        ("rashad", "coordinator"),
        ("leyla", "coordinator"),
    ):
        who = "" if name == "amina" else "amina"
        words = ("users", "create", name, "--role", role, "--password-stdin")
        run(*words, who=who, typed=PASSWORD + "\n")
    assert "--as" in run("users", "create", "second", "--role", "administrator", code=9)
    return run


@needs_shared
# Narratives are named by number, from 1.
@pytest.mark.django_db(reset_sequences=True)
def test_from_the_seed_to_an_exported_table(palermo: Terminal, tmp_path: Path) -> None:
    year = ("--country", "AZE", "--year", "2022")
    # Numbers go on where tests before have kept narratives.
    first = palermo("narrative", "propose", str(EARLIER), *year, who="kamran").split()[1]
    _accept(palermo, first)
    second = palermo("narrative", "propose", str(SHARED / "seed.txt"), who="kamran").split()[1]
    items = palermo.rows("narrative", "show", second, "--kind", "recommendation", who="kamran")
    assert len(items) == 11
    palermo("narrative", "correct", str(items[0]["id"]), who="kamran")
    assert "accept a narrative" in palermo("narrative", "accept", second, who="kamran", code=6)
    _accept(palermo, second)
    board = palermo.rows("board", "--edition", "2023", who="kamran")
    assert len(board) == 11
    assert max(row["times_asked"] for row in board) == 2
    _plan(palermo, tmp_path, "AZE-2023-04")
    compared = palermo.rows("compare", "AZE", "2022", "2023", who="kamran")
    assert {"new", "reworded"} <= {r["change"] for r in compared if r["part"] == "recommendation"}
    out = tmp_path / "duties.xlsx"
    words = ("export", "duties", "--format", "xlsx", "--country", "AZE", "--out", str(out))
    palermo(*words, who="kamran")
    assert out.read_bytes().startswith(b"PK")
    acts = [e["act"] for e in palermo.rows("activity", "--limit", "200", who="amina")]
    assert {"export_table", "confirm_closure", "accept_narrative", "create_user"} <= set(acts)


def _answer_links(palermo: Terminal, number: str) -> None:
    """Confirm what has other words; a narrative is not accepted before."""
    for _ in range(20):
        links = palermo.rows("narrative", "links", number, who="kamran")
        doubts = [link for link in links if link["doubtful"]]
        if not doubts:
            return
        item, demand = str(doubts[0]["item"]), doubts[0]["demand"]
        answer = "--same" if doubts[0]["basis"] == "unlike" else "--different"
        palermo("narrative", "link", item, demand, answer, who="kamran")
    raise AssertionError("an answer does not count")


def _accept(palermo: Terminal, number: str) -> None:
    _answer_links(palermo, number)
    rows = palermo.rows("narrative", "list", who="rashad")
    still_open = next(row["items_open"] for row in rows if str(row["id"]) == number)
    palermo("narrative", "accept", number, "--undecided", str(still_open), who="rashad")


def _plan(palermo: Terminal, folder: Path, ref: str) -> None:
    palermo("duty", "split", ref, "Use one set of indicators", "Train officials", who="rashad")
    duty = f"{ref}a"
    palermo("duty", "assign", duty, "--lead", "ATD", "--due", "2030-01-31", who="rashad")
    said = palermo("duty", "action", duty, "--title", "Draft the order", who="kamran")
    number = said.split()[1]
    words = ("duty", "action", duty, "--update", number, "--state", "done")
    palermo(*words, who="kamran")
    order = folder / "order.txt"
    order.write_text("the order", encoding="utf-8")
    words = ("duty", "evidence", duty, "--title", "Order", "--file", str(order))
    evidence = palermo(*words, who="kamran").split()[1]
    assert "verified evidence" in palermo(
        "duty", "close", duty, "--reason", "x", who="rashad", code=8
    )
    palermo("duty", "evidence", duty, "--verify", evidence, who="leyla")
    palermo("duty", "close", duty, "--reason", "The order is in force.", who="rashad")
    palermo("duty", "confirm", duty, "--outcome", "met", who="leyla")
    palermo("duty", "note", duty, "Seen in force.", who="kamran")
    row = palermo.rows("recommendation", "show", ref, who="kamran")
    assert [d["status"] for d in row] == ["met", "not_started"]


def test_a_wrong_file_is_one_line_and_nothing_is_kept(palermo: Terminal, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    said = palermo("narrative", "propose", str(empty), who="kamran", code=3)
    assert said.count("\n") == 1
    assert palermo.rows("narrative", "list", who="kamran") == []


def test_a_new_installation_in_processes_of_its_own(tmp_path: Path) -> None:
    keep = {k: v for k, v in os.environ.items() if not k.startswith(("PALERMO_", "DJANGO_"))}
    environment = {**keep, "PALERMO_DATA": str(tmp_path / "office"), "LANG": "C.UTF-8"}

    def palermo(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "palermo", *words]
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, check=False, timeout=120
        )

    before = palermo("users", "list")
    assert (before.returncode, before.stderr.count("\n")) == (10, 1)
    assert "palermo migrate" in before.stderr
    assert palermo("migrate").returncode == 0
    shown = json.loads(palermo("doctor", "--format", "json").stdout)
    found = {line["what"]: line for line in shown["lines"]}
    assert found["database"]["found"].startswith("SQLite")
    assert found["pack aze"]["ok"] is True
    assert shown["ok"] is all(line["ok"] for line in shown["lines"])
    assert (tmp_path / "office").stat().st_mode & 0o077 == 0
