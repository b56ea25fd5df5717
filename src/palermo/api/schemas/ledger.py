"""Answers about recommendations, duties, countries and the checklist.

They follow the ledger's shapes; what those compute (status, series, why) is said outright, and
sentences are in the caller's language.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext
from ninja import Schema

from palermo.ledger.shapes import (
    ActionRow,
    CheckEvidence,
    CheckItem,
    ClosureRow,
    DutyRow,
    EvidenceRow,
    Finding,
    Item,
    Link,
    MilestoneRow,
    NarrativeRow,
    NoteRow,
    RecommendationRow,
    ValueRow,
)
from palermo.ledger.states import LinkKind, Status
from palermo.reports.assessment import Efforts, Figure, Placement, Tier
from palermo.reports.assessment import Finding as ReadFinding
from palermo.reports.compare import Change, FindingChange, RecommendationChange
from palermo.reports.direction_checks import CheckResult, DirectionCheck
from palermo.reports.register import TierClaim


class RecommendationOut(Schema):
    """A recommendation on the board. `version` is sent back with a change."""

    id: int
    ref: str
    country: str
    edition: int
    number: int
    text: str
    themes: list[str]
    paradigm: str
    status: Status
    why: str
    link: LinkKind
    first_asked: int
    times_asked: int
    dropped: bool
    leads: list[str]
    duties: int
    duties_met: int
    next_due: date | None
    overdue: bool
    version: int

    @staticmethod
    def resolve_why(row: RecommendationRow) -> str:
        """Why it has its status."""
        return row.verdict.why.say(gettext)

    @staticmethod
    def resolve_first_asked(row: RecommendationRow) -> int:
        """The edition of the first time."""
        return row.series.first_asked

    @staticmethod
    def resolve_times_asked(row: RecommendationRow) -> int:
        """In how many editions."""
        return row.series.times


class BoardOut(Schema):
    """A page of the board, and how many recommendations there are by status."""

    total: int
    next: str | None
    rows: list[RecommendationOut]
    by_status: dict[Status, int]


class DutyOut(Schema):
    """A duty with everything that is done for it."""

    id: int
    ref: str
    letter: str
    text: str
    lead: str
    supporting: list[str]
    due: date | None
    budget: Decimal | None
    currency: str
    measures: list[str]
    status: Status
    why: str
    actions: list[ActionRow]
    milestones: list[MilestoneRow]
    evidence: list[EvidenceRow]
    closures: list[ClosureRow]
    version: int

    @staticmethod
    def resolve_status(row: DutyRow) -> Status:
        """Where it stands."""
        return row.verdict.status

    @staticmethod
    def resolve_why(row: DutyRow) -> str:
        """Why it has its status."""
        return row.verdict.why.say(gettext)


class RecommendationPageOut(Schema):
    """A recommendation with its place in the narrative, duties, history, notes and values."""

    row: RecommendationOut
    narrative_id: int
    start: int | None
    end: int | None
    duties: list[DutyOut]
    chain: list[Link]
    candidates: list[Link]
    notes: list[NoteRow]
    values: list[ValueRow]


class YearOut(Schema):
    """A year of a country: the tier where all sources agree, and every claim beside it.

    `missing`: no source is at hand. `conflict`: sources contradict; then `tier` is null.
    """

    year: int
    tier: Tier | None
    waiver: bool | None
    missing: bool
    conflict: bool
    claims: list[TierClaim]


class CountryOut(Schema):
    """A country in one year, with its name in the caller's language."""

    code: str
    name: str
    year: YearOut


class CountryPageOut(Schema):
    """A country: its tiers, its accepted editions, and how its recommendations stand."""

    code: str
    name: str
    history: list[YearOut]
    editions: list[int]
    by_status: dict[Status, int]


class EditionOut(Schema):
    """An accepted narrative: its header, and its findings with their place in the text."""

    country: str
    edition: int
    tier: str | None
    placement: str | None
    overall_efforts: str | None
    text: str
    findings: list[Finding]


class CheckItemOut(Schema):
    """An item of the checklist: question, state, why, and the evidence for and against."""

    id: str
    question: str
    state: str
    why: str
    evidence: list[CheckEvidence]


class NarrativeOut(Schema):
    """A narrative under review: its text, and every item as read and as it stands."""

    row: NarrativeRow
    media: str
    sha256: str
    text: str
    items: list[Item]
    warnings: list[str]


def check_item(item: CheckItem, question: str) -> dict[str, object]:
    """The item with its question, in the caller's language."""
    return {
        "id": item.id,
        "question": question,
        "state": item.state,
        "why": item.why.say(gettext),
        "evidence": item.evidence,
    }


class FigureRowOut(Schema):
    """A quantity of a year as both texts state it; `value` is null where they contradict."""

    measure: str
    currency: str | None
    year: int
    before: list[Figure]
    after: list[Figure]
    value: float | None
    delta: float | None
    conflict: bool


class CheckOut(Schema):
    """A "more" or "fewer" of the later text, held against the figures where both years exist."""

    finding: ReadFinding
    measure: str | None
    year: int | None
    before: float | None
    now: float | None
    result: CheckResult
    small_numbers: bool
    why: str

    @staticmethod
    def resolve_why(check: DirectionCheck) -> str:
        """Why nothing could be checked."""
        return check.why.say(gettext) if check.why else ""


class ComparisonOut(Schema):
    """What changed from one accepted edition to another."""

    country: str | None
    years: Change[int]
    tier: Change[Tier]
    placement: Change[Placement]
    overall_efforts: Change[Efforts]
    efforts: list[FindingChange]
    shortfalls: list[FindingChange]
    figures: list[FigureRowOut]
    recommendations: list[RecommendationChange]
    checks: list[CheckOut]
