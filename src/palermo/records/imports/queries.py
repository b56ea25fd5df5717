"""Reads of imports that wait: only that of the asking officer."""

from __future__ import annotations

from datetime import datetime

from palermo.kernel.errors import NotFound
from palermo.kernel.messages import N_
from palermo.records.imports.models import PendingImport
from palermo.records.imports.values import HELD_FOR, PendingRow


def pending_import(officer: str, now: datetime) -> PendingRow:
    """The officer's table that waits for its mapping. Raises NotFound, also after a day."""
    found = PendingImport.objects.filter(officer=officer, held_at__gte=now - HELD_FOR).first()
    if found is None:
        raise NotFound(
            N_("There is no pending import."),
            remedy=N_("Choose the file again. A pending import is removed after 24 hours."),
        )
    return PendingRow(found.procedure, found.procedure_version, found.table, found.held_at)
