"""Phrases ready for matching: the longest that fits, word by word, in time linear in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|[%]")


@dataclass(frozen=True, slots=True)
class Sense:
    """What a word or phrase can mean: an act, a unit, groups and marks, several at once."""

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
        self.longer: dict[str, list[tuple[tuple[str, ...], Sense]]] = {}
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
                self.longer.setdefault(key[0], []).append((key, sense))

    def match(self, words: Sequence[str], at: int) -> tuple[int, Sense | None]:
        """How many words from `at` make the longest known phrase, and its sense (None: unknown).

        `words` are in lower case.
        """
        for key, sense in self.longer.get(words[at], ()):
            if tuple(words[at : at + len(key)]) == key:
                return len(key), sense
        return 1, self.single.get(words[at])
