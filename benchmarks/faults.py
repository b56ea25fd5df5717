"""What is lost when the server is killed, the disk is full, or the database goes away, under load.

    python -m benchmarks.faults [--kills 100] [--databases sqlite postgres] [--clients 20]

The real server is killed with SIGKILL while clients read and write, and started again, as often as
asked. Then what is kept is compared with what was acknowledged, and each act with its parts: rows,
files, and its line in the journal. After that the disk is full (files may not grow: RLIMIT_FSIZE),
and PostgreSQL is stopped as by a crash and started again, both under load. The exit code is 1 if
anything acknowledged was lost, an act is half there, or an answer was an error of the program.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from benchmarks.load import CLIENTS, EVIDENCE_BYTES, Clients
from benchmarks.postgres import TemporaryPostgres
from benchmarks.served_office import ServedOffice

#: Answers after which the server is killed, drawn by chance, and the seconds after which it is in
#: any case. A time alone would say little: on a busy machine nothing is written in it.
_ANSWERS, _LIFE = (5, 60), 30.0
#: What a client may be told while all is well, and while disk or database are away.
_WELL = frozenset({200, 201, 204, 409})
_AWAY = _WELL | {503}


class Acknowledged:
    """What clients were told, over several servers."""

    def __init__(self) -> None:
        self.names: dict[str, list[str]] = {"notes": [], "evidence": [], "interviews": []}
        self.statuses: Counter[int] = Counter()

    def add(self, clients: Clients) -> None:
        """Add what these clients were told."""
        for kind, names in clients.acknowledged.items():
            self.names[kind] += names
        self.statuses += clients.statuses


def main() -> None:
    """Print the figures of each fault on each database."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--clients", type=int, default=CLIENTS)
    parser.add_argument(
        "--databases", nargs="*", choices=["sqlite", "postgres"], default=["sqlite", "postgres"]
    )
    asked = parser.parse_args()
    # So that a server that was started is ended with this, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(2))
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}", flush=True)
    # A list, so that every fault is tried even after one was not stood.
    stood = [
        _try_database(name, asked.kills, asked.clients)
        for name in asked.databases
    ]  # fmt: skip
    sys.exit(0 if all(stood) else 1)


def _try_database(name: str, kills: int, count: int) -> bool:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="palermo-faults-")))
        postgres = None
        if name == "postgres":
            postgres = stack.enter_context(TemporaryPostgres(folder))
        office = ServedOffice(folder, postgres.url if postgres else "")
        stack.callback(office.kill)
        told = Acknowledged()
        starts = _kill(office, told, kills, count)
        stood = _report(f"{name}: {kills} kills", office, told, _WELL)
        print(f"  started again in {sum(starts) / max(1, len(starts)):.1f} s on average")
        _fill_disk(office, told, count)
        stood &= _report(f"{name}: disk full", office, told, _AWAY)
        if postgres:
            _lose_database(office, told, count, postgres)
            stood &= _report(f"{name}: database stopped and started", office, told, _AWAY)
        return stood


def _kill(office: ServedOffice, told: Acknowledged, kills: int, count: int) -> list[float]:
    chance, starts = random.Random(kills), []
    for _ in range(kills):
        starts.append(office.start())
        with Clients(office, count) as clients:
            clients.wait(chance.randint(*_ANSWERS), _LIFE)
            # Not at the moment of an answer, but somewhere between two.
            time.sleep(chance.uniform(0, 0.2))
            office.kill()
        told.add(clients)
    return starts


def _fill_disk(office: ServedOffice, told: Acknowledged, count: int) -> None:
    """Let no file grow beyond the largest that is there, then lift this again."""
    data = Path(office.environment["PALERMO_DATA"])
    largest = max((f.stat().st_size for f in data.rglob("*") if f.is_file()), default=0)
    # The log that SQLite writes first, and evidence, reach this soon.
    embedded = not office.environment["PALERMO_DATABASE"]
    limit = max(largest // 4, 200_000) if embedded else EVIDENCE_BYTES // 2
    told.statuses.clear()
    office.start(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
    with Clients(office, count) as clients:
        clients.wait(10 * count, _LIFE)
    told.add(clients)
    office.kill()
    office.start()
    with Clients(office, count) as clients:
        clients.wait(2 * count, _LIFE)
    told.add(clients)
    office.kill()


def _lose_database(
    office: ServedOffice, told: Acknowledged, count: int, postgres: TemporaryPostgres
) -> None:
    told.statuses.clear()
    office.start()
    with Clients(office, count) as clients:
        clients.wait(2 * count, _LIFE)
        postgres.stop()
        clients.wait(4 * count, _LIFE)
        postgres.start()
        clients.wait(8 * count, _LIFE)
    told.add(clients)
    office.kill()


def _report(title: str, office: ServedOffice, told: Acknowledged, allowed: frozenset[int]) -> bool:
    found: dict[str, Any] = office.check(told.names)
    wrong = {status: n for status, n in told.statuses.items() if status not in allowed}
    acknowledged = sum(map(len, told.names.values()))
    print(
        f"{title}: {acknowledged} acknowledged writes, {len(found['lost'])} lost, "
        f"{len(found['half'])} half there, {found['stray']} files without a row; "
        f"statuses {dict(sorted(told.statuses.items()))}",
        flush=True,
    )
    for problem in (*found["lost"][:5], *found["half"][:5]):
        print(f"  {problem}")
    if wrong:
        print(f"  not to be answered: {wrong}")
    return not (found["lost"] or found["half"] or wrong)


if __name__ == "__main__":
    main()
