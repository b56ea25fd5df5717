"""The bodies and the people that a claim names, and how many people it counts."""

from __future__ import annotations

import re
from bisect import bisect_left

from palermo.reports.findings import FindingVocabulary
from palermo.reports.sentences import WordIndex

#: A word inside a word ("non-Ministry").
_INNER = re.compile("[-.'’][A-Za-z]")
_CAPITAL = re.compile(r"\b[A-Z]")


class Mentions:
    """Finds bodies and people in the claims of one text."""

    def __init__(self, text: str, words: WordIndex, v: FindingVocabulary) -> None:
        self._text = text
        self._words = words
        self._v = v
        # A body's name can begin only here: a search of every position is most of the cost.
        begins = v.body_beginnings
        inner = {m.end() - 1 for m in _INNER.finditer(text)}
        inner.update(m.start() for m in _CAPITAL.finditer(text))
        nouns = words.where(word for word in words.index if word[:3] in begins)
        inner.update(words.starts[at] for at in nouns)
        self._body_starts = sorted(inner)
        self._people = words.where(v.concerned.nouns & words.index.keys())
        self._numbers = words.where(word for word in words.index if v.ends_number(word))

    def bodies(self, start: int, stop: int) -> tuple[str, ...]:
        """The bodies of the government that the text names in `start` to `stop`."""
        names: dict[str, None] = {}
        behind, starts = start, self._body_starts
        for n in range(bisect_left(starts, start), bisect_left(starts, stop)):
            begin = starts[n]
            match = self._v.body_names.match(self._text, begin, stop) if begin >= behind else None
            if match:
                names[match.group("name") or match.group("common")] = None
                behind = match.end()
        return tuple(names)

    def concerned(self, first: int, last: int) -> tuple[str, ...]:
        """The people that the words `first` to `last` name."""
        people, words = self._v.concerned, self._words
        concerned: dict[str, None] = {}
        behind = first
        for n in range(bisect_left(self._people, first), bisect_left(self._people, last)):
            at = self._people[n]
            if at < behind:
                continue
            begin, end = at, at + 1
            while begin > first and words.low[begin - 1] in people.before and self._near(begin):
                begin -= 1
            while (
                end < last
                and self._near(end)
                and (words.low[end] in people.after or words.low[end] in people.nouns)
            ):
                end += 1
            while words.low[end - 1] in ("of", "in", "and", "with"):
                end -= 1
            concerned[self._text[words.starts[begin] : words.ends[end - 1]]] = None
            behind = end
        return tuple(concerned)

    def counts(self, first: int, last: int, stop: int) -> tuple[str, ...]:
        """The numbers of people that a claim names; most claims have no number."""
        at = bisect_left(self._numbers, first)
        if at == len(self._numbers) or self._numbers[at] >= last:
            return ()
        counted = self._v.counted_people.finditer(self._text, self._words.starts[first], stop)
        return tuple(m[0] for m in counted)

    def _near(self, at: int) -> bool:
        """Whether only a space separates the word `at` from the one before."""
        return self._text[self._words.ends[at - 1] : self._words.starts[at]].isspace()
