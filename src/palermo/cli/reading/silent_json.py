"""What `palermo read --coverage` adds to the JSON of a reading."""

from __future__ import annotations

from typing_extensions import TypedDict

from palermo.reports.coverage import SilentSentence


class SilentSentenceJson(TypedDict):
    """A sentence, clause or number of which nothing was read, and its place in the section."""

    text: str
    start: int
    end: int


def silent_json(silent: tuple[SilentSentence, ...]) -> list[SilentSentenceJson]:
    """The published keys of what `--coverage` lists."""
    return [{"text": each.text, "start": each.start, "end": each.end} for each in silent]
