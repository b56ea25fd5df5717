"""List the interviews of the acting officer."""

from __future__ import annotations

from dataclasses import dataclass

from palermo.actions.step import reading
from palermo.actions.visit import Visit
from palermo.cases.interview import InterviewState
from palermo.records.interviews import queries
from palermo.records.interviews.values import InterviewRow


@dataclass(frozen=True, slots=True)
class InterviewPage:
    """Some of the interviews, and how many there are in all."""

    rows: tuple[InterviewRow, ...]
    total: int


def list_interviews(
    visit: Visit, *, state: InterviewState | None = None, offset: int = 0, limit: int = 200
) -> InterviewPage:
    """Open ones first, then the latest; of one `state` or of all. Nobody else's are ever listed."""
    with reading(visit, "list_interviews") as act:
        officer = visit.actor.username
        rows = queries.fetch_interviews(officer, state=state, offset=offset, limit=limit)
        act.detail = {"interviews": len(rows)}
        return InterviewPage(tuple(rows), queries.count_interviews(officer, state=state))
