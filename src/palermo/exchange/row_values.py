"""What becomes of a row of submissions: an interview, or problems with their remedies."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from palermo.cases.handover import Handover
from palermo.kernel.answers import Answers
from palermo.kernel.messages import Message


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A problem in a row, and how to correct it."""

    row: int
    column: str
    what: Message
    remedy: Message


@dataclass(frozen=True, slots=True)
class Submission:
    """A row without a problem. `child`: the child procedure takes over.

    `handover`: the talk did not take place. `adult`: the person was surely 18 or older.
    `first_sign_at`: when the first sign was seen, where the form says it. `doubtful_age`: the age
    and the answers about it contradict each other, and the procedure for children takes over.
    """

    row: int
    key: UUID
    started_at: datetime
    place_kind: str
    age: int | None
    child: bool
    answers: Answers
    handover: Handover | None = None
    adult: bool = False
    first_sign_at: datetime | None = None
    doubtful_age: bool = False


@dataclass(slots=True)
class FoundRow:
    row: int
    submission: Submission | None = None
    problems: list[RowProblem] = field(default_factory=list)

    def add(self, column: str, what: str, remedy: str, **params: object) -> None:
        self.problems.append(
            RowProblem(self.row, column, Message(what, params), Message(remedy, params))
        )
