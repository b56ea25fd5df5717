"""Sentences, clauses and words of a text as places; the text is not copied or changed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

#: Where a sentence may end: a stop (also without a space before the next capital), a blank line, or
#: a line that begins with a bullet.
_STOP = re.compile(
    r"[.!?]+[\"”’')\]]*(?=\s|$|[A-Z“][a-z])|\n[ \t]*\n\s*|\n(?=[ \t]*[•▪·‣◦*–—-][ \t])"
)
_WORDS = re.compile(r"([^\W_]+(?:['’.-][^\W_]+)*)")
#: Not the one inside a number: "1,319".
_COMMA = re.compile(r",(?!(?<=\d,)\d{3}(?!\d))")
_LONGEST_SHORT = 7
#: In characters. Some steps take time that grows with the square of a sentence.
_LONGEST_SENTENCE = 6_000
_LAST_WORD = re.compile(r"[^\s(\[“\"]+$")
_BRACKETS = re.compile(r"\([^()]*\)")
#: Words whose full stop does not end a sentence.
_SHORTENED = frozenset(
    [
        "e.g",
        "i.e",
        "etc",
        "vs",
        "cf",
        "approx",
        "art",
        "arts",
        "no",
        "nos",
        "mr",
        "mrs",
        "ms",
        "dr",
        "st",
        "ft",
        "jr",
        "sr",
        "inc",
        "ltd",
        "co",
        "gov",
        "dept",
        "fig",
        "para",
        "sec",
        "p",
        "pp",
        "vol",
        "al",
        "u.s",
        "u.n",
        "u.k",
        "d.c",
        "a.m",
        "p.m",
    ]
)
#: Words that begin a sentence even after an abbreviation ("… in the U.S. The government …").
_OPENERS = frozenset(
    [
        "The",
        "This",
        "These",
        "Those",
        "In",
        "However",
        "It",
        "Its",
        "Authorities",
        "Officials",
        "Police",
        "Courts",
        "During",
        "As",
        "For",
    ]
)
_NEXT = re.compile(r"\s+([A-Z][a-z]*)")


def split_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of `text[start:end]`, trimmed of white space, in reading order."""
    spans: list[tuple[int, int]] = []
    at = start
    for stop in _STOP.finditer(text, start, end):
        if stop.start() < at or _is_shortened(text, at, stop):
            continue
        _add_sentence(spans, text, at, stop.end())
        at = stop.end()
    _add_sentence(spans, text, at, end)
    return spans


def _is_shortened(text: str, at: int, stop: re.Match[str]) -> bool:
    if text[stop.start()] != "." or stop.end() - stop.start() > 1:
        return False
    # Abbreviations are short and end with a letter: most stops follow a longer word.
    before = text[stop.start() - _LONGEST_SHORT : stop.start()]
    if before.isalpha() or not before[-1:].isalpha():
        return False
    last = _LAST_WORD.search(text, max(at, stop.start() - 12), stop.start())
    if last is None:
        return False
    word = last.group()
    if word.lower() not in _SHORTENED and not (len(word) == 1 and word.isupper()):
        return False
    following = _NEXT.match(text, stop.end())
    if word.lower() == "no":  # "No. 12", but "… said no."
        return not following
    return not (following and following.group(1) in _OPENERS)


def split_at_semicolons(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a sentence between semicolons, except those inside brackets."""
    if text.find(";", start, end) < 0:
        return [(start, end)]
    inside = [m.span() for m in _BRACKETS.finditer(text, start, end)]
    spans: list[tuple[int, int]] = []
    at = start
    for mark in re.finditer(";", text[start:end]):
        place = start + mark.start()
        if any(a <= place < b for a, b in inside):
            continue
        _add(spans, text, at, place)
        at = place + 1
    _add(spans, text, at, end)
    return spans


def _add_sentence(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    """Add a sentence; what has no stop for several pages is no sentence and is cut at blanks."""
    while end - start > _LONGEST_SENTENCE:
        cut = max(text.rfind(mark, start + 1, start + _LONGEST_SENTENCE) for mark in ("\n", "; "))
        if cut < 0:
            cut = text.rfind(" ", start + 1, start + _LONGEST_SENTENCE)
        cut = cut + 1 if cut > 0 else start + _LONGEST_SENTENCE
        _add(found, text, start, cut)
        start = cut
    _add(found, text, start, end)


def _add(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    trimmed = trim_span(text, start, end)
    if trimmed:
        found.append(trimmed)


def trim_span(text: str, start: int, end: int, signs: str = "") -> tuple[int, int] | None:
    """`start`, `end` without white space (and `signs`) on both sides; None if nothing remains."""
    while start < end and (text[start].isspace() or text[start] in signs):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in signs):
        end -= 1
    return (start, end) if start < end else None


@dataclass(frozen=True, slots=True)
class WordIndex:
    """The words of a text in lower case, with their places. Index ranges are half-open."""

    low: list[str]
    starts: list[int]
    ends: list[int]
    #: Indexes of the words after a comma.
    commas: frozenset[int] = frozenset()
    #: Each word once, with its indexes.
    index: dict[str, list[int]] = field(default_factory=dict)
    #: Results that finders of phrases (see `reports.phrases`) compute once for all words.
    places: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, text: str) -> WordIndex:
        """All words of `text`; hyphened words ("NGO-run") and "U.S" are one word."""
        # Gaps and words in turn, the first and the last being gaps.
        pieces = _WORDS.split(text)
        bounds = list(accumulate(map(len, pieces)))
        starts, ends = bounds[:-1:2], bounds[1::2]
        low = [word.lower() for word in pieces[1::2]]
        if "’" in text:
            low = [word.replace("’", "'") for word in low]
        commas = frozenset(bisect_left(starts, m.start()) for m in _COMMA.finditer(text))
        index: dict[str, list[int]] = defaultdict(list)
        for at, word in enumerate(low):
            index[word].append(at)
        return cls(low, starts, ends, commas, dict(index))

    def where(self, wanted: Iterable[str]) -> list[int]:
        """The indexes, in reading order, of all words of the text that are in `wanted`."""
        return sorted(at for word in wanted for at in self.index[word])

    def joints(self, joiners: frozenset[str]) -> list[int]:
        """The indexes, in reading order, of `joiners` and of words after a comma."""
        indexes = self.places.get(joiners)
        if indexes is None:
            indexes = sorted({*self.where(joiners & self.index.keys()), *self.commas})
            self.places[joiners] = indexes
        return indexes

    def between(self, start: int, end: int) -> tuple[int, int]:
        """The index range of the words that begin in `text[start:end]`."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)
