"""The content of one country narrative. Every claim has its place in the text.

The JSON form (`to_json`) is the contract of the command line, the API and the files; it is
described in `docs/reference/reading-json.md`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

# On Python 3.11, pydantic reads the keys only of this TypedDict, not of that of `typing`.
from typing_extensions import TypedDict

from palermo.kernel.codes import LabelledCode
from palermo.kernel.messages import N_, Message
from palermo.kernel.periods import Period
from palermo.kernel.spans import Span
from palermo.reports.chapters import ChapterKind


class Tier(LabelledCode):
    """Tier of an edition, 22 U.S.C. 7107(b); SC (special case) is practice, not statute."""

    ONE = "1", N_("Tier 1")
    TWO = "2", N_("Tier 2")
    WATCH_LIST = "2WL", N_("Tier 2 Watch List")
    THREE = "3", N_("Tier 3")
    SPECIAL_CASE = "SC", N_("Special case")


class Placement(LabelledCode):
    """What the text says happened to the tier this year.

    A waiver takes precedence over `remained`.
    """

    REMAINED = "remained", N_("remained")
    UPGRADED = "upgraded", N_("upgraded")
    DOWNGRADED = "downgraded", N_("downgraded")
    WAIVER = "waiver", N_("kept by a waiver")


class Efforts(LabelledCode):
    """Whether the text says that overall efforts increased over the previous period."""

    INCREASING = "increasing", N_("increasing")
    NOT_INCREASING = "not_increasing", N_("not increasing")


class Polarity(LabelledCode):
    """Whether the assessment counts a finding for or against the government."""

    EFFORT = "effort", N_("effort")
    SHORTFALL = "shortfall", N_("shortfall")


class Direction(LabelledCode):
    """How a finding compares with the previous period, if the text says so."""

    MORE = "more", N_("more")
    FEWER = "fewer", N_("fewer")
    CONTINUED = "continued", N_("continued")
    BEGAN = "began", N_("began")
    STOPPED = "stopped", N_("stopped")
    LACKED = "lacked", N_("lacked")


class Paradigm(LabelledCode):
    """The four P's."""

    PROSECUTION = "prosecution", N_("Prosecution")
    PROTECTION = "protection", N_("Protection")
    PREVENTION = "prevention", N_("Prevention")
    PARTNERSHIP = "partnership", N_("Partnership")


@dataclass(frozen=True, slots=True)
class ReadRecommendation:
    """One recommendation, verbatim, without its bullet and closing punctuation."""

    text: str
    span: Span
    themes: tuple[str, ...] = ()
    paradigm: Paradigm | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One claim of the assessment about what the government did or failed to do."""

    text: str
    span: Span
    polarity: Polarity
    direction: Direction | None = None
    themes: tuple[str, ...] = ()
    paradigm: Paradigm | None = None
    bodies: tuple[str, ...] = ()
    concerned: tuple[str, ...] = ()
    #: Counts of people in the claim that are no figures of a measure, verbatim: "34 NGO leaders".
    counts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A counted quantity that the text states; `value` 0 means that the text says there were none.

    `year` is the calendar year, or the start of the fiscal year or reporting period, of the number.
    `currency` is ISO 4217 and only present for `funding`.
    """

    measure: str
    value: float
    year: int
    quote: str
    span: Span
    currency: str | None = None


class AsideReason(LabelledCode):
    """Why a number that the text states is not among its figures."""

    PART = "part", N_("Part of a total")
    CONFLICT = "conflict", N_("Another value of the same quantity")
    OTHERS = "others", N_("Counted by others than the government")
    POTENTIAL = "potential", N_("Potential victims")


@dataclass(frozen=True, slots=True)
class FigureAside:
    """A number of a measure and year that is not the government's total of it.

    `part_of` is the total that the text states for the measure and year, if it states one.
    """

    measure: str
    value: float
    year: int
    reason: AsideReason
    part_of: float | None
    quote: str
    span: Span


@dataclass(frozen=True, slots=True)
class NotReported:
    """The text says that a quantity was not reported. It is neither zero nor unmentioned."""

    measure: str
    year: int
    quote: str
    span: Span


class PlaceJson(TypedDict):
    """A place in the text: from `start` to before `end`."""

    start: int
    end: int


class PeriodJson(TypedDict):
    """A period by its first and last day (ISO 8601)."""

    start: str
    end: str


class RecommendationJson(TypedDict):
    """A recommendation, verbatim, with its themes and its place."""

    text: str
    themes: list[str]
    paradigm: Paradigm | None
    start: int
    end: int


class FindingJson(TypedDict):
    """A claim of the assessment, with its place."""

    text: str
    polarity: Polarity
    direction: Direction | None
    themes: list[str]
    paradigm: Paradigm | None
    bodies: list[str]
    concerned: list[str]
    counts: list[str]
    start: int
    end: int


class FigureJson(TypedDict):
    """A counted quantity that the text states; `value` is 0 where it says that there were none."""

    measure: str
    value: int | float
    year: int
    currency: str | None
    quote: str
    start: int
    end: int


class FigureAsideJson(TypedDict):
    """A number that is not the total: a part of the total `part_of`, or not the government's."""

    measure: str
    value: int | float
    year: int
    reason: AsideReason
    part_of: int | float | None
    quote: str
    start: int
    end: int


class NotReportedJson(TypedDict):
    """A quantity of which the text says that it was not reported."""

    measure: str
    year: int
    quote: str
    start: int
    end: int


class ReadingJson(TypedDict):
    """The reading of one narrative. Null means: the text does not say."""

    country: str | None
    year: int | None
    tier: Tier | None
    placement: Placement | None
    overall_efforts: Efforts | None
    watch_list_year: int | None
    partial: bool
    missing_chapters: list[ChapterKind]
    period: PeriodJson | None
    source: str | None
    recommendations: list[RecommendationJson]
    findings: list[FindingJson]
    figures: list[FigureJson]
    figures_aside: list[FigureAsideJson]
    not_reported: list[NotReportedJson]
    warnings: list[str]
    places: dict[str, PlaceJson]


@dataclass(frozen=True, slots=True)
class Assessment:
    """The reading of one narrative. None means: the text does not say."""

    country: str | None
    year: int | None
    tier: Tier | None = None
    placement: Placement | None = None
    overall_efforts: Efforts | None = None
    watch_list_year: int | None = None
    partial: bool = False
    missing_chapters: tuple[ChapterKind, ...] = ()
    period: Period | None = None
    source: str | None = None
    recommendations: tuple[ReadRecommendation, ...] = ()
    findings: tuple[Finding, ...] = ()
    figures: tuple[Figure, ...] = ()
    figures_aside: tuple[FigureAside, ...] = ()
    not_reported: tuple[NotReported, ...] = ()
    warnings: tuple[Message, ...] = ()
    #: Where each header value was read: country, year, tier, placement, overall_efforts, source …
    places: dict[str, Span] = field(default_factory=dict)

    def to_json(self) -> ReadingJson:
        """Plain values in the published key order."""
        return {
            "country": self.country,
            "year": self.year,
            "tier": self.tier,
            "placement": self.placement,
            "overall_efforts": self.overall_efforts,
            "watch_list_year": self.watch_list_year,
            "partial": self.partial,
            "missing_chapters": list(self.missing_chapters),
            "period": _period(self.period),
            "source": self.source,
            "recommendations": [_recommendation(r) for r in self.recommendations],
            "findings": [_finding(f) for f in self.findings],
            "figures": [_figure(f) for f in self.figures],
            "figures_aside": [_figure_aside(a) for a in self.figures_aside],
            "not_reported": [_not_reported(n) for n in self.not_reported],
            "warnings": [str(w) for w in self.warnings],
            "places": {k: _place(v) for k, v in self.places.items()},
        }


def _place(span: Span) -> PlaceJson:
    return {"start": span.start, "end": span.end}


def _period(period: Period | None) -> PeriodJson | None:
    if period is None:
        return None
    return {"start": period.start.isoformat(), "end": period.end.isoformat()}


def _recommendation(r: ReadRecommendation) -> RecommendationJson:
    return {"text": r.text, "themes": list(r.themes), "paradigm": r.paradigm, **_place(r.span)}


def _finding(f: Finding) -> FindingJson:
    return {
        "text": f.text,
        "polarity": f.polarity,
        "direction": f.direction,
        "themes": list(f.themes),
        "paradigm": f.paradigm,
        "bodies": list(f.bodies),
        "concerned": list(f.concerned),
        "counts": list(f.counts),
        **_place(f.span),
    }


def _plain(value: float) -> int | float:
    return int(value) if float(value).is_integer() else value


def _figure_aside(aside: FigureAside) -> FigureAsideJson:
    return {
        "measure": aside.measure,
        "value": _plain(aside.value),
        "year": aside.year,
        "reason": aside.reason,
        "part_of": None if aside.part_of is None else _plain(aside.part_of),
        "quote": aside.quote,
        **_place(aside.span),
    }


def _figure(f: Figure) -> FigureJson:
    return {
        "measure": f.measure,
        "value": _plain(f.value),
        "year": f.year,
        "currency": f.currency,
        "quote": f.quote,
        **_place(f.span),
    }


def _not_reported(n: NotReported) -> NotReportedJson:
    return {"measure": n.measure, "year": n.year, "quote": n.quote, **_place(n.span)}
