"""How long people wait when 20 of them read and write at once on a real server.

    python -m benchmarks.load [--clients 20] [--seconds 30] [--postgres]

Each client asks one thing after the other: half are reads (a list, a demand, a procedure), the
others write a note, an interview with its answers, or a file of evidence. Printed are the waits of
each kind, every status, and how much of two processors the server had: on a machine that others
use, too, a wait is mostly theirs.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import httpx

from benchmarks.served_office import ServedOffice

CLIENTS = 20
#: Size of a file of evidence, about.
EVIDENCE_BYTES = 20_000
_READS = (
    "/api/v1/recommendations",
    "/api/v1/recommendations/AZE-2022-02",
    "/api/v1/procedures/refer-victim",
    "/api/v1/me",
)


class Clients:
    """Threads that ask the office until they are told to stop."""

    def __init__(self, office: ServedOffice, count: int = CLIENTS) -> None:
        self.office = office
        self.acknowledged: dict[str, list[str]] = {"notes": [], "evidence": [], "interviews": []}
        self.waits: dict[str, list[float]] = defaultdict(list)
        self.statuses: Counter[int] = Counter()
        self.broken = 0
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._ask, args=(n,)) for n in range(count)]

    def __enter__(self) -> Clients:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def wait(self, answers: int, seconds: float) -> None:
        """Wait until there are so many answers in all, at most so long."""
        until = time.monotonic() + seconds
        while self.statuses.total() < answers and time.monotonic() < until:
            time.sleep(0.02)

    def _ask(self, number: int) -> None:
        chance = random.Random(number)
        writes = (self._note, self._interview, self._evidence)
        with httpx.Client(base_url=self.office.address, timeout=60) as client:
            while not self._stop.is_set():
                chosen = self._read if chance.random() < 0.5 else chance.choice(writes)
                try:
                    self._timed(chosen, client, chance)
                except httpx.TransportError:
                    # The server was killed, or is not there yet: nothing was acknowledged.
                    with self._lock:
                        self.broken += 1
                    time.sleep(0.1)

    def _timed(
        self,
        act: Callable[[httpx.Client, random.Random], tuple[str, str, httpx.Response]],
        client: httpx.Client,
        chance: random.Random,
    ) -> None:
        begun = time.monotonic()
        kind, name, answer = act(client, chance)
        wait = time.monotonic() - begun
        with self._lock:
            self.statuses[answer.status_code] += 1
            self.waits["read" if kind == "read" else "write"].append(wait)
            if kind != "read" and answer.is_success:
                self.acknowledged[kind].append(name)

    def _headers(self, role: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.office.tokens[role]}"}

    def _read(self, client: httpx.Client, chance: random.Random) -> tuple[str, str, httpx.Response]:
        return "read", "", client.get(chance.choice(_READS), headers=self._headers("analyst"))

    def _note(self, client: httpx.Client, chance: random.Random) -> tuple[str, str, httpx.Response]:
        name = f"Note {uuid4()}"
        address = f"/api/v1/recommendations/AZE-2022-0{chance.randint(1, 9)}/notes"
        sent = {"text": name}
        return "notes", name, client.post(address, json=sent, headers=self._headers("analyst"))

    def _evidence(
        self, client: httpx.Client, chance: random.Random
    ) -> tuple[str, str, httpx.Response]:
        name = f"Order {uuid4()}"
        answer = client.post(
            f"/api/v1/duties/AZE-2022-0{chance.randint(1, 9)}a/evidence",
            data={"title": name},
            files={"file": ("order.txt", name.encode() * (EVIDENCE_BYTES // len(name)))},
            headers=self._headers("analyst"),
        )
        return "evidence", name, answer

    def _interview(
        self, client: httpx.Client, chance: random.Random
    ) -> tuple[str, str, httpx.Response]:
        key = str(uuid4())
        started = datetime.now(UTC).isoformat()
        sent = {**json.loads(self.office.tokens["interview"]), "started_at": started}
        address = f"/api/v1/interviews/{key}"
        return "interviews", key, client.put(address, json=sent, headers=self._headers("officer"))


def describe_waits(waits: list[float]) -> str:
    """Median, 95 %, 99 % and the longest, in milliseconds."""
    waits = sorted(waits) or [0.0]

    def at(share: float) -> float:
        return waits[min(len(waits) - 1, int(len(waits) * share))] * 1000

    return (
        f"{len(waits)} answers, median {at(0.5):.0f} ms, p95 {at(0.95):.0f} ms, "
        f"p99 {at(0.99):.0f} ms, longest {waits[-1] * 1000:.0f} ms"
    )


def main() -> None:
    """Print the waits."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--clients", type=int, default=CLIENTS)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--postgres", action="store_true")
    asked = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        database = ""
        if asked.postgres:
            from benchmarks.postgres import TemporaryPostgres

            database = stack.enter_context(TemporaryPostgres(folder)).url
        office = ServedOffice(folder, database)
        office.start()
        stack.callback(office.kill)
        with Clients(office, asked.clients) as warm:
            # Until both workers have read pack and code, which they do once.
            warm.wait(10 * asked.clients, 120)
        before, begun = office.cpu_seconds(), time.monotonic()
        own = time.process_time()
        with Clients(office, asked.clients) as clients:
            time.sleep(asked.seconds)
        seconds = time.monotonic() - begun
        cpu, own = office.cpu_seconds() - before, time.process_time() - own
        name = "PostgreSQL" if database else "SQLite"
        print(
            f"{asked.clients} clients for {seconds:.0f} s on {name}; {os.cpu_count()} processors, "
            f"load {os.getloadavg()[0]:.1f}; the server had "
            f"{cpu / seconds:.2f} of them, the clients {own / seconds:.2f}"
        )
        for kind, waits in clients.waits.items():
            print(f"{kind}: {describe_waits(waits)}")
        print(f"statuses: {dict(sorted(clients.statuses.items()))}, broken off: {clients.broken}")


if __name__ == "__main__":
    main()
