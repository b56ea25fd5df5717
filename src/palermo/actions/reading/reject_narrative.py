"""Refuse a proposed narrative, with a reason; text and reading stay."""

from __future__ import annotations

from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.cases.acceptance import already_decided
from palermo.cases.narrative import NARRATIVE_MOVES, NarrativeState
from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_
from palermo.ledger.narratives.queries import narrative_page
from palermo.ledger.narratives.store import decide_narrative


def reject_narrative(visit: Visit, *, narrative_id: int, reason: str) -> None:
    """Reject. Raises BadValue without a reason, Refused when it was decided on already."""
    with step(visit, "reject_narrative", f"narrative {narrative_id}") as act:
        page = narrative_page(narrative_id)
        if not NARRATIVE_MOVES.allows(page.row.state, NarrativeState.REJECTED):
            raise already_decided(narrative_id, page.row.state)
        if not reason.strip():
            raise BadValue(
                N_("A reason is missing."),
                where="reason",
                remedy=N_("Say in a few words why the narrative is rejected."),
            )
        with act.writing():
            decide_narrative(
                narrative_id,
                page.row.version,
                NarrativeState.REJECTED,
                by=visit.actor.username,
                at=visit.now,
                reason=reason.strip(),
            )
