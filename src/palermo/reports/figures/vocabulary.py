"""The phrases by which a text states quantities, as pack data (`phrases/figures.yaml`)."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Literal, Self

from pydantic import ConfigDict, model_validator

from palermo.kernel.sources import Source
from palermo.kernel.strict_model import StrictModel
from palermo.reports.figures.lexicon import Lexicon
from palermo.reports.phrases import Phrases
from palermo.reports.sentences import WordIndex

#: What was done to those who are counted.
Act = Literal[
    "identify", "assist", "shelter", "repatriate", "compensate", "train", "inspect", "call",
    "investigate", "prosecute", "convict", "sentence", "other",
]  # fmt: skip
#: What is counted.
Unit = Literal[
    "victim", "person", "suspect", "case", "crime", "investigation", "prosecution", "conviction",
    "call", "inspection", "workplace", "official", "funds", "identification", "year", "month",
    "week", "day",
]  # fmt: skip
#: The part of the victims.
Group = Literal[
    "sex", "labor", "other_form", "child", "adult", "female", "male", "woman", "man", "young",
    "foreign", "domestic",
]  # fmt: skip
#: Words that guide the reading without being counted.
Mark = Literal[
    "compare", "toward", "neg", "again_neg", "any", "other", "equal", "absent", "unreported",
    "about",
    "potential", "stop", "join", "sub", "all", "both_years", "past", "now", "before_year",
    "not_year", "dated_paper", "link", "anaphor", "modifier", "prescribed",
    "prison", "suspended", "other_money", "hotline", "skip_before", "skip_after", "no_number",
    "month", "elsewhere", "spending", "neutral", "complicit", "agent",
    "whole", "others", "own", "estimate", "setting", "other_crime", "opens_case", "not_term",
    "hypothetical", "imposed",
    "charging", "prosecutor", "run_by", "backed",
    "not_counting", "planned", "cumulative", "carried_over",
]  # fmt: skip


#: Marks by which a clause without a number can still state one.
_GATES: tuple[Mark, ...] = ("any", "absent", "unreported", "all")


_LETTERS = re.compile("[a-z]+")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:19[89]|20[0-4])[0-9]")
#: Words before a year that make it a date, not a sum of money ("AZN 2020") or a count.
_DATING = frozenset(["in", "since", "of", "during", "until", "by", "from", "the", "a", "after"])


def _only_dates(words: WordIndex, at: int) -> bool:
    """Whether a year counts nothing: "in 2019". A sentence with no other number has no figure."""
    near = at > 0 and words.starts[at] - words.ends[at - 1] == 1
    return near and words.low[at - 1] in _DATING


class Numbers(StrictModel):
    """Number words, the words that multiply them, and phrases that mean a number."""

    words: dict[str, int]
    scales: dict[str, float]
    phrases: dict[str, int]


class Money(StrictModel):
    """Currency words and signs to ISO 4217; words that many countries share, by country."""

    words: dict[str, str]
    shared: dict[str, dict[str, str]]
    forms: dict[str, str]
    signs: dict[str, str]
    #: Names written before a number ("Rs. 12 million") to the word of `words` that they mean.
    before: dict[str, str]
    #: Letters before a number ("R500,000") to ISO 4217, by country.
    letters: dict[str, dict[str, str]]
    #: Letters before a dollar sign ("HK$") to ISO 4217.
    dollars: dict[str, str]

    def code(self, word: str, country: str | None) -> str:
        """The currency that `word` (one of `words`) means in a text about `country`."""
        by_country = self.shared.get(self.forms.get(word, word), {})
        return by_country.get(country or "", self.words[word])


class FigureVocabulary(StrictModel):
    """All phrases that carry meaning for counted quantities. Refuses words not in lower case."""

    #: First edition with this wording.
    from_: int
    source: Source
    numbers: Numbers
    money: Money
    #: Words whose full stop does not end a sentence; phrases of running heads of pages.
    abbreviations: tuple[str, ...]
    page_heads: tuple[str, ...]
    acts: dict[Act, tuple[str, ...]]
    units: dict[Unit, tuple[str, ...]]
    groups: dict[Group, tuple[str, ...]]
    marks: dict[Mark, tuple[str, ...]]

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=lambda name: name.rstrip("_")
    )

    @model_validator(mode="after")
    def _lower_case(self) -> Self:
        for lists in (self.acts, self.units, self.groups, self.marks):
            for name, phrases in lists.items():
                wrong = [p for p in phrases if p != p.lower() or not p.strip()]
                if wrong:
                    raise ValueError(f"{name}: write these phrases in lower case: {wrong}")
        return self

    @cached_property
    def lexicon(self) -> Lexicon:
        """The phrases ready for matching; built once per vocabulary."""
        lists = [
            (kind, str(name), phrases)
            for kind, found in (
                ("act", self.acts.items()),
                ("unit", self.units.items()),
                ("groups", self.groups.items()),
                ("marks", self.marks.items()),
            )
            for name, phrases in found
        ]
        return Lexicon(lists)

    @cached_property
    def _gate(self) -> tuple[frozenset[str], Phrases]:
        phrases = [*self.numbers.words, *self.numbers.phrases]
        for name in _GATES:
            phrases += self.marks[name]
        single = frozenset(p for p in phrases if p.isalpha())
        return single, Phrases({"": (p for p in phrases if not p.isalpha())})

    def places(self, words: WordIndex) -> list[int]:
        """The digits, number words and phrases that can state a number, in text order.

        A clause without any of them states no figure.
        """
        single, phrases = self._gate
        stating = {
            word
            for word in words.index
            if not single.isdisjoint(_LETTERS.findall(word)) or _DIGIT.search(word)
        }
        years = {word for word in stating if _YEAR.fullmatch(word)}
        places = words.where(stating - years)
        places += [at for at in words.where(years) if not _only_dates(words, at)]
        places += [hit.first for hit in phrases.find(words, 0, len(words.low))]
        return sorted({words.starts[at] for at in places})
