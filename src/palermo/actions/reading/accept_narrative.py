"""Take a reviewed narrative as what the report says, and follow its recommendations from now on."""

from __future__ import annotations

from palermo.accounts.people import Actor
from palermo.actions.recommendations._relinking import relink_recommendations
from palermo.actions.step import step
from palermo.cases.narrative import NARRATIVE_MOVES, NarrativeState
from palermo.kernel.errors import Refused
from palermo.kernel.messages import N_
from palermo.ledger.narratives.queries import accepted_editions, narrative_page
from palermo.ledger.narratives.store import (
    accept_open_items,
    decide_narrative,
    make_narrative_entries,
)
from palermo.ledger.narratives.values import NarrativePage
from palermo.ledger.recommendations.store import NewRecommendation, add_recommendations
from palermo.packs.pack import Pack


def accept_narrative(actor: Actor, *, narrative_id: int, pack: Pack) -> int:
    """Accept; items that nobody decided on are accepted as read. Returns how many those were.

    Each recommendation gets an address, one duty that says all of it, the measures of its themes,
    and a link to what it continues in the editions before and after. Raises Refused when the
    narrative was decided on already, or another one is accepted for the same year.
    """
    with step(actor, "accept_narrative", f"narrative {narrative_id}") as taken:
        page = narrative_page(narrative_id)
        _check(page)
        entries = make_narrative_entries(page)
        still_open = accept_open_items(narrative_id, actor.username)
        decide_narrative(narrative_id, NarrativeState.ACCEPTED, by=actor.username, entries=entries)
        new = [
            NewRecommendation(
                number=number,
                text=item.text,
                start=item.start,
                end=item.end,
                themes=item.current.get("themes", []),
                paradigm=item.current.get("paradigm") or "",
                measures=[m.id for m in pack.measures_for(tuple(item.current.get("themes", ())))],
            )
            for number, item in enumerate(page.standing("recommendation"), 1)
        ]
        add_recommendations(narrative_id, page.row.country, page.row.edition, new)
        relink_recommendations(page.row.country, pack)
        taken.detail = {"recommendations": len(new), "undecided_items": still_open}
        return still_open


def _check(page: NarrativePage) -> None:
    if NarrativeState.ACCEPTED not in NARRATIVE_MOVES[page.row.state]:
        raise Refused(
            N_("This narrative is already {state}."),
            where=str(page.row.id),
            remedy=N_("See the list of narratives for those that are open."),
            state=page.row.state.value,
        )
    if page.row.edition in accepted_editions(page.row.country):
        raise Refused(
            N_("A narrative for {country} {edition} is already accepted."),
            where=str(page.row.id),
            remedy=N_("Reject this one. Its reading is kept for comparison."),
            country=page.row.country,
            edition=page.row.edition,
        )
