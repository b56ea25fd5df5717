"""Wordings for tests: the real ones may not be shipped, so that their items say nothing."""

from __future__ import annotations

from pathlib import Path

HEAD = """\
instrument: {instrument}
version: {version}
from: 2026-01-{version:02d}
source: {{title: An invented wording, certainty: unverified}}
licence:
  said: Invented for a test.
  seen_by: the tests
  seen_on: 2026-01-01
items:
"""
ITEM = '  - text: {{en: "item {n}", az: "bənd {n}", ru: "пункт {n}"}}\n'


def write_wording(folder: Path, instrument: str, items: int, version: int = 1) -> Path:
    """A wording of `items` items; the folder is made where it is absent."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{instrument}-{version}.yaml"
    listed = "".join(ITEM.format(n=n) for n in range(1, items + 1))
    path.write_text(HEAD.format(instrument=instrument, version=version) + listed, encoding="utf-8")
    return path
