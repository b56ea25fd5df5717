"""Writes about evidence for the checklist."""

from __future__ import annotations

from datetime import datetime

from palermo.ledger.checklist.models import ChecklistEvidence


def add_checklist_evidence(
    *,
    country: str,
    edition: int,
    item: str,
    speaks_for: bool,
    text: str,
    source: str,
    verified: bool,
    by: str,
    at: datetime,
) -> int:
    """Keep evidence for or against a checklist item; returns its id."""
    return ChecklistEvidence.objects.create(
        country=country,
        edition=edition,
        item=item,
        speaks_for=speaks_for,
        text=text,
        source=source,
        verified=verified,
        written_by=by,
        written_at=at,
    ).pk
