"""Interviews as devices send and receive them. Only the officer who held one ever does."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext
from ninja import Schema
from pydantic import AwareDatetime, Field

from palermo.actions.interviews._device_interview import SyncedInterview
from palermo.actions.interviews._import_preview import ImportPreview, MappedFile
from palermo.actions.interviews.read_interview import InterviewReading
from palermo.actions.visit import Visit
from palermo.api.paging import Paging
from palermo.api.sent import RowVersion, SentBody
from palermo.cases.interview import AGE_LIMIT, InterviewState, NextStep
from palermo.cases.obligation import ObligationState, is_ban
from palermo.kernel.messages import spell_date
from palermo.procedures.decide import DecisionCode
from palermo.records.interviews.values import InterviewRow
from palermo.records.obligations.values import ObligationRow
from palermo.saying.obligation_texts import obligation_text


class InterviewFilter(Paging):
    """Which interviews: a device asks for all that it may need at once."""

    state: InterviewState | None = None
    limit: int = Field(200, ge=1, le=200, description="interviews at once, at most 200")


class InterviewIn(SentBody):
    """An interview as the device holds it. `base` is the version it last saw here, 0 for none."""

    base: int = Field(0, ge=0)
    procedure: str = Field(max_length=60)
    procedure_version: RowVersion
    place_kind: str = Field(max_length=40)
    confirmed: list[str] = Field(default_factory=list, max_length=50)
    started_at: AwareDatetime
    answers: dict[str, str | int | float] = Field(default_factory=dict, max_length=500)
    age: int | None = Field(None, ge=0, lt=AGE_LIMIT)
    follows: UUID | None = None
    decided_at: AwareDatetime | None = None
    decision: DecisionCode | None = None
    reason: str = Field("", max_length=5000)
    #: Id of a closing reason of the pack, where the decision is below what is indicated.
    reason_code: str = Field("", max_length=60)
    person: str = Field("", max_length=9)
    refused: bool = False
    #: The officer is sure that the person is 18 or older.
    adult: bool = False
    #: The procedure for adults that was chosen before the one for children.
    came_from: str = Field("", max_length=60)
    #: The talk did not take place, or ended without a decision: when, and why (`declined`, or the
    #: id of the condition that was not met), which roles were called, and when somebody comes.
    handed_over_at: AwareDatetime | None = None
    handover_reason: str = Field("", max_length=60)
    called: list[str] = Field(default_factory=list, max_length=30)
    expected_at: AwareDatetime | None = None
    #: When the first sign was answered on the device. Without it the clock runs from `started_at`.
    first_sign_at: AwareDatetime | None = None
    #: Questions whose stop the officer has dealt with, and duties that were done, with their time.
    handled_stops: list[str] = Field(default_factory=list, max_length=50)
    done: dict[str, AwareDatetime] = Field(default_factory=dict, max_length=100)
    #: Of these duties, those that refer: the roles to whom the person was referred.
    referred_to: dict[str, list[str]] = Field(default_factory=dict, max_length=100)
    #: The language in which the questions stood before the officer.
    language: str = Field("", max_length=16)


class InterviewOut(Schema):
    """An interview as it is kept, for the officer who held it."""

    key: UUID
    person: str
    procedure: str
    procedure_version: int
    place_kind: str
    state: InterviewState
    answers: dict[str, str | int | float]
    decision: str
    reason: str
    reason_code: str
    started_at: datetime
    first_sign_at: datetime | None
    decided_at: datetime | None
    handover_reason: str
    called: list[str]
    expected_at: datetime | None
    version: int

    @classmethod
    def of_row(cls, row: InterviewRow) -> InterviewOut:
        """An interview as it is kept."""
        return cls.model_validate(row)


class ObligationFilter(Paging):
    """Which obligations; `due_before` leaves only those still to be done by then."""

    limit: int = Field(200, ge=1, le=200, description="obligations at once, at most 200")
    due_before: AwareDatetime | None = None


class ObligationChange(SentBody):
    """When it was done or acknowledged (now if left out), and the version that the caller saw."""

    version: int = Field(ge=1)
    at: AwareDatetime | None = None


class ObligationDone(ObligationChange):
    """When it was done; where the duty refers, the roles to whom the person was referred."""

    referred_to: list[str] = Field(default_factory=list, max_length=30)


class RecipientOut(Schema):
    """A role to whom the person can be referred, in the caller's language."""

    id: str
    text: str


class ObligationOut(Schema):
    """What must be done. `duty` and `who` are ids; `text`, `who_name` and `due` their words.

    `to`: to whom the person can be referred; an adult chooses. `referred_to`: to whom they were.
    """

    id: int
    interview: int
    person: str
    procedure: str
    procedure_version: int
    duty: str
    text: str
    lawful: str
    who: str
    who_name: str
    to: list[RecipientOut]
    referred_to: list[str]
    state: ObligationState
    #: Whether it forbids something and stays in force: it cannot be marked as done.
    is_ban: bool
    is_late: bool
    due_at: datetime | None
    #: `due_at` in words, in the zone of the installation; empty where there is no deadline.
    due: str
    needs_acknowledgement: bool
    done_at: datetime | None
    done_by: str
    acknowledged_at: datetime | None
    acknowledged_by: str
    version: int

    @classmethod
    def of_row(cls, row: ObligationRow, visit: Visit) -> ObligationOut:
        """An obligation in the caller's language."""
        procedure = visit.pack.procedures.version(row.procedure, row.procedure_version)
        words = obligation_text(
            procedure, row.duty, row.who, visit.pack, visit.language, visit.today
        )
        said = {"text", "lawful", "who_name", "to", "referred_to", "is_ban", "is_late", "due"}
        return cls(
            **{name: getattr(row, name) for name in set(cls.model_fields) - said},
            to=[RecipientOut(id=role.id, text=role.text) for role in words.to],
            referred_to=list(row.referred_to),
            text=words.text,
            lawful=words.lawful,
            who_name=words.who_name,
            is_ban=is_ban(procedure, row.duty),
            is_late=row.is_late(visit.now),
            due=spell_date(row.due_at.astimezone(visit.zone), gettext) if row.due_at else "",
        )


class StopChange(SentBody):
    """The version of the interview that the caller saw."""

    version: int = Field(ge=1)


class StopOut(Schema):
    """An answer that stops the interview, and the ids of the duties that come first."""

    question: str
    duties: list[str]


class NextStepOut(Schema):
    """What an interview goes on with. All empty: to the decision."""

    to_child: bool
    question: str | None
    stop: StopOut | None

    @classmethod
    def of_step(cls, step: NextStep) -> NextStepOut:
        """The next step, as ids."""
        stop = step.stop
        said = StopOut(question=stop.question, duties=[d.id for d in stop.duties]) if stop else None
        return cls(to_child=step.to_child, question=step.question, stop=said)


class InterviewStepOut(InterviewOut):
    """An interview as it is kept, what is due, and what comes next.

    `taken_over_by`: the key of the record under which the person is protected as a child. What is
    due there is listed last.
    """

    next: NextStepOut
    obligations: list[ObligationOut]
    taken_over_by: UUID | None

    @classmethod
    def of_synced(cls, done: SyncedInterview, visit: Visit) -> InterviewStepOut:
        """What was kept, in the caller's language."""
        return cls(
            **{name: getattr(done.row, name) for name in InterviewOut.model_fields},
            next=NextStepOut.of_step(done.next),
            obligations=[ObligationOut.of_row(o, visit) for o in done.obligations],
            taken_over_by=done.taken_over_by,
        )


class InterviewWithObligationsOut(InterviewOut):
    """An interview with what was indicated when it was decided, as ids, and what must be done.

    `taken_over_by`: as in the answer to a device.
    """

    procedure_fingerprint: str
    outcome: str
    label: str
    dimensions: dict[str, str]
    grounds: list[str]
    against: list[str]
    unknown: list[str]
    decided_by: str
    language: str
    next: NextStepOut
    obligations: list[ObligationOut]
    taken_over_by: UUID | None

    @classmethod
    def of_reading(cls, found: InterviewReading, visit: Visit) -> InterviewWithObligationsOut:
        """What was read, in the caller's language."""
        row, kept = found.row, found.row.indicated
        names = (*InterviewOut.model_fields, "procedure_fingerprint", "decided_by", "language")
        child = found.taken_over_by
        return cls(
            **{name: getattr(row, name) for name in names},
            outcome=kept.outcome,
            label=kept.label,
            dimensions=dict(kept.dimensions),
            grounds=list(kept.grounds),
            against=list(kept.against),
            unknown=list(kept.unknown),
            next=NextStepOut.of_step(found.next),
            obligations=[
                ObligationOut.of_row(o, visit) for o in (*found.obligations, *found.due_there)
            ],
            taken_over_by=UUID(child.key) if child else None,
        )


class ImportProblem(Schema):
    """Why a row did not come in. What stands in its cell is never told."""

    row: int
    column: str
    what: str
    remedy: str


class ImportOut(Schema):
    """What came in, or would. `columns_left_out` held free text, or nothing coded.

    `doubtful_ages` are rows in which the age and the answers about it contradict each other.
    `columns_unused` hold coded answers and are no question: only a dry run answers with any.
    """

    rows: int
    imported: int
    children: int
    doubtful_ages: list[int]
    here_already: int
    not_imported: int
    problems: list[ImportProblem]
    columns: dict[str, str]
    columns_left_out: list[str]
    columns_unused: list[str]
    sheets_left_out: list[str]
    warnings: list[str]

    @classmethod
    def of(cls, done: ImportPreview, opened: MappedFile) -> ImportOut:
        """The answer in the caller's language."""
        return cls(
            rows=done.rows,
            imported=len(done.new),
            children=done.children,
            doubtful_ages=list(done.doubtful_ages),
            here_already=done.here,
            not_imported=done.rows_left_out,
            problems=[
                ImportProblem(
                    row=p.row,
                    column=p.column,
                    what=p.what.say(gettext),
                    remedy=p.remedy.say(gettext),
                )
                for p in done.problems
            ],
            columns=opened.mapping.columns,
            columns_left_out=list(opened.table.left_out),
            columns_unused=list(opened.unused),
            sheets_left_out=list(opened.table.other_sheets),
            warnings=[warning.say(gettext) for warning in opened.table.warnings],
        )
