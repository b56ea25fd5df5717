"""What a search finds."""

from __future__ import annotations

from dataclasses import dataclass

#: From which character to which (excluded), counted in Unicode code points.
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SearchExcerpt:
    """A part of a text, and the matches in it."""

    text: str
    matches: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchHit:
    """Something that a search found. `kind` tells what; `address` where it is shown.

    `title_matches` and `matches` are the matching places of `title` and `excerpt`.
    """

    kind: str
    title: str
    excerpt: str
    address: tuple[str, ...]
    score: float
    title_matches: tuple[Span, ...] = ()
    matches: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchHits:
    """The best hits, and how many there are in all."""

    best: tuple[SearchHit, ...]
    total: int
