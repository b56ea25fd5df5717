"""What an officer's interview obliges to, in a form that tests compare."""

from __future__ import annotations

from datetime import datetime

from palermo.records.obligations.queries import list_obligations_of_interview


def due_times(officer: str, interview: int) -> dict[str, datetime | None]:
    """Duty to deadline."""
    return {o.duty: o.due_at for o in list_obligations_of_interview(officer, interview)}
