"""Accepting a narrative in tests that are about something else."""

from __future__ import annotations

from palermo.actions.reading.accept_narrative import accept_narrative
from palermo.actions.visit import Visit
from palermo.ledger.narratives.queries import narrative_page


def accept_as_read(visit: Visit, number: int) -> int:
    """Accept a narrative with all its undecided items; returns how many those were."""
    still_open = narrative_page(number).row.items_open
    return accept_narrative(visit, narrative_id=number, undecided_items=still_open)
