"""Evidence that people wrote for the checklist."""

from __future__ import annotations

from palermo.ledger.checklist.models import ChecklistEvidence
from palermo.ledger.checklist.values import CheckEvidence


def written_evidence(country: str, edition: int) -> tuple[CheckEvidence, ...]:
    """Evidence for and against items, for the period that an edition judges."""
    found = ChecklistEvidence.objects.filter(country=country, edition=edition)
    return tuple(
        CheckEvidence(
            id=e.pk,
            item=e.item,
            speaks_for=e.speaks_for,
            text=e.text,
            source=e.source,
            by=e.written_by,
            verified=e.verified,
        )
        for e in found
    )
