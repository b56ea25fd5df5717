"""Count decisions below the indication for each agency, without codes."""

from __future__ import annotations

from palermo.accounts.rights import Role
from palermo.actions.step import reading
from palermo.actions.visit import Visit
from palermo.records.interviews import overruled
from palermo.records.interviews.values import OverruledCount


def count_overruled_decisions(visit: Visit) -> tuple[OverruledCount, ...]:
    """The counts of every agency; for a supervisor only those of their own."""
    with reading(visit, "count_overruled_decisions"):
        counts = overruled.count_overruled_by_agency()
        if visit.actor.role is Role.SUPERVISOR:
            counts = [c for c in counts if c.agency == visit.actor.agency]
        return tuple(counts)
