"""Reads the figures of a narrative clause by clause."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from palermo.kernel.spans import Span
from palermo.reports.assessment import Figure, NotReported
from palermo.reports.figures import measures
from palermo.reports.figures.brackets import prepare_tokens
from palermo.reports.figures.clause_context import Clause, ClauseContext
from palermo.reports.figures.not_reported import find_unreported
from palermo.reports.figures.quantities import Quantity, find_quantities
from palermo.reports.figures.sentence_terms import read_sentence_terms
from palermo.reports.figures.tokens import ClauseToken, Tokenizer
from palermo.reports.figures.vocabulary import FigureVocabulary
from palermo.reports.figures.years import Calendar
from palermo.reports.sentences import WordIndex

#: Ends of sentences and clauses; a semicolon in brackets does not end one.
_EDGE = re.compile(r"[.!?](?=[\"”’')\]]*(?:\s|$))|\n\s*\n|\n(?=\s*[•*\-–]\s)|[;()\[\]]|•")
_SHORT = re.compile(r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|No|vs|approx|Gen|Col))$")
#: A longer clause is read in pieces, so that the cost is linear in the text.
_LONGEST = 1500


def split_clauses(text: str, start: int, stop: int) -> Iterator[tuple[int, int, bool]]:
    """(start, end, whether a new sentence begins) of each clause. Linear in the text."""
    depth, fresh = 0, True
    for edge in _EDGE.finditer(text, start, stop):
        sign, at = edge.group(), edge.start()
        if at < start:
            continue
        while at - start > _LONGEST:
            yield start, start + _LONGEST, fresh
            start, fresh = start + _LONGEST, True
        if sign in "([":
            depth += 1
        elif sign in ")]":
            depth = max(0, depth - 1)
        elif sign == ";":
            if depth == 0:
                yield start, at, fresh
                start, fresh = edge.end(), False
        elif sign != "." or not _SHORT.search(text, max(start, at - 8), at):
            yield start, edge.end(), fresh
            start, depth, fresh = edge.end(), 0, True
    while start < stop:
        end = min(stop, start + _LONGEST)
        yield start, end, fresh
        start, fresh = end, True


class FigureReader:
    """Reads one text. `demonyms`: nationality word to ISO 3166-1 alpha-3."""

    def __init__(
        self,
        vocabulary: FigureVocabulary,
        *,
        country: str | None,
        edition: int | None,
        demonyms: Mapping[str, str],
    ) -> None:
        self._vocabulary = vocabulary
        self._tokenizer = Tokenizer(vocabulary, demonyms, country)
        self._calendar = Calendar(edition)
        self._focus = ClauseContext()
        self._carried: tuple[int, ...] = ()
        self._figures: dict[tuple[str, float, int], Figure] = {}
        self._silent: dict[tuple[str, int], NotReported] = {}

    def read(
        self, text: str, words: WordIndex, zones: Sequence[tuple[int, int]]
    ) -> tuple[tuple[Figure, ...], tuple[NotReported, ...]]:
        """All figures and all statements that something was not reported, in text order.

        `zones` are the parts of the text to read: headings are not part of a sentence.
        """
        stating = self._vocabulary.places(words)
        for zone in zones:
            for start, end, fresh in split_clauses(text, *zone):
                if fresh:
                    self._carried = ()
                at = bisect_left(stating, start)
                if at < len(stating) and stating[at] < end:
                    self._clause(text, start, end)
        figures = sorted(self._figures.values(), key=lambda f: f.span)
        return tuple(figures), tuple(sorted(self._silent.values(), key=lambda n: n.span))

    def _clause(self, text: str, start: int, end: int) -> None:
        tokens = prepare_tokens(self._tokenizer.cut(text, start, end))
        for silent in find_unreported(tokens, self._calendar, text):
            self._silent.setdefault((silent.measure, silent.year), silent)
        quantities = find_quantities(tokens)
        if not quantities:
            return
        opening = self._calendar.assign(tokens, quantities, self._carried, self._focus.compared)
        self._carried = opening or self._carried
        total = self._focus.total
        measures.assign_measures(Clause(tokens, quantities, self._focus))
        self._couples(tokens, quantities, total)
        for measure, years, q in read_sentence_terms(tokens, quantities):
            for year in q.years[:1]:
                self._put(text, tokens, q, measure, years, year)
        for q in quantities:
            self._emit(text, tokens, q)
        self._equals(text, tokens, quantities)

    def _emit(self, text: str, tokens: list[ClauseToken], q: Quantity) -> None:
        for year in q.years:
            if self._calendar.current is not None and year < self._calendar.current:
                self._focus.compared = year
            for measure in q.measures or ():
                self._put(text, tokens, q, measure, q.token.value, year)

    def _equals(self, text: str, tokens: list[ClauseToken], found: list[Quantity]) -> None:
        """`12 traffickers, the same number as in 2018`: the value of the other year too."""
        for q, following in zip(found, [*found[1:], None], strict=True):
            stop = following.at if following else len(tokens)
            equal = next((i for i in range(q.noun_end + 1, stop) if tokens[i].has("equal")), stop)
            for i in range(equal + 1, min(stop, equal + 4)):
                year = self._calendar.year_at(tokens, i)
                bracket = i + 1 < len(tokens) and tokens[i + 1].low == "("
                if year is not None and year not in q.years and not bracket:
                    q.last = i
                    for measure in q.measures or ():
                        self._put(text, tokens, q, measure, q.token.value, year)

    def _put(
        self,
        text: str,
        tokens: list[ClauseToken],
        q: Quantity,
        measure: str,
        value: float,
        year: int,
    ) -> None:
        if q.reference and any(k[:2] == (measure, value) for k in self._figures):
            return
        first = min(q.first or q.at, q.at)
        span = Span(tokens[first].start, tokens[max(q.last, q.at)].end)
        currency = (q.token.currency or None) if measure == "funding" else None
        figure = Figure(measure, value, year, span.of(text), span, currency)
        self._figures.setdefault((measure, value, year), figure)

    def _couples(self, tokens: list[ClauseToken], found: list[Quantity], total: float) -> None:
        """Women and men alone, whose sum is the total, are its females and males."""
        sexed = [q for q in found if q.groups & {"woman", "man", "young", "child"}]
        women = [q for q in sexed if q.groups == {"woman"} and not q.measures]
        men = [q for q in sexed if q.groups == {"man"} and not q.measures]
        if len(sexed) != 2 or not (women and men):
            return
        whole = {total, self._focus.total}
        if women[0].token.value + men[0].token.value in whole:
            women[0].measures, men[0].measures = ("victims_female",), ("victims_male",)
