"""Finds phrases of the pack in a text, word by word, in time linear in the text.

A phrase is written as words: `continued to lack`. A word that ends with `*` matches all words with
that beginning (`screen*`); `did|does` matches either word; `...` matches up to four words of any
kind.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from palermo.reports.sentences import WordIndex

_GAP = "..."
_LONGEST_GAP = 4
#: How many words are cached with their phrases; texts use few different words.
_REMEMBERED = 50_000


class PhraseMatch(NamedTuple):
    """A phrase of list `label` at the words `first` to `last` (excluded)."""

    label: str
    first: int
    last: int


class _Step(NamedTuple):
    """One place of a phrase: any of `words`, or a word that begins with any of `stems`."""

    words: frozenset[str]
    stems: tuple[str, ...]
    #: Whether other words may stand before it.
    far: bool


class _Begun(NamedTuple):
    """A phrase of list `label` behind its first word."""

    label: str
    steps: tuple[_Step, ...]


class Phrases:
    """All phrases of several lists, ready for matching."""

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        self._exact: dict[str, list[_Begun]] = {}
        self._stems: dict[str, list[_Begun]] = {}
        self._seen: dict[str, list[_Begun]] = {}
        for label, phrases in lists.items():
            for phrase in phrases:
                first, *rest = phrase.lower().split()
                begun = _Begun(label, _steps(rest))
                for word in first.split("|"):
                    place = self._stems if word.endswith("*") else self._exact
                    place.setdefault(word.rstrip("*"), []).append(begun)
        self._lengths = sorted({len(stem) for stem in self._stems})

    def find(self, words: WordIndex, lo: int, hi: int) -> list[PhraseMatch]:
        """All phrases within the words `lo` to `hi`, in reading order; they may overlap."""
        firsts, hits = words.places.get(self) or self._all(words)
        begin = bisect_left(firsts, lo)
        if begin == len(firsts) or firsts[begin] >= hi:
            return []
        return [hit for hit in hits[begin : bisect_left(firsts, hi, begin)] if hit.last <= hi]

    def _all(self, words: WordIndex) -> tuple[list[int], list[PhraseMatch]]:
        """All phrases in all of `words`, and where they begin: searched once per text."""
        seen, low, new = self._seen, words.low, tuple.__new__
        starting = {}
        for word in words.index:
            begun = seen.get(word)
            if begun is None:
                begun = self._starting(word)
            if begun:
                starting[word] = begun
        hits = []
        end = len(low)
        for at in words.where(starting):
            following = low[at + 1] if at + 1 < end else ""
            for label, steps in starting[low[at]]:
                last = at + 1
                if steps:
                    words_next, stems, far = steps[0]
                    # Most phrases end here.
                    if not (far or following in words_next or following.startswith(stems)):
                        continue
                    last = _match(low, steps, last, end)
                if last:
                    hits.append(new(PhraseMatch, (label, at, last)))
        matches = [hit.first for hit in hits], hits
        words.places[self] = matches
        return matches

    def _starting(self, word: str) -> list[_Begun]:
        phrases = list(self._exact.get(word, ()))
        for length in self._lengths:
            if length > len(word):
                break
            phrases += self._stems.get(word[:length], ())
        if len(self._seen) < _REMEMBERED:
            self._seen[word] = phrases
        return phrases


def _steps(words: Sequence[str]) -> tuple[_Step, ...]:
    """The places behind the first word of a phrase."""
    steps: list[_Step] = []
    far = False
    for word in words:
        if word == _GAP:
            far = True
            continue
        choices = word.split("|")
        exact = frozenset(choice for choice in choices if choice[-1] != "*")
        stems = tuple(choice[:-1] for choice in choices if choice[-1] == "*")
        steps.append(_Step(exact, stems, far))
        far = False
    return tuple(steps)


def _match(low: Sequence[str], steps: Sequence[_Step], at: int, hi: int) -> int:
    """The index after the last word of `steps`, matched from `at`; 0 if they do not match."""
    for n, (words, stems, far) in enumerate(steps):
        if far:
            for place in range(at, min(at + _LONGEST_GAP + 1, hi)):
                if low[place] in words or low[place].startswith(stems):
                    last = _match(low, steps[n + 1 :], place + 1, hi)
                    if last:
                        return last
            return 0
        if at >= hi or not (low[at] in words or low[at].startswith(stems)):
            return 0
        at += 1
    return at


def keep_widest(hits: Sequence[PhraseMatch]) -> list[PhraseMatch]:
    """`hits` in reading order without those inside a longer one, which is more specific."""
    if len(hits) < 2:
        return list(hits)
    widest: list[PhraseMatch] = []
    reach = 0
    # The longest of those with the same start comes first, so only an earlier one can cover it.
    for hit in sorted(hits, key=_by_place):
        _, first, last = hit
        if last > reach or (widest and (widest[-1].first, widest[-1].last) == (first, last)):
            widest.append(hit)
            reach = last
    return widest


def _by_place(hit: PhraseMatch) -> tuple[int, int]:
    return hit.first, -hit.last
