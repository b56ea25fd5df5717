"""The inverse view of a reading: sentences, clauses and numbers of which nothing was read.

A person who reviews sees what was missed only if what gave nothing is shown.
"""

from __future__ import annotations

import re
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
#: Where a clause with a verb of its own may begin.
_CLAUSE = re.compile(r";\s+|,\s+(?=(?:and|but|while|although|whereas|though|which|where)\s)")
#: A number in figures that is no part of a word, a date or a longer number.
_NUMBER = re.compile(r"(?<![\w.,/-])\d+(?:[,.]\d+)*(?![\w/]|-\w)")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class SilentSentence:
    """A sentence or clause in which nothing was read, and its place in the unmodified text."""

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
    """The sentences of `text` that none of `places` touches, in reading order.

    Of a sentence that is read in part, the clauses that none touches.
    """
    touched = _Places(places)
    normalized = normalize_text(text)
    silent = []
    for begin, stop in split_sentences(normalized.text, 0, len(normalized.text)):
        whole = normalized.source_span(Span(begin, stop))
        parts = list(_clauses(normalized.text, begin, stop)) if touched.meet(whole) else []
        for a, b in parts or [(begin, stop)]:
            words = normalized.text[a:b].split()
            place = normalized.source_span(Span(a, b))
            if len(words) >= _FEWEST_WORDS and not touched.meet(place):
                silent.append(SilentSentence(" ".join(words), place.start, place.end))
    return tuple(silent)


def list_number_places(reading: Assessment) -> Iterator[Span]:
    """Every place whose numbers the reading used. A finding uses none."""
    yield from reading.places.values()
    for items in (
        reading.recommendations, reading.figures, reading.figures_aside, reading.not_reported
    ):  # fmt: skip
        yield from (item.span for item in items)


def find_silent_numbers(text: str, places: Iterable[Span]) -> tuple[SilentSentence, ...]:
    """The numbers of `text` that none of `places` touches, each with the words of its clause.

    `start` and `end` are those of the number. Years are left out.
    """
    touched = _Places(places)
    normalized = normalize_text(text)
    silent = []
    for begin, stop in split_sentences(normalized.text, 0, len(normalized.text)):
        for a, b in _clauses(normalized.text, begin, stop):
            for number in _NUMBER.finditer(normalized.text, a, b):
                place = normalized.source_span(Span(*number.span()))
                if not (_YEAR.fullmatch(number[0]) or touched.meet(place)):
                    words = " ".join(normalized.text[a:b].split())
                    silent.append(SilentSentence(f"{number[0]}: {words}", place.start, place.end))
    return tuple(silent)


def find_left_out(
    text: str, reading: Assessment
) -> tuple[tuple[SilentSentence, ...], tuple[SilentSentence, ...]]:
    """What gave nothing: sentences and clauses, and numbers."""
    sentences = find_silent_sentences(text, list_places(reading))
    return sentences, find_silent_numbers(text, list_number_places(reading))


def _clauses(text: str, begin: int, stop: int) -> Iterator[tuple[int, int]]:
    for mark in _CLAUSE.finditer(text, begin, stop):
        yield begin, mark.start()
        begin = mark.end()
    yield begin, stop


class _Places:
    """Places of a text, sorted, so that one look tells whether any of them meets another."""

    def __init__(self, places: Iterable[Span]) -> None:
        self._read = sorted((place.start, place.end) for place in places)
        # A place may contain others: the largest end so far decides.
        self._ends = list(accumulate((end for _, end in self._read), max))

    def meet(self, place: Span) -> bool:
        at = bisect_left(self._read, (place.end, 0))
        return at > 0 and self._ends[at - 1] > place.start
