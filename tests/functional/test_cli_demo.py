"""The demonstration: one command, its own data, everything in it made by the real actions."""

from __future__ import annotations

import json
import os
import re
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from palermo.cli.office.serving import port_is_free

# The demonstration is prepared in processes of its own.
pytestmark = pytest.mark.long


def _environment(folder: Path) -> dict[str, str]:
    keep = {k: v for k, v in os.environ.items() if not k.startswith(("PALERMO_", "DJANGO_"))}
    return {**keep, "PALERMO_DATA": str(folder), "LANG": "C.UTF-8", "PYTHONUNBUFFERED": "1"}


def _palermo(folder: Path, *words: str, demo: bool = False) -> str:
    environment = _environment(folder / "demo" if demo else folder)
    command = [sys.executable, "-m", "palermo", *words]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the demonstration was prepared once."""
    folder = tmp_path_factory.mktemp("demo")
    _palermo(folder, "demo", "--no-serve")
    return folder


def test_the_story_shows_every_status_and_a_narrative_to_review(started: Path) -> None:
    def listed(*words: str) -> list[dict[str, object]]:
        shown = _palermo(started, *words, "--as", "coordinator", "--format", "json", demo=True)
        rows: list[dict[str, object]] = json.loads(shown)["rows"]
        return rows

    board = listed("board", "--edition", "2023")
    statuses = {row["status"] for row in board}
    assert {"met", "lapsed", "insufficient_evidence", "under_way", "partially_met"} <= statuses
    assert max(int(str(row["times_asked"])) for row in board) == 3
    states = [row["state"] for row in listed("narrative", "list")]
    assert sorted(map(str, states)) == ["accepted", "accepted", "accepted", "proposed"]
    assert any(row["not_asked_since"] == 2022 for row in listed("board"))


def test_the_officer_has_interviews_in_every_state_that_the_list_shows(started: Path) -> None:
    path = started / "demo" / "palermo.sqlite3"
    with closing(sqlite3.connect(path)) as database:
        rows = database.execute("select procedure, state, officer from records_interview")
        held = {(procedure, state) for procedure, state, officer in rows if officer == "officer"}
    assert held == {
        ("screen-commercial-sex", "decided"),
        ("refer-victim", "decided"),
        ("screen-domestic-work", "refused"),
        ("admit-to-shelter", "open"),
    }


def test_passwords_are_shown_at_each_start_and_kept_for_the_owner_only(started: Path) -> None:
    kept = started / "demo" / "sign-in.json"
    assert kept.stat().st_mode & 0o077 == 0
    shown = _palermo(started, "demo", "--no-serve")
    for name, password in json.loads(kept.read_text()).items():
        assert re.search(rf"{name}\s+{password}", shown)


def test_an_interrupted_first_start_begins_again(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    folder.mkdir()
    (folder / "palermo.sqlite3").write_bytes(b"half a database")
    _palermo(tmp_path, "demo", "--no-serve")
    assert (folder / "ready").exists()


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port on which something listens, with a free one behind it."""
    for port in range(18100, 18300, 2):
        if port_is_free("127.0.0.1", port) and port_is_free("127.0.0.1", port + 1):
            break
    with socket.create_server(("127.0.0.1", port)):
        yield port


def test_it_serves_on_the_next_port_and_says_so(started: Path, taken_port: int) -> None:
    command = [sys.executable, "-m", "palermo", "demo", "--port", str(taken_port)]
    with (started / "out").open("w") as out:
        server = subprocess.Popen(command, env=_environment(started), stdout=out, stderr=out)
    try:
        address = f"http://127.0.0.1:{taken_port + 1}"
        answer = _answer(f"{address}/api/v1/me", server)
        assert answer.json()["rights"] == ["view_public"]
        listed = f"{address}/api/v1/recommendations?edition=2023"
        assert httpx.get(listed).status_code == 401
        reader = _signed_in(address, started / "demo" / "sign-in.json")
        assert reader.get(listed).json()["total"] == 11
    finally:
        server.terminate()
        server.wait(timeout=30)
    said = (started / "out").read_text()
    assert f"Another program uses port {taken_port}." in said
    assert f"http://127.0.0.1:{taken_port + 1}/" in said


def _signed_in(address: str, passwords: Path) -> httpx.Client:
    """A browser of the demonstration's reader."""
    client = httpx.Client()
    client.get(f"{address}/sign-in/")
    sent = {"username": "reader", "password": json.loads(passwords.read_text())["reader"]}
    sent["csrfmiddlewaretoken"] = client.cookies["csrftoken"]
    assert client.post(f"{address}/sign-in/", data=sent).status_code == 302
    return client


def _answer(address: str, server: subprocess.Popen[bytes]) -> httpx.Response:
    for _ in range(300):
        assert server.poll() is None
        try:
            return httpx.get(address, timeout=30)
        except httpx.TransportError:
            time.sleep(0.2)
    raise AssertionError("the demonstration did not answer")
