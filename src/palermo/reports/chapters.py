"""Finds the chapters of a narrative by their headings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from palermo.reports.patterns import alternatives_pattern

INTRO = "intro"
RECOMMENDATIONS = "recommendations"


@dataclass(frozen=True, slots=True)
class Chapter:
    """From its heading to the next chapter: `text[start:end]`; `body` is the end of the heading."""

    kind: str
    start: int
    body: int
    end: int


def find_chapters(text: str, heads: Mapping[str, Sequence[str]]) -> list[Chapter]:
    """All chapters in reading order. The text before the first heading is the `intro`."""
    pattern = _pattern(tuple((kind, tuple(p)) for kind, p in heads.items()))
    marks = [(m.start(), m.end(), m.lastgroup or "") for m in pattern.finditer(text)]
    chapters = [Chapter(INTRO, 0, 0, marks[0][0] if marks else len(text))]
    for n, (start, body, kind) in enumerate(marks):
        end = marks[n + 1][0] if n + 1 < len(marks) else len(text)
        chapters.append(Chapter(kind.rstrip("0123456789"), start, body, end))
    return chapters


@lru_cache(maxsize=8)
def _pattern(heads: tuple[tuple[str, tuple[str, ...]], ...]) -> re.Pattern[str]:
    """A heading alone on its line, before a colon, or in capitals (also within a line)."""
    groups = []
    for kind, patterns in heads:
        head = alternatives_pattern(patterns)
        rest = r"(?:[ \t]+(?:for|to)[ \t]+[^\n:.;]{1,60}?)?" if kind == RECOMMENDATIONS else ""
        loud = "|".join(p.upper() for p in patterns if p.replace(" ", "").isalpha())
        loud = loud.replace(" ", r"\s+") or "(?!)"
        groups += [
            rf"(?P<{kind}1>^[ \t#*_=]*(?i:{head}{rest})[ \t]*(?:[:*_=]+[ \t]*$|$|:(?=\s)))",
            rf"(?P<{kind}2>(?:^[ \t]*|(?<=[.!?;:)])\s*)(?:{loud}|PRIORITI[SZ]ED RECOMMENDATIONS)"
            rf"(?:[ \t]+FOR[ \t]+[A-Z][A-Z .,'’()-]{{1,60}}?(?=:|\n|[A-Z][a-z]))?(?!\w)[ \t]*:?)"
            if kind == RECOMMENDATIONS
            else rf"(?P<{kind}2>(?:^[ \t]*|(?<=[.!?;])\s*)(?:{loud})(?=[ \t]*:|\s+[A-Z“])[ \t]*:?)",
        ]
    # Most positions cannot begin a heading: one look excludes them before any heading is tried.
    return re.compile(rf"(?:^|(?<=[.!?;:)]))(?:{'|'.join(groups)})", re.MULTILINE)
