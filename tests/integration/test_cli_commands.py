"""Commands beside the main loop: people, tokens, values, the checklist, the register, links."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.utils import timezone

from palermo.accounts.queries import actor_with_token
from palermo.accounts.rights import Role
from palermo.cli.main import main
from palermo.cli.office.demo_story import story_folder
from tests.visits import add_user

pytestmark = pytest.mark.django_db
Run = Callable[..., str]


@pytest.fixture
def run() -> Run:
    """Runs a command and expects its exit code; users are named after their role."""
    for role in (Role.READER, Role.ANALYST, Role.COORDINATOR, Role.ADMINISTRATOR):
        add_user(username=role, password="a long password", role=role)

    def ran(*words: str, who: str = "", code: int = 0, typed: str = "") -> str:
        result = CliRunner().invoke(main, [*words, *(["--as", who] if who else [])], input=typed)
        assert result.exit_code == code, result.output
        return result.stdout if code == 0 else result.stderr

    return ran


def _two_editions(run: Run) -> None:
    for year in ("2022", "2023"):
        file = str(story_folder() / f"aze-{year}.txt")
        words = ("narrative", "propose", file, "--country", "aze", "--year", year)
        said = run(*words, who="analyst")
        number = said.split()[1]
        rows = json.loads(run("narrative", "show", number, "--format", "json", who="analyst"))
        words = ("narrative", "accept", number, "--undecided", str(len(rows["rows"])))
        run(*words, who="coordinator")


def test_users_are_changed_and_lost_passwords_set(run: Run) -> None:
    run("users", "change", "reader", "--role", "analyst", "--inactive", who="administrator")
    rows = json.loads(run("users", "list", "--format", "json", who="administrator"))["rows"]
    reader = next(r for r in rows if r["username"] == "reader")
    assert (reader["role"], reader["active"]) == ("analyst", False)
    words = ("users", "password", "analyst", "--password-stdin")
    run(*words, who="administrator", typed="another long password\n")
    assert "too weak" in run(*words, who="administrator", typed="short\n", code=9)
    assert "set a password of another user" in run(*words, who="coordinator", typed="x\n", code=6)
    run("users", "change", "nobody", "--role", "reader", who="administrator", code=7)


def test_a_token_is_printed_once_and_can_be_ended(run: Run) -> None:
    secret = run("token", "create", "statistics", who="analyst").strip()
    assert actor_with_token(secret, timezone.now()) is not None
    (row,) = json.loads(run("token", "list", "--format", "json", who="analyst"))["rows"]
    run("token", "revoke", str(row["id"]), who="analyst")
    assert actor_with_token(secret, timezone.now()) is None


def test_values_and_why_there_is_none(run: Run) -> None:
    words = ("value", "enter", "I-02", "--from", "2022-01-01", "--until", "2022-12-31")
    run(*words, "--value", "0", "--source", "a report", who="analyst")
    (row,) = json.loads(run("value", "list", "--format", "json", who="reader"))["rows"]
    assert row["value"] == 0
    run(*words, "--state", "not_reported", "--source", "a report", who="analyst")
    (row,) = json.loads(run("value", "list", "--format", "json", who="reader"))["rows"]
    assert row["value"] == "not reported"
    run(*words, "--value", "many", "--source", "a report", who="analyst", code=9)
    assert "I-02" in run("value", "measures")


def test_checklist_and_register(run: Run, tmp_path: Path) -> None:
    words = ("checklist", "aze", "2023", "--format", "json")
    rows = json.loads(run(*words, who="reader"))["rows"]
    assert {r["state"] for r in rows} == {"no_data"}
    texts = {r["text"] for r in rows}
    # What the law of the pack says is proposed; nobody has filed anything.
    assert {text for text in texts if not text.startswith("Imprisonment")} == {"no data"}
    evidence = ("--item", "C-10", "--text", "A yearly report", "--source", "art. 7.5")
    rows = json.loads(run(*words, *evidence, who="analyst"))["rows"]
    filed = next(r for r in rows if r["item"] == "C-10")
    assert (filed["state"], filed["filed_by"]) == ("open", "analyst")
    verify = ("--verify", str(filed["number"]))
    assert "verify evidence of the checklist" in run(*words, *verify, who="analyst", code=6)
    rows = json.loads(run(*words, *verify, who="coordinator"))["rows"]
    assert {r["item"]: r["state"] for r in rows}["C-10"] == "met"
    law = ("--item", "MS-3", "--text", "Five to eight years", "--source", "the code")
    assert "only facts of law" in run(*words, *law, who="analyst", code=8)
    assert "article" in run(*words, *law, "--kind", "law", who="analyst", code=9)
    run(*words, *law, "--kind", "law", "--provision", "Criminal Code, 144-1.1", who="analyst")
    years = tmp_path / "years.csv"
    years.write_text("country,year,tier,source\nAZE,2026,2,a test\n", encoding="utf-8")
    assert run("register", "import", str(years), who="coordinator").startswith("New lines: 1.")
    shown = json.loads(run("register", "show", "aze", "--format", "json", who="reader"))["rows"]
    tiers = {r["year"]: r["tier"] for r in shown}
    assert (tiers[2026], tiers[2016]) == ("2", "no data")
    run("register", "show", "XXX", who="reader", code=7)


def test_links_are_corrected_by_hand_and_everything_is_found(run: Run) -> None:
    _two_editions(run)
    assert "first in 2022" in run("recommendation", "show", "AZE-2023-07", who="reader")
    said = run("recommendation", "link", "AZE-2023-07", "--own", who="analyst")
    assert "first in 2023" in run("recommendation", "show", "AZE-2023-07", who="reader")
    run("recommendation", "link", "AZE-2023-07", who="analyst", code=9)
    words = ("recommendation", "link", "AZE-2023-07", "--demand", "AZE-2022-07")
    run(*words, who="analyst")
    assert "first in 2022" in run("recommendation", "show", "AZE-2023-07", who="reader")
    first = said.split()[-1].rstrip(".")
    run("recommendation", "undo", first, who="analyst", code=8)
    run("recommendation", "undo", str(int(first) + 1), who="analyst")
    assert "first in 2023" in run("recommendation", "show", "AZE-2023-07", who="reader")
    run("recommendation", "undo", first, who="analyst")
    assert "first in 2022" in run("recommendation", "show", "AZE-2023-07", who="reader")
    assert "AZE-2023-07" in run("search", "moratorium", who="reader")
    lines = run("narrative", "passages", who="analyst").splitlines()
    assert [json.loads(line)["year"] for line in lines] == [2023, 2022]
    for table in ("recommendations", "actions", "findings", "figures", "measures", "agencies"):
        assert json.loads(run("export", table, "--format", "json", who="reader"))["rows"] or (
            table == "actions"
        )
    assert "one edition" in run("export", "checklist", who="reader", code=9)


def test_findings_are_filed_by_number(run: Run) -> None:
    _two_editions(run)
    words = ("checklist", "aze", "2023", "--format", "json")
    rows = json.loads(run(*words, who="reader"))["rows"]
    assert {r["state"] for r in rows} == {"no_data"}
    proposed = next(r for r in rows if r["standing"] == "proposed" and r["speaks"] == "against")
    file = ("--item", proposed["item"], "--file", str(proposed["number"]))
    rows = json.loads(run(*words, *file, who="analyst"))["rows"]
    filed = [r for r in rows if r["standing"] == "filed"]
    assert [(r["text"], r["speaks"], r["state"]) for r in filed] == [
        (proposed["text"], "against", "open")
    ]
    assert "already filed" in run(*words, *file, who="analyst", code=8)
    run(*words, "--item", "C-1", "--file", "999999", who="analyst", code=7)


def test_a_narrative_is_rejected_with_a_reason(run: Run) -> None:
    file = str(story_folder() / "aze-2022.txt")
    said = run("narrative", "propose", file, "--country", "AZE", "--year", "2022", who="analyst")
    number = said.split()[1]
    run("narrative", "reject", number, "--reason", "a copy", who="coordinator")
    shown = run("narrative", "list", "--state", "rejected", who="analyst")
    assert "rejected" in shown
    run("narrative", "accept", number, who="coordinator", code=8)


def test_the_register_tells_years_on_the_list_and_what_the_rules_say(run: Run) -> None:
    shown = run("register", "show", "AZE", who="reader")
    assert "2020  year 2 on the Watch List" in shown
    assert "These rules do not predict a tier" in shown
