"""Recommendations and duties as the API shows them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext
from ninja import Schema

from palermo.cases.duty import Status
from palermo.cases.narrative import NarrativeState
from palermo.cases.recommendation import LinkKind
from palermo.ledger.measures.values import ValueRow
from palermo.ledger.plans.values import ActionRow, ClosureRow, EvidenceRow, MilestoneRow
from palermo.ledger.recommendations.values import (
    ChainLink,
    DutyRow,
    NoteRow,
    RecommendationRow,
    WordingRow,
)


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
    #: False where its words were accepted without review.
    reviewed: bool
    #: Superseded or withdrawn: no accepted text of its year has it.
    text_state: NarrativeState
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
    chain: list[ChainLink]
    candidates: list[ChainLink]
    notes: list[NoteRow]
    values: list[ValueRow]
    earlier_wordings: list[WordingRow]
