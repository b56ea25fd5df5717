"""Words that split and judge a claim, as pack data (`phrases/findings.yaml`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from pydantic import Field

from palermo.kernel.sources import Source
from palermo.kernel.strict_model import StrictModel
from palermo.reports.assessment import Direction
from palermo.reports.phrases import Phrases
from palermo.reports.verdicts import PRACTICE, Verdicts

_SHORTEST_VERB = 4
#: Number words from one to twenty; tens follow.
_WORDS_OF_ONES = 20
#: In digits. A longer number counts no people.
_LONGEST_NUMBER = 9
#: "unidentified", "underfunded" are no verbs; "undermined" and others stand among the known.
_DENYING = ("un", "non")


class Bodies(StrictModel):
    """Bodies of a government: last words of capitalised names, and common nouns."""

    named: tuple[str, ...]
    common: tuple[str, ...]


class Concerned(StrictModel):
    """Nouns for the people a claim is about, and words that may surround them."""

    nouns: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]


@dataclass(frozen=True, slots=True)
class VerbForms:
    """Known verbs, and all words with an ending of verbs that are not known to be none."""

    known: frozenset[str]
    ending: str
    others: frozenset[str]

    def __contains__(self, word: str) -> bool:
        return word in self.known or (
            word.endswith(self.ending)
            and len(word) > _SHORTEST_VERB
            and word not in self.others
            and not word.startswith(_DENYING)
            and "-" not in word
        )


class FindingVocabulary(StrictModel):
    """All words by which findings are read."""

    since: int = Field(alias="from")
    source: Source
    acts: frozenset[str]
    doing: frozenset[str]
    helping: frozenset[str]
    lists: frozenset[str]
    lists_of_named: frozenset[str]
    named_lists: frozenset[str]
    openers: tuple[str, ...]
    follows: tuple[str, ...]
    joiners: frozenset[str]
    turning_joiners: frozenset[str]
    between: frozenset[str]
    dependent: frozenset[str]
    subjects: frozenset[str]
    weightless: frozenset[str]
    turns: tuple[str, ...]
    turns_all: tuple[str, ...]
    fixed: frozenset[str]
    intransitive: frozenset[str]
    no_acts: frozenset[str]
    no_doing: frozenset[str]
    verdicts: Verdicts
    asides: tuple[str, ...]
    relatives: tuple[str, ...]
    saying: frozenset[str]
    effort_after_all: tuple[str, ...]
    beside: tuple[str, ...]
    directions: dict[Direction, tuple[str, ...]]
    directions_not: tuple[str, ...]
    bodies: Bodies
    concerned: Concerned
    #: Words for the numbers of counts of people, from one to twenty and the tens to ninety.
    number_words: tuple[str, ...]
    #: Words that name prison as a penalty: "prison terms", "to prison".
    imprisoning: frozenset[str]
    others: tuple[str, ...]
    culprits: tuple[str, ...]
    advice: tuple[str, ...]
    background: tuple[str, ...]

    @cached_property
    def cues(self) -> Phrases:
        """Words in favour of or against a government."""
        return Phrases(
            {
                **{o.value: p for o, p in self.verdicts.operators.items()},
                **{t.value: p for t, p in self.verdicts.things.items()},
                PRACTICE: self.verdicts.practices,
                "after_all": self.effort_after_all,
                "beside": self.beside,
            }
        )

    @cached_property
    def past(self) -> VerbForms:
        """Verbs as they follow a subject."""
        return VerbForms(self.acts, "ed", self.no_acts)

    @cached_property
    def gerunds(self) -> VerbForms:
        """Verbs as they stand in a list of things done."""
        return VerbForms(self.doing, "ing", self.no_doing)

    @cached_property
    def side_phrases(self) -> Phrases:
        """Words that open a part of a claim that says nothing of its own about the government."""
        return Phrases({"aside": self.asides, "relative": self.relatives})

    @cached_property
    def outside(self) -> Phrases:
        """Words of claims that are not about what the government did: advice and background."""
        return Phrases({"advice": self.advice, "background": self.background})

    @cached_property
    def direction_words(self) -> Phrases:
        """Words of comparison with before; the label `none` takes precedence if it is longer."""
        return Phrases(
            {**{d.value: p for d, p in self.directions.items()}, "none": self.directions_not}
        )

    @cached_property
    def structure(self) -> Phrases:
        """Words that open, turn and continue claims."""
        return Phrases(
            {
                "opener": self.openers,
                "follows": self.follows,
                "turn": self.turns,
                "turn_all": self.turns_all,
                "other": self.others,
                "culprit": self.culprits,
            }
        )

    @cached_property
    def following_words(self) -> frozenset[tuple[str, str]]:
        """The first two words of each phrase of `follows`, or its one word and an empty one."""
        split = ((*phrase.split(), "") for phrase in self.follows)
        return frozenset((words[0], words[1]) for words in split)

    @cached_property
    def body_beginnings(self) -> frozenset[str]:
        """The first letters, in lower case, of words that can begin a match of `body_names`."""
        names = (*self.bodies.named, *self.bodies.common)
        return frozenset(name[:3].lower() for name in names)

    def ends_number(self, word: str) -> bool:
        """Whether a word can end a number: a space follows it, so that is the end of the word."""
        return word[-1].isdecimal() or word.endswith(self.number_words)

    def value_of(self, word: str) -> int:
        """The number that a word of the text is; 0 if it is none."""
        if word.isdecimal():
            return int(word) if len(word) <= _LONGEST_NUMBER else 0
        rank = self._ranks.get(word, 0)
        return rank if rank <= _WORDS_OF_ONES else (rank - _WORDS_OF_ONES + 2) * 10

    @cached_property
    def _ranks(self) -> dict[str, int]:
        return {word: rank for rank, word in enumerate(self.number_words, 1)}

    @cached_property
    def counted_people(self) -> re.Pattern[str]:
        """A number of people: "34 NGO leaders", "two complicit officials"."""
        nouns = "|".join(map(re.escape, sorted(self.concerned.nouns)))
        number = rf"(?:\d[\d,]*|{'|'.join(self.number_words)})"
        return re.compile(
            rf"(?<![\w$€£-])(?!(?:19|20)\d\d\b){number}\s+(?:[A-Za-z-]+\s+){{0,2}}?(?:{nouns})\b",
            re.IGNORECASE,
        )

    @cached_property
    def body_names(self) -> re.Pattern[str]:
        """Names of bodies written with capitals, with an abbreviation in brackets; and nouns."""
        last = "|".join(sorted(map(re.escape, self.bodies.named), key=len, reverse=True))
        common = "|".join(sorted(map(re.escape, self.bodies.common), key=len, reverse=True))
        name = rf"(?:[A-Z][\w’'-]*\s+(?:(?:of|for|and|the|on)\s+)*){{0,6}}?(?:{last})\b"
        of = r"(?:\s+(?:of|for|on)\s+(?:the\s+)?[A-Z][\w-]*(?:\s+(?:and\s+)?[A-Z][\w-]*)*)?"
        return re.compile(
            rf"\b(?:The\s+)?(?P<name>{name}{of}(?:\s+\([A-Z]{{2,8}}\))?|[A-Z]{{3,6}}(?=\s+[a-z]+ed\b))"
            rf"|(?<![\w-])(?P<common>(?i:{common}))(?![\w-])"
        )
