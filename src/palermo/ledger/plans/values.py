"""What is done for a duty, as front doors show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from palermo.cases.plan import ActionState, ClosureOutcome


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action of a duty."""

    id: int
    title: str
    agency: str
    owner: str
    due: date | None
    state: ActionState
    done_on: date | None
    overdue: bool
    version: int


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """A milestone of a duty."""

    id: int
    title: str
    due: date | None
    reached_on: date | None
    version: int


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A piece of evidence. `file_name` is empty for a link."""

    id: int
    duty_ref: str
    title: str
    file_name: str
    sha256: str
    url: str
    uploaded_by: str
    uploaded_at: datetime
    verified_by: str
    verified_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class ClosureRow:
    """A proposal to close a duty and its answer."""

    id: int
    reason: str
    proposed_by: str
    proposed_at: datetime
    outcome: ClosureOutcome
    answer: str
    confirmed_by: str
    confirmed_at: datetime | None
    version: int
