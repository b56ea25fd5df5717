"""List what the acting officer must still do, overdue first, and what waits for a receiver."""

from __future__ import annotations

from datetime import datetime

from palermo.actions.step import reading
from palermo.actions.visit import Visit
from palermo.records.obligations.queries import list_open_obligations
from palermo.records.obligations.values import ObligationRow


def list_obligations(
    visit: Visit, *, due_before: datetime | None = None, offset: int = 0, limit: int = 200
) -> tuple[ObligationRow, ...]:
    """Open obligations, the earliest deadline first; with `due_before` only those to do by then."""
    with reading(visit, "list_obligations") as act:
        rows = list_open_obligations(
            visit.actor.username, due_before=due_before, offset=offset, limit=limit
        )
        act.detail = {"obligations": len(rows)}
        return tuple(rows)
