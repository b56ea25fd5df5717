"""Take the acceptance of a narrative back; text, reading, decisions and plan stay on file."""

from __future__ import annotations

from palermo.actions.reading._superseding import edition_without
from palermo.actions.recommendations._relinking import relink_recommendations
from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.cases.acceptance import check_withdrawal
from palermo.cases.narrative import NarrativeState
from palermo.ledger.narratives.queries import narrative_page
from palermo.ledger.narratives.store import decide_narrative
from palermo.ledger.recommendations.board import linking_version
from palermo.ledger.recommendations.queries import held_recommendations
from palermo.ledger.recommendations.store import change_linking, set_links


def withdraw_narrative(visit: Visit, *, narrative_id: int, reason: str) -> int:
    """Withdraw; returns how many recommendations with a plan no accepted text has any more.

    They keep their references and pages, with everything that hangs on them, and pass to the next
    text of the year that asks them. Raises Refused and BadValue as `check_withdrawal`.
    """
    with step(visit, "withdraw_narrative", f"narrative {narrative_id}") as act:
        row = narrative_page(narrative_id).row
        why = check_withdrawal(narrative_id, row.state, reason)
        linking = linking_version(row.country)
        held = [h for h in held_recommendations(row.country, row.edition) if h.counts]
        planned = sum(h.planned for h in held)
        rest = edition_without(row.country, row.edition)
        linked = relink_recommendations(rest, row.edition, (), visit.pack.linking)
        with act.writing():
            decide_narrative(
                narrative_id,
                row.version,
                NarrativeState.WITHDRAWN,
                by=visit.actor.username,
                at=visit.now,
                reason=why,
            )
            change_linking(row.country, linking)
            set_links(linked.others(()))
            act.detail = {"recommendations": len(held), "planned": planned}
        return planned
