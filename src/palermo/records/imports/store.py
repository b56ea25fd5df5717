"""Writes of imports that wait. Called by actions only."""

from __future__ import annotations

from datetime import datetime

from palermo.records.imports.models import PendingImport
from palermo.records.imports.values import HELD_FOR, PendingRow


def store_import(officer: str, pending: PendingRow) -> None:
    """Keep a table until its officer confirms the mapping; an earlier one of theirs goes."""
    delete_import(officer)
    PendingImport.objects.create(
        officer=officer,
        procedure=pending.procedure,
        procedure_version=pending.procedure_version,
        table=pending.table,
        held_at=pending.held_at,
    )


def delete_import(officer: str) -> None:
    """Remove the officer's table that waits."""
    PendingImport.objects.filter(officer=officer).delete()


def delete_old_imports(now: datetime) -> int:
    """Remove every table that has waited for longer than a day; returns how many."""
    removed, _ = PendingImport.objects.filter(held_at__lt=now - HELD_FOR).delete()
    return removed
