"""Cuts a text into sentences and clauses, in time linear in its length."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

#: Ends of sentences and clauses; a semicolon in brackets does not end one. A sentence also ends
#: where the next is glued to it ("charge.The"), or where only the raised number of a footnote
#: parts them ("victims.14 The").
_EDGE = re.compile(
    r"\.(?:(?<=[a-z)”]\.)|(?<=20\d\d\.)|(?<=19\d\d\.))"
    r"(?:\[?\d{1,3}\]?(?=\s+[A-Z“]|\s*$)|(?=[A-Z][a-z]))"
    r"|[.!?](?=[\"”’')\]]*(?:\s|$))|\n\s*\n|\n(?=\s*[•*\-–]\s)|[;()\[\]]|•"
)
#: A longer clause is read in pieces, so that the cost is linear in the text.
_LONGEST = 1500
_LONGEST_SHORT = 8


def split_clauses(
    text: str, start: int, stop: int, abbreviations: Sequence[str]
) -> Iterator[tuple[int, int, bool]]:
    """(start, end, whether a new sentence begins) of each clause of `text[start:stop]`."""
    shortened = _shortened(tuple(abbreviations))
    depth, fresh = 0, True
    for edge in _EDGE.finditer(text, start, stop):
        sign, at = edge.group(), edge.start()
        if at < start:
            continue
        while at - start > _LONGEST:
            yield start, start + _LONGEST, fresh
            start, fresh = start + _LONGEST, True
        if sign in "([":
            depth += 1
        elif sign in ")]":
            depth = max(0, depth - 1)
        elif sign == ";":
            if depth == 0:
                yield start, at, fresh
                start, fresh = edge.end(), False
        elif sign != "." or not shortened.search(text, max(start, at - _LONGEST_SHORT), at):
            yield start, at + 1, fresh
            start, depth, fresh = edge.end(), 0, True
    while start < stop:
        end = min(stop, start + _LONGEST)
        yield start, end, fresh
        start, fresh = end, True


@lru_cache(maxsize=4)
def _shortened(abbreviations: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in abbreviations)
    return re.compile(rf"(?:\b(?:[A-Z]|{words}))$")
