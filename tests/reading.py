"""Accepting a narrative in tests that are about something else."""

from __future__ import annotations

from palermo.actions.reading.accept_narrative import accept_narrative
from palermo.actions.reading.decide_link import decide_link
from palermo.actions.visit import Visit
from palermo.ledger.narratives.queries import narrative_page
from palermo.ledger.recommendations.preview import preview_acceptance
from palermo.reports.continuing import LinkBasis


def accept_as_read(visit: Visit, number: int) -> int:
    """Accept a narrative with all its undecided items; returns how many those were.

    Doubtful links are answered before.
    """
    answer_doubts(visit, number)
    still_open = narrative_page(number).row.items_open
    return accept_narrative(visit, narrative_id=number, undecided_items=still_open)


def answer_doubts(visit: Visit, number: int) -> int:
    """Answer every doubtful link of a proposed narrative; returns how many there were.

    What merely has other words is confirmed, what may be split or joined is rejected.
    """
    for answered in range(100):
        page = narrative_page(number)
        preview = preview_acceptance(page, visit.pack.linking, visit.today)
        doubts = [link for each in preview.items for link in each.links if link.doubtful]
        if not doubts:
            return answered
        same = doubts[0].basis is LinkBasis.UNLIKE
        item, demand = doubts[0].item_id, doubts[0].demand
        decide_link(visit, narrative_id=number, item_id=item, demand=demand, same=same)
    raise AssertionError("an answer does not count")
