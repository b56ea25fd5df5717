"""Phrases ready for matching: the longest match, word by word, in time linear in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+|[%]")


@dataclass(frozen=True, slots=True)
class Sense:
    """The meanings of a word or phrase: an act, a unit, groups and marks, several at once."""

    act: str = ""
    unit: str = ""
    groups: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()


NOTHING = Sense()


class Lexicon:
    """All phrases of a vocabulary, found by their first word."""

    def __init__(self, lists: Iterable[tuple[str, str, Sequence[str]]]) -> None:
        """`lists`: (kind, name, phrases), kind being act, unit, groups or marks."""
        merged: dict[tuple[str, ...], dict[str, set[str]]] = {}
        for kind, name, phrases in lists:
            for phrase in phrases:
                key = tuple(WORD.findall(phrase))
                merged.setdefault(key, {}).setdefault(kind, set()).add(name)
        self.single: dict[str, Sense] = {}
        #: Phrases of several words by their first and their second word, the longest first.
        self.longer: dict[str, dict[str, list[tuple[tuple[str, ...], Sense]]]] = {}
        for key, found in sorted(merged.items(), key=lambda item: -len(item[0])):
            sense = Sense(
                act=min(found.get("act", {""})),
                unit=min(found.get("unit", {""})),
                groups=frozenset(found.get("groups", ())),
                marks=frozenset(found.get("marks", ())),
            )
            if len(key) == 1:
                self.single[key[0]] = sense
            else:
                seconds = self.longer.setdefault(key[0], {})
                seconds.setdefault(key[1], []).append((key, sense))

    def match(self, words: Sequence[str], at: int) -> tuple[int, Sense | None]:
        """How many words from `at` form the longest known phrase, and its sense (None: unknown).

        `words` are in lower case.
        """
        word = words[at]
        if word in self.longer and at + 1 < len(words):
            # Most words that can begin a phrase are not followed by its second word.
            for key, sense in self.longer[word].get(words[at + 1], ()):
                if len(key) == 2 or tuple(words[at : at + len(key)]) == key:
                    return len(key), sense
        return 1, self.single.get(word)
