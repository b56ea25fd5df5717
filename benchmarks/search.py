"""Search over 20,000 texts: time to index, size of the index, time of a search.

    python -m benchmarks.search                                        SQLite
    python scripts/with_postgres.py python -m benchmarks.search        PostgreSQL

The texts are made of the sentences of the demonstration's narratives and of the packs in three
languages, drawn at random with a fixed seed, so that words are as frequent as in real texts. The
search that was there before (folded text that contains every word) is timed beside it.
"""

from __future__ import annotations

import os
import random
import re
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from palermo.ledger.search.store import NewSearchEntry

ROOT = Path(__file__).resolve().parents[1]
TEXTS = 20_000
REPEATS = 15
SEARCHES = (
    "labour inspectors",
    '"forced labour"',
    "victims shelter",
    "traffick*",
    "qurbanların hüquqları",
    "insan alveri",
    "торговлей людьми",
    "government",
    "beekeeper",
)


def main() -> None:
    """Fill a new database and print one line for each measurement."""
    with tempfile.TemporaryDirectory(prefix="palermo-search-") as folder:
        os.environ["PALERMO_DATA"] = folder
        os.environ.setdefault("PALERMO_COUNTRY", "aze")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palermo.config.settings")
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        _measure()


def _measure() -> None:
    from django.db import connection, transaction

    from palermo.ledger.search.expression import parse_search
    from palermo.ledger.search.queries import search_ledger
    from palermo.ledger.search.store import NewSearchEntry, index_entries

    print(f"database: {connection.vendor}")
    texts = made_texts()
    print(f"{len(texts)} texts, {sum(len(text.split()) for text in texts)} words")
    start = time.perf_counter()
    entries = [
        NewSearchEntry(f"t{n}", "narrative", "AZE", f"AZE {2000 + n % 25}", text, ("home",))
        for n, text in enumerate(texts)
    ]
    print(f"splitting and stemming: {time.perf_counter() - start:.1f} s")
    empty = _size()
    with transaction.atomic():
        print(f"writing: {_seconds(lambda: index_entries(entries)):.1f} s")
    print(f"database grew by {(_size() - empty) / 1e6:.0f} MB")
    _keep_folded(entries)
    for typed in SEARCHES:
        found = search_ledger(parse_search(typed))
        now = _milliseconds(lambda typed=typed: search_ledger(parse_search(typed)))  # type: ignore[misc]
        before = _milliseconds(lambda typed=typed: _contains(typed))  # type: ignore[misc]
        print(f"{typed:20} {found.total:6} hits {now}   before: {_contains(typed):6} {before}")


def made_texts() -> list[str]:
    """Twenty thousand texts of two to six sentences, each in one language."""
    chance = random.Random(8)
    by_language = list(_sentences().values())
    return [
        " ".join(chance.choices(sentences, k=chance.randint(2, 6)))
        for sentences in chance.choices(by_language, weights=(6, 2, 2), k=TEXTS)
    ]


def _sentences() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"en": [], "az": [], "ru": []}
    for path in sorted((ROOT / "countries" / "aze" / "demo").glob("*.txt")):
        found["en"] += re.split(r"(?<=[.!?])\s+", path.read_text(encoding="utf-8"))
    catalogues = sorted((ROOT / "src" / "palermo" / "locale").glob("*/LC_MESSAGES/django.po"))
    for path in catalogues:
        said = re.findall(r'^msgstr "(.{40,})"$', path.read_text(encoding="utf-8"), re.MULTILINE)
        found[path.parts[-3]] += said
    for path in sorted((ROOT / "countries").rglob("*.yaml")):
        for language, words in re.findall(
            r'\b(en|az|ru): "?([^"{}\n]{40,})', path.read_text(encoding="utf-8")
        ):
            found[language].append(words)
    return found


def _keep_folded(entries: list[NewSearchEntry]) -> None:
    from django.db import connection

    from palermo.ledger.search.search_folding import fold_text

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE benchmark_folded (id integer PRIMARY KEY, folded text)")
        rows = [(n, fold_text(f"{e.title} {e.text}")) for n, e in enumerate(entries)]
        cursor.executemany("INSERT INTO benchmark_folded VALUES (%s, %s)", rows)


def _contains(typed: str) -> int:
    from django.db import connection

    from palermo.ledger.search.search_folding import fold_text

    words = [f"%{word.strip(chr(34) + '*')}%" for word in fold_text(typed).split()]
    where = " AND ".join(["folded LIKE %s"] * len(words))
    with connection.cursor() as cursor:
        sql = f"SELECT id FROM benchmark_folded WHERE {where}"  # noqa: S608
        cursor.execute(sql, words)
        return len(cursor.fetchall())


def _seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _milliseconds(act: Callable[[], object]) -> str:
    times = sorted(_seconds(act) * 1000 for _ in range(REPEATS))
    return f"{times[0]:6.1f} ms (median {statistics.median(times):6.1f})"


def _size() -> int:
    from django.conf import settings
    from django.db import connection

    if connection.vendor == "sqlite":
        return sum(p.stat().st_size for p in Path(settings.DATA).glob("palermo.sqlite3*"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


if __name__ == "__main__":
    main()
