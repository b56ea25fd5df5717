"""Recommendations and duties as the API shows them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext
from ninja import Schema

from palermo.cases.duty import Status
from palermo.cases.narrative import NarrativeState
from palermo.cases.recommendation import LinkKind
from palermo.ledger.measures.values import ValueRow
from palermo.ledger.plans.values import ActionRow, ClosureRow, EvidenceRow, MilestoneRow
from palermo.ledger.recommendations.values import (
    DemandChangeRow,
    DemandChoice,
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

    @staticmethod
    def resolve_why(row: DemandRow) -> str:
        """Why it has its status."""
        return row.verdict.why.say(gettext)

    @staticmethod
    def resolve_first_asked(row: DemandRow) -> int:
        """The edition of the first time."""
        return row.asked.first

    @staticmethod
    def resolve_times_asked(row: DemandRow) -> int:
        """In how many editions."""
        return row.asked.times

    @staticmethod
    def resolve_gaps(row: DemandRow) -> list[int]:
        """Accepted editions in between that did not ask it."""
        return list(row.asked.gaps)

    @staticmethod
    def resolve_not_asked_since(row: DemandRow) -> int | None:
        """The first accepted edition that no longer asks it."""
        return row.asked.not_since


class BoardOut(Schema):
    """A page of the board, and how many demands there are by status."""

    total: int
    next: str | None
    rows: list[DemandOut]
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

    @staticmethod
    def resolve_status(row: DutyRow) -> Status:
        """Where it stands."""
        return row.verdict.status

    @staticmethod
    def resolve_why(row: DutyRow) -> str:
        """Why it has its status."""
        return row.verdict.why.say(gettext)


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
