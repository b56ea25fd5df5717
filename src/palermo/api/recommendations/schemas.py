"""Recommendations and duties as the API shows them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext
from ninja import Schema

from palermo.api.paging import Page
from palermo.cases.duty import Status
from palermo.cases.narrative import NarrativeState
from palermo.cases.recommendation import LinkKind
from palermo.ledger.measures.values import ValueRow
from palermo.ledger.plans.values import ActionRow, ClosureRow, EvidenceRow, MilestoneRow
from palermo.ledger.recommendations.values import (
    ChainLink,
    DutyRow,
    NoteRow,
    RecommendationPage,
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

    @classmethod
    def of_row(cls, row: RecommendationRow) -> RecommendationOut:
        """The recommendation, and in the caller's language why it has its status."""
        made = {"why", "first_asked", "times_asked"}
        return cls(
            **{name: getattr(row, name) for name in set(cls.model_fields) - made},
            why=row.verdict.why.say(gettext),
            first_asked=row.series.first_asked,
            times_asked=row.series.times,
        )


class BoardOut(Page[RecommendationOut]):
    """A page of the board, and how many recommendations there are by status."""

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

    @classmethod
    def of_row(cls, row: DutyRow) -> DutyOut:
        """The duty, and in the caller's language why it has its status."""
        return cls(
            **{name: getattr(row, name) for name in set(cls.model_fields) - {"status", "why"}},
            status=row.verdict.status,
            why=row.verdict.why.say(gettext),
        )


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

    @classmethod
    def of_page(cls, page: RecommendationPage) -> RecommendationPageOut:
        """All that is kept of it, in the caller's language."""
        return cls(
            row=RecommendationOut.of_row(page.row),
            narrative_id=page.narrative_id,
            start=page.start,
            end=page.end,
            duties=[DutyOut.of_row(duty) for duty in page.duties],
            chain=list(page.chain),
            candidates=list(page.candidates),
            notes=list(page.notes),
            values=list(page.values),
            earlier_wordings=list(page.earlier_wordings),
        )
