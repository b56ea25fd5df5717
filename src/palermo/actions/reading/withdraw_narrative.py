"""Take the acceptance of a narrative back; text, reading, decisions and plan stay on file."""

from __future__ import annotations

from palermo.actions.recommendations._linking import name_kinds
from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.cases.acceptance import check_withdrawal
from palermo.cases.narrative import NarrativeState
from palermo.ledger.narratives.queries import narrative_page
from palermo.ledger.narratives.store import decide_narrative
from palermo.ledger.recommendations.links import known_wordings, linking_version
from palermo.ledger.recommendations.queries import held_recommendations
from palermo.ledger.recommendations.store import change_linking, set_link_kinds


def withdraw_narrative(visit: Visit, *, narrative_id: int, reason: str) -> int:
    """Withdraw; returns how many recommendations with a plan no accepted text has any more.

    Their demands keep their pages and everything that hangs on them, and pass to the next text that
    asks them. Raises Refused and BadValue as `check_withdrawal`.
    """
    with step(visit, "withdraw_narrative", f"narrative {narrative_id}") as act:
        row = narrative_page(narrative_id).row
        why = check_withdrawal(narrative_id, row.state, reason)
        linking = linking_version(row.country)
        held = [h for h in held_recommendations(row.country, row.edition) if h.counts]
        planned = sum(h.planned and not h.asked_elsewhere for h in held)
        rest = [w for w in known_wordings(row.country) if w.edition != row.edition]
        kinds = name_kinds(rest, {h.demand for h in held}, visit.pack.linking)
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
            set_link_kinds(kinds)
            act.detail = {"recommendations": len(held), "planned": planned}
        return planned
