"""What a user types into the search, as a condition on search terms.

    shelter victims        both words, in any order, in any form (shelters, victim)
    "shelter for victims"  these words in this order
    traffick*              words that begin so
    AZE-2023-04            parts joined by a hyphen or dot are a phrase

Other punctuation is ignored, so every text is a valid search. Both databases are asked with this
condition, and `SearchExpression.match` gives it its meaning: a test compares the three.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_
from palermo.ledger.search.spelling import list_start_spellings
from palermo.ledger.search.terms import OPEN_WORD, WORD, SearchTerm, fold_word, make_word_terms

LONGEST_SEARCH = 200
#: A shorter word is not matched by its beginning: too many words begin with it.
SHORTEST_OPEN_WORD = 3
SHORTEST_TYPED_START = 2

_QUOTES = '"“”„«»'
_PART = re.compile(
    rf"[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)"
    rf"|(?P<words>{WORD}(?:[-‐‑.:]{WORD})*)(?P<star>\*?)"
)
_WRITTEN = re.compile(WORD)
#: Last letters of Azerbaijani words that change before an ending: sığınacaq, sığınacağı.
_SOFTENED = {"q": "g", "k": "y"}


class TermSide(StrEnum):
    """Which side of a term a pattern is compared with."""

    STEM = "stem"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class TermPattern:
    """Terms that follow one another; with `open_ended` the last one need only begin so."""

    side: TermSide
    terms: tuple[str, ...]
    open_ended: bool = False

    def places(self, values: Sequence[str]) -> Iterator[tuple[int, int]]:
        """The first and last term of each occurrence; `values` are the stems or the words."""
        *first, last = self.terms
        ahead = len(first)
        for at, value in enumerate(values):
            if (value.startswith(last) if self.open_ended else value == last) and (
                not first or (at >= ahead and list(values[at - ahead : at]) == first)
            ):
                yield at - ahead, at


@dataclass(frozen=True, slots=True, order=True)
class MatchPlace:
    """A match in a text: from which character to which (excluded), and the clause it matches."""

    start: int
    end: int
    clause: int


@dataclass(frozen=True, slots=True)
class SearchExpression:
    """All clauses must be met, each by one of its patterns. Without clauses nothing is found."""

    clauses: tuple[tuple[TermPattern, ...], ...]

    def match(self, *texts: Sequence[SearchTerm]) -> tuple[tuple[MatchPlace, ...], ...] | None:
        """The places in each of the texts; None unless together they meet all clauses."""
        found = tuple(tuple(sorted(set(self._places(terms)))) for terms in texts)
        met = {place.clause for places in found for place in places}
        return found if self.clauses and len(met) == len(self.clauses) else None

    def _places(self, terms: Sequence[SearchTerm]) -> Iterator[MatchPlace]:
        values = {
            TermSide.STEM: [term.stem for term in terms],
            TermSide.WORD: [term.word for term in terms],
        }
        for number, patterns in enumerate(self.clauses):
            for pattern in patterns:
                for first, last in pattern.places(values[pattern.side]):
                    yield MatchPlace(terms[first].start, terms[last].end, number)


def parse_search(text: str) -> SearchExpression:
    """Read what a user typed. Raises BadValue where it is longer than `LONGEST_SEARCH`."""
    if len(text) > LONGEST_SEARCH:
        raise BadValue(
            N_("The search is longer than {most} characters."),
            remedy=N_("Search for fewer words."),
            most=LONGEST_SEARCH,
        )
    clauses = []
    for part in _PART.finditer(text):
        phrase, star = part["phrase"], part["star"] or ""
        if phrase is None:
            phrase = part["words"]
        elif phrase.rstrip().endswith("*"):
            star = "*"
        clauses.append(_clause(_WRITTEN.findall(phrase), bool(star)))
    return SearchExpression(tuple(dict.fromkeys(clause for clause in clauses if clause)))


def _clause(written: Sequence[str], star: bool) -> tuple[TermPattern, ...]:
    words = [word for word in written if fold_word(word)]
    if not words:
        return ()
    if star and len(fold_word(words[-1])) >= SHORTEST_TYPED_START:
        return _by_start(words)
    stems = TermPattern(TermSide.STEM, tuple(make_word_terms(word, False)[0] for word in words))
    return tuple(dict.fromkeys((stems, *_by_open_word(words))))


def _by_start(words: Sequence[str]) -> tuple[TermPattern, ...]:
    """Patterns for `word*`, in every spelling of what was typed so far."""
    firsts = {
        tuple(make_word_terms(word, many)[1] for word in words[:-1]) for many in (False, True)
    }
    return tuple(
        TermPattern(TermSide.WORD, (*first, last), open_ended=True)
        for first in sorted(firsts)
        for last in list_start_spellings(fold_word(words[-1]))
    )


def _by_open_word(words: Sequence[str]) -> Iterator[TermPattern]:
    """Patterns for texts in languages with many endings."""
    *first, last = (make_word_terms(word, True)[0] for word in words)
    open_ended = last.startswith(OPEN_WORD) and len(last) > SHORTEST_OPEN_WORD
    yield TermPattern(TermSide.STEM, (*first, last), open_ended)
    if open_ended and last[-1] in _SOFTENED:
        yield TermPattern(TermSide.STEM, (*first, last[:-1] + _SOFTENED[last[-1]]), open_ended)
