"""Obligations as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from palermo.cases.obligation import ObligationState, find_state, is_late


@dataclass(frozen=True, slots=True)
class ObligationRow:
    """An obligation of the officer's interview. `duty` and `who` are ids of the version.

    `since`: the first contact; before it nothing can be done. `referred_to`: roles.
    """

    id: int
    interview: int
    person: str
    procedure: str
    procedure_version: int
    duty: str
    who: str
    due_at: datetime | None
    needs_acknowledgement: bool
    done_at: datetime | None
    done_by: str
    referred_to: tuple[str, ...]
    acknowledged_at: datetime | None
    acknowledged_by: str
    since: datetime
    version: int

    @property
    def state(self) -> ObligationState:
        """The state that follows from its times."""
        needs = self.needs_acknowledgement
        return find_state(self.done_at, self.acknowledged_at, needs_acknowledgement=needs)

    def is_late(self, now: datetime) -> bool:
        """Whether it is still to be done and its time has passed."""
        return is_late(self.state, self.due_at, now)
