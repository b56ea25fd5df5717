"""Take a reviewed narrative as what the report says, and follow its recommendations from now on."""

from __future__ import annotations

from palermo.actions.reading._continuing import plan_continuation
from palermo.actions.recommendations._linking import make_reopenings
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
from palermo.ledger.plans.store import add_reopenings
from palermo.ledger.recommendations.links import known_wordings, linking_version
from palermo.ledger.recommendations.moves import move_content
from palermo.ledger.recommendations.preview import AcceptancePreview, preview_acceptance
from palermo.ledger.recommendations.store import (
    add_recommendations,
    change_linking,
    set_link_kinds,
)


def accept_narrative(visit: Visit, *, narrative_id: int) -> int:
    """Accept; items that nobody decided on are accepted as read. Returns how many those were.

    Each recommendation continues the demand that it repeats or rewords, which keeps its plan; a met
    demand is reopened. One that continues none begins a demand, with one duty that says all of it
    and the measures of its themes. Raises Refused while a doubtful link has no answer, when the
    narrative was decided on already, or when another one is accepted for the same year.
    """
    with step(visit, "accept_narrative", f"narrative {narrative_id}") as act:
        page = narrative_page(narrative_id)
        _check(page)
        country, edition = page.row.country, page.row.edition
        # The version is read before the rows that it guards.
        linking = linking_version(country)
        preview = preview_acceptance(page, visit.pack.linking, visit.today)
        _check_doubts(narrative_id, preview)
        entries = make_narrative_entries(page)
        values = page.accepted_values(RecommendationItem)
        plan = plan_continuation(preview, values, known_wordings(country), edition, visit.pack)
        by, at = visit.actor.username, visit.now
        with act.writing():
            decide_narrative(
                narrative_id,
                page.row.version,
                NarrativeState.ACCEPTED,
                by=by,
                at=at,
                entries=entries,
            )
            change_linking(country, linking)
            still_open = accept_open_items(narrative_id, by, at)
            for ref, move in plan.joins:
                move_content(move, by, at, ref, linked_by=by)
            ids = add_recommendations(narrative_id, country, edition, plan.new)
            set_link_kinds(plan.kinds)
            for place, duties in plan.reopened:
                add_reopenings(ids[place], make_reopenings(duties), by, at)
            act.detail = {
                "recommendations": len(plan.new),
                "undecided_items": still_open,
                "continued": sum(each.demand_id is not None for each in plan.new),
                "joined": len(plan.joins),
                "reopened_duties": sum(len(duties) for _, duties in plan.reopened),
            }
        return still_open


def _check_doubts(narrative_id: int, preview: AcceptancePreview) -> None:
    if preview.doubts:
        raise Refused(
            N_("Doubtful links without an answer: {count}."),
            where=str(narrative_id),
            remedy=N_("Confirm or reject each of them in the review, then accept the narrative."),
            count=preview.doubts,
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
