"""Compares two assessments of one country. Only values of the same kind are compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from palermo.kernel.errors import Refused
from palermo.kernel.messages import N_
from palermo.reports.assessment import (
    Assessment,
    Efforts,
    Figure,
    Finding,
    Placement,
    Polarity,
    ReadRecommendation,
    Tier,
)
from palermo.reports.direction_checks import DirectionCheck, FindingFigures, check_directions
from palermo.reports.finding_links import (
    FindingOutcome,
    FindingPlace,
    LinkableFinding,
    list_mentions,
    trace_findings,
)
from palermo.reports.linking import ContinuationKind, RecommendationLink
from palermo.reports.similarity import LinkSettings

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class ValueChange(Generic[Value]):
    """A value in the earlier and in the later text; None if the text does not state it."""

    before: Value | None
    after: Value | None

    @property
    def changed(self) -> bool | None:
        """Whether it changed; None (unknown) if one of the texts does not state it."""
        if self.before is None or self.after is None:
            return None
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class FindingChange:
    """A finding of one text and the one of the other text that it continues.

    `mentioned` are the editions that mention it, oldest first, those before the two included.
    """

    became: FindingOutcome
    before: Finding | None
    after: Finding | None
    mentioned: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FigureComparison:
    """One quantity of one year as each text states it, and the change from the previous year.

    `before` and `after` are the statements of the earlier and the later text. `value` is None if
    they contradict each other (`conflict`). `delta` is None if the value of this or the previous
    year is missing. Money is compared in one currency only.
    """

    measure: str
    currency: str | None
    year: int
    before: tuple[Figure, ...]
    after: tuple[Figure, ...]
    delta: float | None = None

    @property
    def conflict(self) -> bool:
        """Whether different values are stated for the same quantity and year."""
        return len({f.value for f in (*self.before, *self.after)}) > 1

    @property
    def value(self) -> float | None:
        """The value, if all statements agree."""
        return None if self.conflict else (*self.before, *self.after)[0].value


@dataclass(frozen=True, slots=True)
class RecommendationChange:
    """One recommendation: its outcome, and its wording then and now."""

    kind: ContinuationKind
    before: ReadRecommendation | None
    after: ReadRecommendation | None
    score: float


@dataclass(frozen=True, slots=True)
class EditionComparison:
    """What changed from the earlier assessment to the later."""

    country: str | None
    years: ValueChange[int]
    tier: ValueChange[Tier]
    placement: ValueChange[Placement]
    overall_efforts: ValueChange[Efforts]
    efforts: tuple[FindingChange, ...]
    shortfalls: tuple[FindingChange, ...]
    figures: tuple[FigureComparison, ...]
    recommendations: tuple[RecommendationChange, ...]
    checks: tuple[DirectionCheck, ...]


def compare_assessments(
    earlier: Assessment,
    later: Assessment,
    links: Sequence[RecommendationLink],
    rules: FindingFigures,
    settings: LinkSettings,
    history: Sequence[tuple[int, Sequence[LinkableFinding]]] = (),
) -> EditionComparison:
    """Compare two assessments. Raises Refused for two countries or the wrong order.

    `links` are those of `link_recommendations` or as a person corrected them; `rules` name the
    quantity by which a "more" or "fewer" of the later text is checked. `settings` say which
    findings are the same; `history` are findings by edition, of which those before the earlier one
    count.
    """
    if earlier.country and later.country and earlier.country != later.country:
        raise Refused(
            N_("{first} and {second} are two countries."),
            remedy=N_("Choose two years of one country."),
            first=earlier.country,
            second=later.country,
        )
    if earlier.year and later.year and earlier.year > later.year:
        raise Refused(
            N_("{first} is later than {second}."),
            remedy=N_("Put the earlier year first."),
            first=earlier.year,
            second=later.year,
        )
    before = [each for each in history if each[0] < (earlier.year or 0)]
    years = _FindingYears(tuple(before), earlier, later)
    return EditionComparison(
        country=later.country or earlier.country,
        years=ValueChange(earlier.year, later.year),
        tier=ValueChange(earlier.tier, later.tier),
        placement=ValueChange(earlier.placement, later.placement),
        overall_efforts=ValueChange(earlier.overall_efforts, later.overall_efforts),
        efforts=_match_findings(years, Polarity.EFFORT, settings),
        shortfalls=_match_findings(years, Polarity.SHORTFALL, settings),
        figures=compare_figures(earlier.figures, later.figures),
        recommendations=tuple(_compare_recommendations(link, earlier, later) for link in links),
        checks=check_directions(later, (earlier, later), rules),
    )


def _compare_recommendations(
    link: RecommendationLink, earlier: Assessment, later: Assessment
) -> RecommendationChange:
    before = None if link.earlier is None else earlier.recommendations[link.earlier]
    after = None if link.later is None else later.recommendations[link.later]
    return RecommendationChange(link.kind, before, after, link.score)


@dataclass(frozen=True, slots=True)
class _FindingYears:
    """The findings of the two texts, and those of editions before them."""

    before: tuple[tuple[int, Sequence[LinkableFinding]], ...]
    earlier: Assessment
    later: Assessment

    @property
    def editions(self) -> list[int]:
        """All editions, oldest first."""
        return [*(year for year, _ in self.before), self.earlier.year or 0, self.later.year or 0]


def _match_findings(
    years: _FindingYears, polarity: Polarity, settings: LinkSettings
) -> tuple[FindingChange, ...]:
    """Findings of one polarity in the order of the later text, then those it no longer mentions."""
    earlier = [f for f in years.earlier.findings if f.polarity is polarity]
    later = [f for f in years.later.findings if f.polarity is polarity]
    lists: list[Sequence[LinkableFinding]] = [
        *([f for f in findings if f.polarity is polarity] for _, findings in years.before),
        earlier,
        later,
    ]
    traced = trace_findings(lists, settings)
    last, before = len(lists) - 1, len(lists) - 2
    persisting = (
        FindingOutcome.PERSISTING if polarity is Polarity.SHORTFALL else FindingOutcome.AGAIN
    )
    changes, matched = [], set()
    for place, finding in enumerate(later):
        matches = traced.get((last, place), ())
        same = [index for year, index in matches if year == before]
        matched |= set(same)
        outcome = persisting if same else FindingOutcome.AGAIN if matches else FindingOutcome.NEW
        known = earlier[same[0]] if same else None
        mentioned = _name_editions((last, place), traced, years)
        changes.append(FindingChange(outcome, known, finding, mentioned))
    gone = [index for index in range(len(earlier)) if index not in matched]
    for index in sorted(gone, key=lambda i: earlier[i].span):
        mentioned = _name_editions((before, index), traced, years)
        changes.append(FindingChange(FindingOutcome.NOT_MENTIONED, earlier[index], None, mentioned))
    return tuple(changes)


def _name_editions(
    place: FindingPlace,
    traced: Mapping[FindingPlace, tuple[FindingPlace, ...]],
    years: _FindingYears,
) -> tuple[int, ...]:
    return tuple(years.editions[index] for index in list_mentions(place, traced))


def compare_figures(
    before: Iterable[Figure], after: Iterable[Figure]
) -> tuple[FigureComparison, ...]:
    """One row for each quantity, currency and year that either text states, in that order."""
    cells: dict[tuple[str, str, int], tuple[list[Figure], list[Figure]]] = {}
    for side, figures in enumerate((before, after)):
        for figure in figures:
            key = figure.measure, figure.currency or "", figure.year
            cells.setdefault(key, ([], []))[side].append(figure)
    rows = {
        key: FigureComparison(key[0], key[1] or None, key[2], tuple(cell[0]), tuple(cell[1]))
        for key, cell in cells.items()
    }
    return tuple(_with_delta(rows[key], rows) for key in sorted(rows))


def _with_delta(
    row: FigureComparison, rows: dict[tuple[str, str, int], FigureComparison]
) -> FigureComparison:
    last = rows.get((row.measure, row.currency or "", row.year - 1))
    if last is None or last.value is None or row.value is None:
        return row
    delta = row.value - last.value
    return FigureComparison(row.measure, row.currency, row.year, row.before, row.after, delta)
