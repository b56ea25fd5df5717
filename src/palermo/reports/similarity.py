"""Similarity of two recommendations: words of one concept are equal, common words count little.

The words, concepts and thresholds are data: `countries/base/phrases/linking.yaml`.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from pydantic import BaseModel, ConfigDict, Field

from palermo.kernel.sources import Source

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_ENDINGS = ("ations", "ation", "ings", "ing", "ions", "ion", "ies", "es", "ed", "ly", "s", "e")
#: The weight of a light word; any other has 1.
_LIGHT = 0.2

Weights = Mapping[str, float]


class Thresholds(BaseModel):
    """The similarity (0 to 1) from which recommendations are linked, joined, or repeated.

    A link below `sure` is doubtful: a person decides. Where nothing is linked, a similarity from
    `possible` on is a doubt too.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    link: float = Field(gt=0, le=1)
    join: float = Field(gt=0, le=1)
    repeated: float = Field(gt=0, le=1)
    sure: float = Field(gt=0, le=1)
    possible: float = Field(gt=0, le=1)


class LinkSettings(BaseModel):
    """Words and thresholds for linking recommendations. A star matches any ending."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    since: int = Field(alias="from")
    source: Source
    thresholds: Thresholds
    stop: frozenset[str]
    light: tuple[str, ...]
    concepts: dict[str, tuple[str, ...]]

    @cached_property
    def _light(self) -> re.Pattern[str]:
        return _any_of(self.light)

    @cached_property
    def _concepts(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        return tuple((name, _any_of(words)) for name, words in self.concepts.items())

    def terms(self, text: str) -> Weights:
        """The concepts and stems of `text` with their weights; each word counts once."""
        weights: dict[str, float] = {}
        for word in list_words(text):
            if word not in self.stop:
                weights.setdefault(self._term(word), _LIGHT if self._light.fullmatch(word) else 1.0)
        return weights

    def _term(self, word: str) -> str:
        for name, pattern in self._concepts:
            if pattern.fullmatch(word):
                return f"={name}"
        return stem_word(word)


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(w).replace(r"\*", ".*") for w in words))


def list_words(text: str) -> tuple[str, ...]:
    """The words of `text` in lower case, without numbers and punctuation."""
    return tuple(w.replace("’", "'") for w in _WORD.findall(text.lower()))


def stem_word(word: str) -> str:
    """`word` without its ending, if at least four letters remain."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def weigh_rarity(documents: Sequence[Weights]) -> Weights:
    """Each term's rarity among `documents`: 1 if it is in half of them, more if rarer."""
    seen = Counter(term for terms in documents for term in terms)
    return {t: math.log(1 + len(documents) / n) for t, n in seen.items()}


def cosine_similarity(one: Weights, other: Weights, rare: Weights) -> float:
    """Cosine of two weighted bags of terms, 0 to 1."""
    shared = sum(one[t] * other[t] * rare[t] ** 2 for t in one.keys() & other.keys())
    sizes = math.sqrt(_square(one, rare) * _square(other, rare))
    return shared / sizes if sizes else 0.0


def contained_share(part: Weights, whole: Weights, rare: Weights) -> float:
    """The share of `part`'s weight that is found in `whole`, 0 to 1."""
    total = sum(part[t] * rare[t] for t in part)
    return sum(part[t] * rare[t] for t in part.keys() & whole.keys()) / total if total else 0.0


def _square(terms: Weights, rare: Weights) -> float:
    return sum((weight * rare[t]) ** 2 for t, weight in terms.items())
