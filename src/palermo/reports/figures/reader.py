"""Reads the figures of a narrative clause by clause."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from palermo.kernel.spans import Span
from palermo.reports.assessment import AsideReason, Figure, FigureAside, NotReported
from palermo.reports.figures import measures
from palermo.reports.figures.brackets import prepare_tokens
from palermo.reports.figures.breakdowns import date_breakdowns
from palermo.reports.figures.clause_context import CARE, Clause, ClauseContext
from palermo.reports.figures.clauses import split_clauses
from palermo.reports.figures.not_reported import find_unreported
from palermo.reports.figures.numerals import has_fraction
from palermo.reports.figures.page_noise import blank_page_noise
from palermo.reports.figures.quantities import Quantity, find_quantities
from palermo.reports.figures.sentence_terms import TERM_MEASURES, read_sentence_terms
from palermo.reports.figures.tokens import ClauseToken, Tokenizer, marks_of
from palermo.reports.figures.totals import StatedFigure, settle_totals
from palermo.reports.figures.vocabulary import FigureVocabulary
from palermo.reports.figures.years import Calendar
from palermo.reports.sentences import WordIndex

_LETTER = re.compile(r"[^\W\d_]")


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
        self._original = ""
        self._carried: tuple[int, ...] = ()
        self._stated: dict[tuple[str, float, int, AsideReason | None], StatedFigure] = {}
        self._heads: dict[str, StatedFigure] = {}
        self._silent: dict[tuple[str, int], NotReported] = {}

    def read(
        self, text: str, words: WordIndex, zones: Sequence[tuple[int, int]]
    ) -> tuple[tuple[Figure, ...], tuple[FigureAside, ...], tuple[NotReported, ...]]:
        """Figures, further values of their measures, and what was not reported, in text order.

        `zones` are the parts of the text to read: headings are not part of a sentence.
        """
        stating = self._vocabulary.places(words)
        self._original = text
        text = blank_page_noise(text, self._vocabulary.page_heads)
        for zone in zones:
            for start, end, fresh in split_clauses(text, *zone, self._vocabulary.abbreviations):
                if fresh:
                    self._carried = ()
                at = bisect_left(stating, start)
                # Numbers alone, such as those of a list, count nothing.
                if at < len(stating) and stating[at] < end and _LETTER.search(text, start, end):
                    self._clause(text, start, end)
        figures, parts = settle_totals(self._stated.values())
        # A number of the same measure and year was reported after all.
        known = {(figure.measure, figure.year) for figure in figures}
        silent = (n for key, n in self._silent.items() if key not in known)
        return figures, parts, tuple(sorted(silent, key=lambda n: n.span))

    def _clause(self, text: str, start: int, end: int) -> None:
        tokens = prepare_tokens(self._tokenizer.cut(text, start, end))
        marks = marks_of(tokens)
        unreported = "unreported" in marks
        if unreported:
            of_victims = self._focus.family == "identified"
            for silent in find_unreported(
                tokens, self._calendar, self._original, of_victims=of_victims
            ):
                self._silent.setdefault((silent.measure, silent.year), silent)
        quantities = find_quantities(tokens)
        if not quantities:
            return
        carried = self._carried or self._focus.year_of_reference(quantities[0])
        opening = self._calendar.assign(tokens, quantities, carried, self._focus.compared)
        self._carried = opening or carried
        date_breakdowns(tokens, quantities)
        total = self._focus.total
        measures.assign_measures(Clause(tokens, quantities, self._focus, marks))
        self._couples(tokens, quantities, total)
        terms = read_sentence_terms(tokens, quantities)
        if any(q.other_crime for q in quantities):
            terms = []
        for measure, years, q in terms:
            for year in q.years[:1]:
                self._put(text, tokens, q, measure, years, year)
        for q in quantities:
            self._emit(text, tokens, q)
        if "equal" in marks:
            self._equals(text, tokens, quantities)

    def _emit(self, text: str, tokens: list[ClauseToken], q: Quantity) -> None:
        for year in q.years:
            if self._calendar.current is not None and year < self._calendar.current:
                self._focus.compared = year
            for measure in q.measures or q.aside:
                self._put(text, tokens, q, measure, q.token.value, year)

    def _equals(self, text: str, tokens: list[ClauseToken], found: list[Quantity]) -> None:
        """`12 traffickers, the same number as in 2018`: the value of the other year too."""
        for n, q in enumerate(found):
            stop = next((f.at for f in found[n + 1 :] if f.measures), len(tokens))
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
        if measure != "funding" and has_fraction(value) and measure not in TERM_MEASURES:
            return
        if q.reference and any(k[:2] == (measure, value) for k in self._stated):
            return
        first = min(q.first or q.at, q.at)
        span = Span(tokens[first].start, tokens[max(q.last, q.at)].end)
        currency = (q.token.currency or None) if measure == "funding" else None
        figure = Figure(measure, value, year, span.of(self._original), span, currency)
        claim = StatedFigure(
            figure,
            part=q.sub or q.partitive,
            weak=q.unit == "person" and measure in CARE.values(),
            whole=q.whole,
            settled=q.ranged,
            barred=None if measure in TERM_MEASURES else q.barred,
            clause=tokens[0].start,
            head=self._head_of(q, measure, tokens[0].start),
        )
        if not (q.compare or claim.part or q.depth):
            self._heads[measure] = claim
        self._stated.setdefault((measure, value, year, claim.barred), claim)

    def _head_of(self, q: Quantity, measure: str, clause: int) -> StatedFigure | None:
        """What a comparison is compared with: the last value of its measure in its clause."""
        head = self._heads.get(measure)
        return head if q.compare and head and head.clause == clause else None

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
