"""The standard on punishment, paragraph by paragraph, from the dated penalties of the law.

A narrative cannot show it: only what the code says on a day. Each paragraph in force is proposed as
a fact of law, for or against. It counts when a person files it and a second one verifies it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from palermo.kernel.codes import LabelledCode
from palermo.kernel.messages import N_, Message
from palermo.kernel.sources import Certainty
from palermo.offences.charges import list_articles_in_force
from palermo.offences.penalties import list_penalties_in_force
from palermo.offences.shapes import Article, ArticleWeight, Penalty


@dataclass(frozen=True, slots=True)
class PenaltyStandard:
    """The greatest term that a penalty must reach, and the weights of the articles it is about."""

    least_maximum_years: int
    weights: tuple[ArticleWeight, ...]


class TermState(LabelledCode):
    """Whether a penalty is on file as evidence."""

    PROPOSED = "proposed", N_("not filed")
    FILED = "filed", N_("filed, not verified")
    VERIFIED = "verified", N_("verified")


@dataclass(frozen=True, slots=True)
class PenaltyRange:
    """The range of years of a penalty. `minimum_years` is None where the law names none."""

    minimum_years: int | None
    maximum_years: int
    fine_alone: bool

    @property
    def words(self) -> Message:
        """The range in a sentence."""
        if self.fine_alone:
            most = {"most": self.maximum_years}
            return Message(N_("A fine alone, or imprisonment up to {most} years"), most)
        if self.minimum_years is None:
            return Message(N_("Imprisonment up to {most} years"), {"most": self.maximum_years})
        numbers = {"least": self.minimum_years, "most": self.maximum_years}
        return Message(N_("Imprisonment of {least} to {most} years"), numbers)


@dataclass(frozen=True, slots=True)
class PenaltyTerm:
    """A paragraph in force on the last day of the period, for or against the standard.

    `since` is None where the first day is not known, `minimum_years` where the law names none.
    """

    paragraph: str
    speaks_for: bool
    minimum_years: int | None
    maximum_years: int
    fine_alone: bool
    since: date | None
    source: str
    source_certainty: Certainty
    state: TermState = TermState.PROPOSED

    @property
    def range(self) -> PenaltyRange:
        """The range of years alone."""
        return PenaltyRange(self.minimum_years, self.maximum_years, self.fine_alone)

    @property
    def words(self) -> Message:
        """The range in a sentence."""
        return self.range.words


@dataclass(frozen=True, slots=True)
class PenaltyReading:
    """What the law says of the standard. `gaps`: articles whose penalty the pack does not have."""

    terms: tuple[PenaltyTerm, ...] = ()
    gaps: tuple[str, ...] = ()


def read_penalties(
    standard: PenaltyStandard, articles: Sequence[Article], on: date
) -> PenaltyReading:
    """The penalties in force on a day of the articles that the standard is about."""
    terms: list[PenaltyTerm] = []
    gaps = []
    for article in list_articles_in_force(articles, on):
        if article.weight not in standard.weights:
            continue
        penalties = list_penalties_in_force(article, on)
        terms += [_term(p, standard) for p in penalties]
        if not penalties:
            gaps.append(article.code)
    return PenaltyReading(tuple(terms), tuple(gaps))


def _term(penalty: Penalty, standard: PenaltyStandard) -> PenaltyTerm:
    return PenaltyTerm(
        paragraph=penalty.paragraph,
        speaks_for=penalty.maximum_years >= standard.least_maximum_years and not penalty.fine_alone,
        minimum_years=penalty.minimum_years,
        maximum_years=penalty.maximum_years,
        fine_alone=penalty.fine_alone,
        since=penalty.since,
        source=penalty.source.title,
        source_certainty=penalty.source.certainty,
    )


def names_paragraph(provision: str, paragraph: str) -> bool:
    """Whether a provision as a person wrote it names a paragraph, and not one of its parts.

    In Azerbaijani an ordinal ending may follow, as in `144-1.1-ci maddə`.
    """
    plain = re.sub("[\u2010-\u2015\u2212]", "-", provision)
    pattern = rf"(?<![\w.-]){re.escape(paragraph)}(?!\w|\.\d|-(?!c[iıuü]\b))"
    return re.search(pattern, plain) is not None


def find_term(terms: Iterable[PenaltyTerm], provision: str) -> PenaltyTerm | None:
    """The term that a provision names; None where it names none."""
    return next((t for t in terms if names_paragraph(provision, t.paragraph)), None)
