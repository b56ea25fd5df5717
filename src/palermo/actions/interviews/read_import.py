"""Read the file of the acting officer that waits for its mapping."""

from __future__ import annotations

from palermo.actions.step import reading
from palermo.actions.visit import Visit
from palermo.records.imports.queries import pending_import
from palermo.records.imports.values import PendingRow


def read_import(visit: Visit) -> PendingRow:
    """The coded answers that wait. Raises NotFound, also after a day."""
    with reading(visit, "read_import") as act:
        pending = pending_import(visit.actor.username, visit.now)
        act.detail = {"procedure": pending.procedure}
        return pending
