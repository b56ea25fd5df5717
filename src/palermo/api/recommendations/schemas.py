"""Recommendations and duties as the API shows them."""

from __future__ import annotations

from datetime import date, datetime
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
    DemandChangeRow,
    DemandChoice,
    DemandPage,
    DemandRow,
    DutyRow,
    NoteRow,
    WordingRow,
)


class DemandOut(Schema):
    """A demand on the board, in the words of one edition. `version` is sent back with a change.

    `ref` is the reference of the demand, `wording` that of the recommendation whose words are
    shown; both lead to it.
    """

    id: int
    ref: str
    country: str
    edition: int
    number: int
    wording: str
    text: str
    themes: list[str]
    paradigm: str
    status: Status
    why: str
    link: LinkKind
    first_asked: int
    times_asked: int
    gaps: list[int]
    dropped: bool
    not_asked_since: int | None
    reopened: int | None
    leads: list[str]
    duties: int
    duties_met: int
    next_due: date | None
    overdue: bool
    #: False where its words were accepted without review.
    reviewed: bool
    #: Superseded or withdrawn: no accepted text has it.
    text_state: NarrativeState
    version: int

    @classmethod
    def of_row(cls, row: DemandRow) -> DemandOut:
        """The demand, and in the caller's language why it has its status."""
        made = {"why", "first_asked", "times_asked", "gaps", "not_asked_since"}
        return cls(
            **{name: getattr(row, name) for name in set(cls.model_fields) - made},
            why=row.verdict.why.say(gettext),
            first_asked=row.asked.first,
            times_asked=row.asked.times,
            gaps=list(row.asked.gaps),
            not_asked_since=row.asked.not_since,
        )


class BoardOut(Page[DemandOut]):
    """A page of the board, and how many demands there are by status."""

    by_status: dict[Status, int]


class ReopeningOut(Schema):
    """When a later edition asked again what was met. What was done before is history."""

    edition: int
    reopened_by: str
    reopened_at: datetime


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
    reopenings: list[ReopeningOut]
    version: int

    @classmethod
    def of_row(cls, row: DutyRow) -> DutyOut:
        """The duty, and in the caller's language why it has its status."""
        return cls(
            **{
                name: getattr(row, name)
                for name in set(cls.model_fields) - {"status", "why", "reopenings"}
            },
            reopenings=[
                ReopeningOut(
                    edition=r.edition, reopened_by=r.reopened_by, reopened_at=r.reopened_at
                )
                for r in row.reopenings
            ],
            status=row.verdict.status,
            why=row.verdict.why.say(gettext),
        )


class DemandPageOut(Schema):
    """A demand with its wordings by edition, duties, history, notes and values.

    `choices` are other demands of the country; `changes` say how its recommendations were linked
    anew after acceptance.
    """

    row: DemandOut
    wordings: list[WordingRow]
    duties: list[DutyOut]
    choices: list[DemandChoice]
    changes: list[DemandChangeRow]
    notes: list[NoteRow]
    values: list[ValueRow]

    @classmethod
    def of_page(cls, page: DemandPage) -> DemandPageOut:
        """All that is kept of it, in the caller's language."""
        return cls(
            row=DemandOut.of_row(page.row),
            wordings=list(page.wordings),
            duties=[DutyOut.of_row(duty) for duty in page.duties],
            choices=list(page.choices),
            changes=list(page.changes),
            notes=list(page.notes),
            values=list(page.values),
        )
