"""How long others wait to write while a whole edition is read and stored on the embedded database.

    python -m benchmarks.reading_beside_writers [--words 200000]

A thread reads a generated edition through the action `read_report`; meanwhile two others write
lines of the journal as fast as they can, each with a connection of its own.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
import time
from pathlib import Path

#: Words of one country's narrative.
NARRATIVE_WORDS = 2_000


def main() -> None:
    """Print how long the reading took and the waits of the others."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--words", type=int, default=200_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"PALERMO_DATA": folder, "DJANGO_SETTINGS_MODULE": "palermo.config.settings"}
        import django

        django.setup()
        _measure(asked.words)


def _measure(words: int) -> None:
    from django.core.management import call_command
    from django.db import connection, connections
    from django.utils import timezone

    from benchmarks.generated import edition_text
    from palermo.accounts.people import Actor
    from palermo.accounts.rights import Role
    from palermo.actions.guard import log_act
    from palermo.actions.installation import load_installed_pack
    from palermo.actions.reading.read_report import read_report
    from palermo.actions.step import OpenAct
    from palermo.actions.visit import Visit

    call_command("migrate", verbosity=0)
    actor = Actor(id=None, username="benchmark", role=Role.ANALYST, via="cli")
    visit = Visit(actor, load_installed_pack(), "en", timezone.now())
    names = [country.name for country in visit.pack.countries.countries.values()]
    content = edition_text(names[: words // NARRATIVE_WORDS], NARRATIVE_WORDS, 2023).encode()
    waits: list[float] = []
    done = threading.Event()

    def write() -> None:
        while not done.is_set():
            begun = time.monotonic()
            log_act(actor, "add_note", "done", "AZE-2023-01")
            waits.append(time.monotonic() - begun)
            time.sleep(0.01)
        connections.close_all()

    others = [threading.Thread(target=write) for _ in range(2)]
    for other in others:
        other.start()
    stored = _timed_writing(OpenAct)
    begun = time.monotonic()
    try:
        narratives = read_report(visit, content=content, file_name="edition.txt", edition=2023)
    finally:
        done.set()
        for other in others:
            other.join()
    took = time.monotonic() - begun
    waits.sort()
    print(
        f"{len(content.split()):,} words, {len(narratives)} narratives, {connection.vendor}: read "
        f"and stored in {took:.1f} s, of which the transaction took {stored[0] * 1000:.0f} ms"
    )
    print(
        f"{len(waits)} writes of others meanwhile: median {waits[len(waits) // 2] * 1000:.0f} ms, "
        f"p99 {waits[int(len(waits) * 0.99)] * 1000:.0f} ms, longest {waits[-1] * 1000:.0f} ms"
    )


def _timed_writing(act: type) -> list[float]:
    """Have the time that `writing` holds its transaction kept in the list that is returned."""
    from collections.abc import Iterator
    from contextlib import contextmanager

    writing, found = act.writing, []  # type: ignore[attr-defined]

    @contextmanager
    def timed(self: object) -> Iterator[None]:
        begun = time.monotonic()
        with writing(self):
            yield
        found.append(time.monotonic() - begun)

    act.writing = timed  # type: ignore[attr-defined]
    return found


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    main()
