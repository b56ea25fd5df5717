"""An office behind a real server, in a folder of its own, for benchmarks that load or kill it.

`prepare` and `check` run in processes of their own, as the program does: they read the database
after the server is gone. Needs nothing but the program and httpx.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).parents[1]
#: Answers of every interview that clients send.
ANSWERS = {"grounds": "yes", "agrees": "yes", "may_be_child": "no"}
PROCEDURE = "refer-victim"
#: Seconds in which a server must answer after it was started.
START_SECONDS = 90


class ServedOffice:
    """The folder, the database and the server of one office."""

    def __init__(self, folder: Path, database: str) -> None:
        self.folder = folder
        self.environment = {**os.environ, "PALERMO_DATA": str(folder / "data")}
        self.environment["PALERMO_DATABASE"] = database
        self.environment["PALERMO_COUNTRY"] = "aze"
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._server: subprocess.Popen[bytes] | None = None
        self.tokens: dict[str, str] = self._run("prepare")

    def start(self, before: Callable[[], None] | None = None) -> float:
        """Start the server; returns the seconds until it answered. `before` runs in it first."""
        begun = time.monotonic()
        words = ["serve", "--port", str(self.port), "--workers", "2"]
        self._server = subprocess.Popen(
            [sys.executable, "-m", "palermo.cli.main", *words],
            cwd=ROOT,
            env=self.environment,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=before,
        )
        while time.monotonic() - begun < START_SECONDS:
            try:
                httpx.get(f"{self.address}/api/v1/openapi.json", timeout=10)
            except httpx.TransportError:
                time.sleep(0.05)
            else:
                return time.monotonic() - begun
        raise RuntimeError("the server did not start")

    def kill(self) -> None:
        """End the server and its workers at once, as a power cut does for a process."""
        if self._server is not None:
            os.killpg(self._server.pid, signal.SIGKILL)
            self._server.wait()
            self._server = None

    def cpu_seconds(self) -> float:
        """Processor time that the server and its workers have used."""
        return sum(_cpu_of(pid) for pid in _group(self._server.pid)) if self._server else 0.0

    def check(self, acknowledged: dict[str, list[str]]) -> dict[str, Any]:
        """What is wrong with what is kept, compared with what was acknowledged; see `_check`."""
        file = self.folder / "acknowledged.json"
        file.write_text(json.dumps(acknowledged), encoding="utf-8")
        return self._run("check", str(file))

    def _run(self, *words: str) -> dict[str, Any]:
        command = [sys.executable, "-m", "benchmarks.served_office", *words]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, stdout=-1, check=True)
        found: dict[str, Any] = json.loads(done.stdout)
        return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _group(leader: int) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == leader:
            found.append(int(folder.name))
    return found


def _cpu_of(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _prepare() -> dict[str, str]:
    """Make the database, one person of each kind that writes, and an accepted narrative."""
    from django.core.management import call_command
    from django.utils import timezone

    from palermo.accounts import store
    from palermo.accounts.queries import actor_of
    from palermo.accounts.rights import Role
    from palermo.actions.installation import load_installed_pack
    from palermo.actions.reading.accept_narrative import accept_narrative
    from palermo.actions.reading.read_report import read_report
    from palermo.actions.visit import Visit
    from palermo.cli.office.demo_story import story_folder
    from palermo.ledger.narratives.queries import narrative_page

    call_command("migrate", verbosity=0)
    tokens, visits = {}, {}
    for role in (Role.ANALYST, Role.COORDINATOR, Role.OFFICER):
        user = store.add_user(username=role.value, password_hash="!", role=role, agency="ATD")  # noqa: S106 - nobody signs in
        _, tokens[role.value] = store.create_token(user, "benchmark", timezone.now(), None)
        actor = actor_of(user, "cli")
        visits[role] = Visit(actor, load_installed_pack(), "en", timezone.now())
    content = (story_folder() / "aze-2022.txt").read_bytes()
    (number,) = read_report(
        visits[Role.ANALYST], content=content, file_name="aze.txt", country="AZE", edition=2022
    )
    still_open = narrative_page(number).row.items_open
    accept_narrative(visits[Role.COORDINATOR], narrative_id=number, undecided_items=still_open)
    procedure = visits[Role.OFFICER].pack.procedure(PROCEDURE, visits[Role.OFFICER].today)
    tokens["interview"] = json.dumps(
        {
            "procedure": procedure.id,
            "procedure_version": procedure.version,
            "place_kind": procedure.settings[0],
            "confirmed": [gate.id for gate in procedure.before],
            "answers": ANSWERS,
        }
    )
    return tokens


def _check(acknowledged: dict[str, list[str]]) -> dict[str, Any]:
    """`lost`: acknowledged and not there. `half`: there without its other parts. `stray`: files of
    evidence without a row, which `palermo doctor --mend` removes. `kept`: how many there are.
    """
    import hashlib

    from palermo.journal.models import JournalLine
    from palermo.ledger.models import Evidence, Note
    from palermo.records.models import AnswerChange, Interview, Obligation

    def lines(act: str) -> int:
        return JournalLine.objects.filter(act=act, outcome="done").count()

    notes = list(Note.objects.values_list("text", flat=True))
    evidence = list(Evidence.objects.all())
    interviews = {str(i.key): i for i in Interview.objects.all()}
    kept = {"notes": set(notes), "evidence": {e.title for e in evidence}, "interviews": interviews}
    lost = [f"{kind} {name}" for kind, names in acknowledged.items() for name in names
            if name not in kept[kind]]  # fmt: skip
    half = []
    if len(notes) != lines("add_note"):
        half.append(f"{len(notes)} notes, {lines('add_note')} lines")
    if len(evidence) != lines("attach_evidence"):
        half.append(f"{len(evidence)} evidence, {lines('attach_evidence')} lines")
    for each in evidence:
        name = each.file.name or ""
        there = each.file.storage.exists(name)
        if not there or hashlib.sha256(each.file.read()).hexdigest() != each.sha256:
            half.append(f"evidence {each.pk} without its file")
    targets = set(JournalLine.objects.filter(act="sync_interview").values_list("target", flat=True))
    due = {Obligation.objects.filter(interview=i).count() for i in interviews.values()}
    if len(due) > 1:
        half.append(f"interviews with {sorted(due)} obligations")
    for interview in interviews.values():
        answers = AnswerChange.objects.filter(interview=interview).count()
        same = interview.answers == ANSWERS and answers == len(ANSWERS)
        if not same or f"interview {interview.pk}" not in targets:
            half.append(f"interview {interview.pk}")
    folder = Path(Evidence._meta.get_field("file").storage.path("evidence"))
    files = len(list(folder.iterdir())) if folder.is_dir() else 0
    counts = {kind: len(names) for kind, names in kept.items()}
    return {"lost": lost, "half": half, "stray": files - len(evidence), "kept": counts}


def main() -> None:
    """Print as JSON what the process was asked for."""
    parser = argparse.ArgumentParser(description="Parts of benchmarks.served_office")
    parser.add_argument("part", choices=["prepare", "check"])
    parser.add_argument("file", nargs="?", type=Path)
    asked = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "palermo.config.settings"
    import django

    django.setup()
    found: Any = (
        _prepare() if asked.part == "prepare" else _check(json.loads(asked.file.read_text()))
    )
    print(json.dumps(found))


if __name__ == "__main__":
    main()
