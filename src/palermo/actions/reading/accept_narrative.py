"""Take a reviewed narrative as what the report says, and follow its recommendations from now on."""

from __future__ import annotations

from palermo.actions.recommendations._relinking import relink_recommendations
from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.cases.narrative import NARRATIVE_MOVES, NarrativeState
from palermo.kernel.errors import Refused
from palermo.kernel.messages import N_
from palermo.ledger.narratives.entries import make_narrative_entries
from palermo.ledger.narratives.items import RecommendationItem
from palermo.ledger.narratives.queries import accepted_editions, narrative_page
from palermo.ledger.narratives.store import accept_open_items, decide_narrative
from palermo.ledger.narratives.values import NarrativePage
from palermo.ledger.recommendations.board import asked_by_edition, linking_version
from palermo.ledger.recommendations.store import (
    NewRecommendation,
    add_recommendations,
    change_linking,
    set_links,
)
from palermo.packs.pack import Pack


def accept_narrative(visit: Visit, *, narrative_id: int) -> int:
    """Accept; items that nobody decided on are accepted as read. Returns how many those were.

    Each recommendation gets an address, one duty that says all of it, the measures of its themes,
    and a link to what it continues in the editions before and after. Raises Refused when the
    narrative was decided on already, or another one is accepted for the same year.
    """
    with step(visit, "accept_narrative", f"narrative {narrative_id}") as act:
        page = narrative_page(narrative_id)
        _check(page)
        country, edition = page.row.country, page.row.edition
        # The version is read before the rows that it guards.
        linking = linking_version(country)
        entries = make_narrative_entries(page)
        new = [
            _recommendation(number, item, visit.pack)
            for number, item in enumerate(page.accepted_values(RecommendationItem), 1)
        ]
        linked = relink_recommendations(asked_by_edition(country), edition, new, visit.pack.linking)
        with act.writing():
            decide_narrative(
                narrative_id,
                page.row.version,
                NarrativeState.ACCEPTED,
                by=visit.actor.username,
                at=visit.now,
                entries=entries,
            )
            change_linking(country, linking)
            still_open = accept_open_items(narrative_id, visit.actor.username, visit.now)
            ids = add_recommendations(narrative_id, country, edition, linked.new)
            set_links(linked.others(ids))
            act.detail = {"recommendations": len(new), "undecided_items": still_open}
        return still_open


def _recommendation(number: int, item: RecommendationItem, pack: Pack) -> NewRecommendation:
    return NewRecommendation(
        number=number,
        text=item.text,
        start=item.start,
        end=item.end,
        themes=list(item.themes),
        paradigm=item.paradigm or "",
        measures=[m.id for m in pack.measures_for(item.themes)],
    )


def _check(page: NarrativePage) -> None:
    if not NARRATIVE_MOVES.allows(page.row.state, NarrativeState.ACCEPTED):
        raise Refused(
            N_("This narrative is already {state}."),
            where=str(page.row.id),
            remedy=N_("See the list of narratives for those that are open."),
            state=page.row.state,
        )
    if page.row.edition in accepted_editions(page.row.country):
        raise Refused(
            N_("A narrative for {country} {edition} is already accepted."),
            where=str(page.row.id),
            remedy=N_("Reject this one. Its reading is kept for comparison."),
            country=page.row.country,
            edition=page.row.edition,
        )
