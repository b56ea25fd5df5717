"""An interview as a device holds it, and what it learns when the office has kept it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from palermo.cases.interview import NextStep
from palermo.procedures.decide import Outcome
from palermo.procedures.shapes import Procedure
from palermo.records.interviews.values import InterviewRow
from palermo.records.obligations.values import ObligationRow


@dataclass(frozen=True, slots=True)
class DeviceInterview:
    """An interview as the device holds it. `base`: the version it last saw here; 0 for none.

    `person`: the code that the device drew. `refused`: the person did not wish to talk.
    `handed_over_at`: the talk did not take place, or ended without a decision; with its reason, the
    roles that were called, and when somebody comes. `adult`: the officer is sure of it.
    `came_from`: the procedure for adults that was chosen first. `first_sign_at`: when the first
    sign was answered. `handled_stops`: questions whose stop the officer has dealt with. `done`:
    duties that were done, each with its time; `referred_to`: for those that refer, the roles.
    """

    key: UUID
    base: int
    procedure: str
    procedure_version: int
    place_kind: str
    confirmed: tuple[str, ...]
    started_at: datetime
    answers: dict[str, object]
    age: int | None = None
    follows: UUID | None = None
    decided_at: datetime | None = None
    decision: Outcome | None = None
    reason: str = ""
    reason_code: str = ""
    person: str = ""
    refused: bool = False
    language: str = ""
    adult: bool = False
    came_from: str = ""
    handed_over_at: datetime | None = None
    handover_reason: str = ""
    called: tuple[str, ...] = ()
    expected_at: datetime | None = None
    first_sign_at: datetime | None = None
    handled_stops: tuple[str, ...] = ()
    done: dict[str, datetime] = field(default_factory=dict)
    referred_to: dict[str, list[str]] = field(default_factory=dict)

    @property
    def ends_without_talk(self) -> bool:
        """Whether no talk took place, or it ended without a decision."""
        return self.refused or self.handed_over_at is not None


@dataclass(frozen=True, slots=True)
class AdultInterview:
    """The interview that a child's takes over from, and its procedure."""

    row: InterviewRow
    procedure: Procedure


@dataclass(frozen=True, slots=True)
class SyncedInterview:
    """An interview as it is kept here, what is due, and what it goes on with.

    `taken_over_by`: the record under which the person is protected as a child; what is due there
    is among the `obligations`, too.
    """

    row: InterviewRow
    obligations: tuple[ObligationRow, ...]
    next: NextStep
    taken_over_by: UUID | None = None
