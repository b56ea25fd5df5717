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


@dataclass(frozen=True, slots=True)
class ReopeningRow:
    """A duty that was met, from the moment when a later edition asked for it again.

    The ids say what was done before, by kind: it is history and does not count for the status.
    """

    edition: int
    reopened_by: str
    reopened_at: datetime
    actions: frozenset[int] = frozenset()
    milestones: frozenset[int] = frozenset()
    evidence: frozenset[int] = frozenset()
    closures: frozenset[int] = frozenset()
    due: date | None = None
