"""The content of one country narrative. Every claim has its place in the text.

The JSON form (`to_json`) is the contract of the command line, the API and the files; it is
described in `docs/reference/reading-json.md`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from palermo.kernel.messages import Message
from palermo.kernel.periods import Period
from palermo.kernel.spans import Span


class Tier(StrEnum):
    """Tier of an edition, 22 U.S.C. 7107(b); SC (special case) is practice, not statute."""

    ONE = "1"
    TWO = "2"
    WATCH_LIST = "2WL"
    THREE = "3"
    SPECIAL_CASE = "SC"


class Placement(StrEnum):
    """What the text says happened to the tier this year.

    A waiver takes precedence over `remained`.
    """

    REMAINED = "remained"
    UPGRADED = "upgraded"
    DOWNGRADED = "downgraded"
    WAIVER = "waiver"


class Efforts(StrEnum):
    """Whether the text says that overall efforts increased over the previous period."""

    INCREASING = "increasing"
    NOT_INCREASING = "not_increasing"


class Polarity(StrEnum):
    """Whether the assessment counts a finding for or against the government."""

    EFFORT = "effort"
    SHORTFALL = "shortfall"


class Direction(StrEnum):
    """How a finding compares with the previous period, if the text says so."""

    MORE = "more"
    FEWER = "fewer"
    CONTINUED = "continued"
    BEGAN = "began"
    STOPPED = "stopped"
    LACKED = "lacked"


class Paradigm(StrEnum):
    """The four P's."""

    PROSECUTION = "prosecution"
    PROTECTION = "protection"
    PREVENTION = "prevention"
    PARTNERSHIP = "partnership"


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


@dataclass(frozen=True, slots=True)
class NotReported:
    """The text says that a quantity was not reported. It is neither zero nor unmentioned."""

    measure: str
    year: int
    quote: str
    span: Span


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
    missing_chapters: tuple[str, ...] = ()
    period: Period | None = None
    source: str | None = None
    recommendations: tuple[ReadRecommendation, ...] = ()
    findings: tuple[Finding, ...] = ()
    figures: tuple[Figure, ...] = ()
    not_reported: tuple[NotReported, ...] = ()
    warnings: tuple[Message, ...] = ()
    #: Where each header value was read: country, year, tier, placement, overall_efforts, source …
    places: dict[str, Span] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
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
            "not_reported": [_not_reported(n) for n in self.not_reported],
            "warnings": [str(w) for w in self.warnings],
            "places": {k: _place(v) for k, v in self.places.items()},
        }


def _place(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _period(period: Period | None) -> dict[str, str] | None:
    if period is None:
        return None
    return {"start": period.start.isoformat(), "end": period.end.isoformat()}


def _recommendation(r: ReadRecommendation) -> dict[str, Any]:
    return {"text": r.text, "themes": list(r.themes), "paradigm": r.paradigm, **_place(r.span)}


def _finding(f: Finding) -> dict[str, Any]:
    return {
        "text": f.text,
        "polarity": f.polarity,
        "direction": f.direction,
        "themes": list(f.themes),
        "paradigm": f.paradigm,
        "bodies": list(f.bodies),
        "concerned": list(f.concerned),
        **_place(f.span),
    }


def _figure(f: Figure) -> dict[str, Any]:
    value = int(f.value) if float(f.value).is_integer() else f.value
    head = {"measure": f.measure, "value": value, "year": f.year, "currency": f.currency}
    return {**head, "quote": f.quote, **_place(f.span)}


def _not_reported(n: NotReported) -> dict[str, Any]:
    return {"measure": n.measure, "year": n.year, "quote": n.quote, **_place(n.span)}
