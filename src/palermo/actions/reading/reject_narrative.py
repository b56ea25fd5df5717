"""Refuse a proposed narrative, with a reason; text and reading stay."""

from __future__ import annotations

from palermo.accounts.people import Actor
from palermo.actions.step import step
from palermo.cases.narrative import NARRATIVE_MOVES, NarrativeState
from palermo.kernel.errors import BadValue, Refused
from palermo.kernel.messages import N_
from palermo.ledger.narratives.queries import narrative_page
from palermo.ledger.narratives.store import decide_narrative


def reject_narrative(actor: Actor, *, narrative_id: int, reason: str) -> None:
    """Reject. Raises BadValue without a reason, Refused when it was decided on already."""
    with step(actor, "reject_narrative", f"narrative {narrative_id}"):
        page = narrative_page(narrative_id)
        if NarrativeState.REJECTED not in NARRATIVE_MOVES[page.row.state]:
            raise Refused(
                N_("This narrative is already {state}."),
                where=str(narrative_id),
                remedy=N_("See the list of narratives for those that are open."),
                state=page.row.state.value,
            )
        if not reason.strip():
            raise BadValue(
                N_("A reason is missing."),
                where="reason",
                remedy=N_("Say in a few words why the narrative is rejected."),
            )
        decide_narrative(
            narrative_id, NarrativeState.REJECTED, by=actor.username, reason=reason.strip()
        )
