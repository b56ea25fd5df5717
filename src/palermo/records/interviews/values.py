"""What leaves the room: frozen values, never models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from palermo.cases.decision import DecisionRecord
from palermo.cases.interview import TYPED_IN, InterviewOrigin, InterviewState
from palermo.kernel.answers import Value


@dataclass(frozen=True, slots=True)
class InterviewRow:
    """An interview as its officer sees it. `indicated`: ids as they were when it was decided."""

    id: int
    key: str
    person: str
    procedure: str
    procedure_version: int
    procedure_fingerprint: str
    officer: str
    agency: str
    place_kind: str
    origin: InterviewOrigin
    age: int | None
    confirmed: tuple[str, ...]
    answers: dict[str, Value]
    state: InterviewState
    indicated: DecisionRecord
    decision: str
    decided_by: str
    reason: str
    reason_code: str
    decision_before_review: str
    review_reason: str
    reviewed_by: str
    reviewed_at: datetime | None
    first_sign_at: datetime | None
    handled_stops: tuple[str, ...]
    handover_reason: str
    called: tuple[str, ...]
    expected_at: datetime | None
    language: str
    follows: int | None
    #: Words of the label by language, where an earlier form of the row kept no id of it.
    earlier_label: dict[str, str]
    started_at: datetime
    decided_at: datetime | None
    version: int

    @property
    def typed_in(self) -> bool:
        """Whether it was held on paper or in another tool, and came in afterwards."""
        return self.origin in TYPED_IN

    @property
    def is_open(self) -> bool:
        """Whether answers may still be given."""
        return self.state is InterviewState.OPEN


@dataclass(frozen=True, slots=True)
class AnswerRecord:
    """One answer of the past."""

    question: str
    value: Value
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class KeptSubmission:
    """An interview that came in before, to be compared with what is sent again.

    `first` and `current`: answers as they came in, and as they are. `imported`: the questions that
    were answered when it came in, at `kept_at`.
    """

    procedure: str
    state: InterviewState
    started_at: datetime
    kept_at: datetime
    age: int | None
    handover_reason: str
    first: Mapping[str, Value]
    current: Mapping[str, Value]
    imported: frozenset[str]


@dataclass(frozen=True, slots=True)
class OverruledDecision:
    """A decision below what was indicated.

    `decision`: as it is now; `officers_own`: before a review. `indicated.grounds`: signs that hold.
    """

    id: int
    person: str
    procedure: str
    procedure_version: int
    agency: str
    officer: str
    decided_by: str
    decided_at: datetime | None
    first_sign_at: datetime | None
    started_at: datetime
    state: InterviewState
    indicated: DecisionRecord
    decision: str
    officers_own: str
    reason: str
    reason_code: str
    reviewed_by: str
    reviewed_at: datetime | None
    review_reason: str
    version: int

    @property
    def waits(self) -> bool:
        """Whether a second person must still decide."""
        return self.state is InterviewState.IN_REVIEW


@dataclass(frozen=True, slots=True)
class OverruledCount:
    """How many decisions of an agency were below the indication, and what became of them."""

    agency: str
    total: int
    waiting: int
    confirmed: int
    changed: int
