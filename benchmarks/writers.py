"""How long a writer waits on the embedded database when many write at once.

    python -m benchmarks.writers [--clients 20] [--processes 2] [--seconds 10]

Clients in threads of several processes, as the server has them, write without a pause: each act is
one transaction with a changed row, as `actions.step` writes it. It is measured with Django's own
backend, where SQLite lets waiting writers try again after a pause, and with the queue of
`palermo.config.sqlite`, on the same machine, one after the other. `--hold` is how long an act
keeps its transaction open beside the commit.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Any

BACKENDS = {"SQLite's own waiting": "django.db.backends.sqlite3", "queue": "palermo.config.sqlite"}


def main() -> None:
    """Print the waiting times of both."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--hold", type=float, default=2, help="milliseconds")
    parser.add_argument("--worker", nargs=2, metavar=("ENGINE", "FOLDER"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.worker:
        threads = asked.clients // asked.processes
        engine, folder = asked.worker
        print(json.dumps(_write(engine, folder, threads, asked.seconds, asked.hold / 1000)))
        return
    print(
        f"{asked.clients} clients in {asked.processes} processes, {asked.seconds:g} s each, "
        f"{os.cpu_count()} cores, {asked.hold:g} ms in the transaction"
    )
    longest = {}
    for name, engine in BACKENDS.items():
        waits, failed = _measure(engine, asked)
        waits.sort()
        at = {share: waits[min(len(waits) - 1, int(len(waits) * share))] for share in (0.5, 0.99)}
        longest[name] = at[0.99]
        print(
            f"{name:22} {len(waits) / asked.seconds:7.0f} acts/s   median {at[0.5] * 1000:8.1f} ms"
            f"   p99 {at[0.99] * 1000:8.1f} ms   longest {waits[-1] * 1000:8.1f} ms"
            f"   failed {failed}"
        )
    plain, queued = longest.values()
    print(f"p99 of SQLite's own waiting is {plain / queued:.1f} times that of the queue")


def _measure(engine: str, asked: argparse.Namespace) -> tuple[list[float], int]:
    with tempfile.TemporaryDirectory() as folder:
        _prepare(engine, folder)
        command = [sys.executable, "-m", "benchmarks.writers", "--worker", engine, folder]
        for name in ("clients", "processes", "seconds", "hold"):
            command += [f"--{name}", str(getattr(asked, name))]
        workers = [
            subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(asked.processes)
        ]
        found = [json.loads(worker.communicate()[0]) for worker in workers]
    return [wait for waits, _ in found for wait in waits], sum(failed for _, failed in found)


def _configure(engine: str, folder: str) -> None:
    import django
    from django.conf import settings

    settings.configure(DATABASES={"default": _database(engine, folder)}, INSTALLED_APPS=[])
    django.setup()


def _database(engine: str, folder: str) -> dict[str, Any]:
    from palermo.config import environment

    os.environ["PALERMO_DATA"] = folder
    return {**environment.database_settings(), "ENGINE": engine}


def _prepare(engine: str, folder: str) -> None:
    settings = _database(engine, folder)
    with closing(sqlite3.connect(settings["NAME"])) as database, database:
        database.execute("create table act (id integer primary key, count integer, line text)")
        rows = [(number, "x" * 200) for number in range(100)]
        database.executemany("insert into act values (?, 0, ?)", rows)


def _write(
    engine: str, folder: str, threads: int, seconds: float, hold: float
) -> tuple[list[float], int]:
    _configure(engine, folder)
    from django.db import DatabaseError, connection, transaction

    waits: list[float] = []
    failed: list[str] = []
    until = time.monotonic() + seconds

    def act(number: int) -> None:
        while time.monotonic() < until:
            begun = time.monotonic()
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute("update act set count = count + 1 where id = %s", [number % 100])
                    time.sleep(hold)
            except DatabaseError as error:
                failed.append(str(error))
            waits.append(time.monotonic() - begun)
        connection.close()

    running = [threading.Thread(target=act, args=(n,)) for n in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    return waits, len(failed)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    main()
