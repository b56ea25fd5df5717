"""List decisions below the indication, for the supervisor of the agency."""

from __future__ import annotations

from dataclasses import dataclass

from palermo.actions.step import reading
from palermo.actions.visit import Visit
from palermo.records.interviews import overruled
from palermo.records.interviews.values import OverruledDecision


@dataclass(frozen=True, slots=True)
class OverruledPage:
    """Some of the decisions, and how many there are in all."""

    rows: tuple[OverruledDecision, ...]
    total: int


def list_overruled_decisions(visit: Visit, *, offset: int = 0, limit: int = 200) -> OverruledPage:
    """What waits for a second person first; none of other agencies, and none of one's own."""
    with reading(visit, "list_overruled_decisions") as act:
        agency, reviewer = visit.actor.agency, visit.actor.username
        rows = overruled.fetch_overruled_decisions(agency, reviewer, offset=offset, limit=limit)
        act.detail = {"decisions": len(rows)}
        return OverruledPage(tuple(rows), overruled.count_of_agency(agency, reviewer))
