"""What leaves the room: frozen values, never models."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from palermo.cases.interview import InterviewOrigin, InterviewState
from palermo.kernel.answers import Value

#: How long a table of submissions may wait for its mapping.
HELD_FOR = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class InterviewRow:
    """An interview as its officer sees it. `indication` is as it was when decided."""

    id: int
    key: str
    person: str
    procedure: str
    procedure_version: int
    officer: str
    agency: str
    place_kind: str
    origin: InterviewOrigin
    age: int | None
    confirmed: tuple[str, ...]
    answers: dict[str, Value]
    state: InterviewState
    indication: dict[str, Any] | None
    decision: str
    reason: str
    follows: int | None
    started_at: datetime
    decided_at: datetime | None
    version: int

    @property
    def typed_in(self) -> bool:
        """Whether it was held on paper or in another tool, and came in afterwards."""
        return self.origin in (InterviewOrigin.PAPER, InterviewOrigin.IMPORT)

    @property
    def is_open(self) -> bool:
        """Whether answers may still be given."""
        return self.state is InterviewState.OPEN


@dataclass(frozen=True, slots=True)
class PendingRow:
    """A table of submissions that waits for its officer to confirm the mapping."""

    procedure: str
    procedure_version: int
    table: dict[str, Any]
    held_at: datetime


@dataclass(frozen=True, slots=True)
class AnswerRecord:
    """One answer of the past."""

    question: str
    value: Value
    by: str
    at: datetime
