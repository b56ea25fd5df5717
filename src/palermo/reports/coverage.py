"""The inverse view of a reading: the sentences of a text in which nothing was read.

A person who reviews sees what was missed only if what gave nothing is shown.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from palermo.documents.normalized_text import normalize_text
from palermo.kernel.spans import Span
from palermo.reports.assessment import Assessment
from palermo.reports.sentences import split_sentences

#: Shorter pieces are headings, names and numbers of pages.
_FEWEST_WORDS = 4


@dataclass(frozen=True, slots=True)
class SilentSentence:
    """A sentence in which nothing was read, and its place in the unmodified text."""

    text: str
    start: int
    end: int


def list_places(reading: Assessment) -> Iterator[Span]:
    """Every place of the text in which the reading found something."""
    yield from reading.places.values()
    for items in (
        reading.recommendations,
        reading.findings,
        reading.figures,
        reading.figures_aside,
        reading.not_reported,
    ):
        yield from (item.span for item in items)


def find_silent_sentences(text: str, places: Iterable[Span]) -> tuple[SilentSentence, ...]:
    """The sentences of `text` that none of `places` touches, in reading order."""
    read = sorted((place.start, place.end) for place in places)
    # A place may contain others: the largest end so far decides.
    ends = list(accumulate((end for _, end in read), max))
    normalized = normalize_text(text)
    silent = []
    for begin, stop in split_sentences(normalized.text, 0, len(normalized.text)):
        sentence = normalized.text[begin:stop]
        if len(sentence.split()) < _FEWEST_WORDS:
            continue
        place = normalized.source_span(Span(begin, stop))
        at = bisect_left(read, (place.end, 0))
        if at == 0 or ends[at - 1] <= place.start:
            silent.append(SilentSentence(" ".join(sentence.split()), place.start, place.end))
    return tuple(silent)
