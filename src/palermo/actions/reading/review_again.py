"""Propose a reading that was accepted once again, so that it can be corrected."""

from __future__ import annotations

from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.cases.acceptance import check_review_again
from palermo.kernel.errors import Refused
from palermo.kernel.messages import N_
from palermo.ledger.narratives.queries import find_open_reading, narrative_page
from palermo.ledger.narratives.store import copy_narrative


def review_again(visit: Visit, *, narrative_id: int) -> int:
    """Copy text, reading and decisions into a proposed narrative; returns its number.

    The narrative itself stays as it is until the copy is accepted in its place. Items that were
    accepted without review are to be decided. Raises Refused for one that was never accepted, or
    while another reading of the same text is open.
    """
    with step(visit, "review_again", f"narrative {narrative_id}") as act:
        page = narrative_page(narrative_id)
        check_review_again(narrative_id, page.row.state)
        same = find_open_reading(page.sha256, page.row.country, page.row.edition)
        if same is not None:
            raise Refused(
                N_("A reading of this text is already open as narrative {same}."),
                where=str(narrative_id),
                remedy=N_("Review that one, or reject it first."),
                same=same,
            )
        with act.writing():
            copy = copy_narrative(narrative_id, visit.actor.username, visit.now)
            act.detail = {"copy": copy}
        return copy
