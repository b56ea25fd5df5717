"""Say whether a recommendation that was read continues a demand, before the narrative counts."""

from __future__ import annotations

from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.cases.narrative import NarrativeState
from palermo.kernel.errors import BadValue, Refused
from palermo.kernel.messages import N_
from palermo.ledger.narratives.queries import narrative_page
from palermo.ledger.narratives.store import touch_proposed
from palermo.ledger.recommendations.queries import demand_page
from palermo.ledger.recommendations.store import remove_link_answer, store_link_answer


def decide_link(
    visit: Visit, *, narrative_id: int, item_id: int, demand: str, same: bool | None
) -> None:
    """Keep the answer: `same` True confirms the link, False rejects it, None takes an answer back.

    `demand` is the reference of any of its recommendations; it need not be one that was proposed.
    An item that is confirmed for several demands joins them. Raises Refused for a narrative that
    was decided on, NotFound, and BadValue for another country or an item that is no recommendation.
    """
    with step(visit, "decide_link", f"narrative {narrative_id}") as act:
        page = narrative_page(narrative_id)
        if page.row.state is not NarrativeState.PROPOSED:
            raise Refused(
                N_("This narrative is {state}. Its links can no longer be reviewed here."),
                where=str(narrative_id),
                remedy=N_("Link the recommendation to another demand on the page of its demand."),
                state=page.row.state,
            )
        if item_id not in {item.id for item in page.standing("recommendation")}:
            raise BadValue(
                N_("This item is not a recommendation of the narrative, or it was rejected."),
                where=str(item_id),
                remedy=N_("Open the review page again."),
            )
        known = demand_page(demand, visit.today).row
        if known.country != page.row.country:
            raise BadValue(
                N_("{ref} is a demand on another country."),
                where=str(item_id),
                remedy=N_("Choose one from the list."),
                ref=demand,
            )
        act.detail = {"item": item_id, "demand": known.ref, "same": same}
        with act.writing():
            touch_proposed(narrative_id)
            if same is None:
                remove_link_answer(item_id, known.id)
            else:
                store_link_answer(
                    item_id, known.id, same=same, by=visit.actor.username, at=visit.now
                )
