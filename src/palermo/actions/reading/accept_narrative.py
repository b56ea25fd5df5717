"""Take a reviewed narrative as what the report says, and follow its recommendations from now on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from palermo.actions.reading._superseding import EditionPlan, plan_edition
from palermo.actions.recommendations._relinking import relink_recommendations
from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.cases.acceptance import AcceptanceChoice, AcceptanceFacts, check_acceptance
from palermo.cases.narrative import NarrativeState
from palermo.ledger.narratives.entries import make_narrative_entries
from palermo.ledger.narratives.queries import accepted_narrative, narrative_page
from palermo.ledger.narratives.store import accept_open_items, decide_narrative
from palermo.ledger.narratives.values import NarrativePage, NarrativeRow
from palermo.ledger.recommendations.board import linking_version
from palermo.ledger.recommendations.store import (
    add_recommendations,
    change_linking,
    set_links,
    take_over,
)


def accept_narrative(
    visit: Visit,
    *,
    narrative_id: int,
    undecided_items: int | None = None,
    supersedes: int | None = None,
    reason: str = "",
    passes_to: Mapping[str, int] | None = None,
) -> int:
    """Accept; returns how many items were accepted without review.

    `undecided_items` is the number of items without a decision that the user accepts without
    review; `supersedes` the number of the narrative that is accepted for this year, with the
    `reason`. Neither is assumed. A recommendation of the superseded text keeps its reference and
    all that hangs on it, with the new words; `passes_to` names the item that has them where the
    program did not find it. Others get an address, a duty that says all, the measures of their
    themes, and a link to what they continue. Raises Refused and BadValue as `check_acceptance`.
    """
    with step(visit, "accept_narrative", f"narrative {narrative_id}") as act:
        page = narrative_page(narrative_id)
        country, edition = page.row.country, page.row.edition
        other = accepted_narrative(country, edition)
        choice = AcceptanceChoice(undecided_items, supersedes, reason)
        why = check_acceptance(_facts(page, other), choice)
        # The version is read before the rows that it guards.
        linking = linking_version(country)
        entries = make_narrative_entries(page)
        plan = plan_edition(page, visit.pack, passes_to or {})
        linked = relink_recommendations(plan.editions, edition, plan.new, visit.pack.linking)
        with act.writing():
            if other is not None:
                _supersede(visit, other, narrative_id, why)
            still_open = accept_open_items(narrative_id, visit.actor.username, visit.now)
            decide_narrative(
                narrative_id,
                page.row.version,
                NarrativeState.ACCEPTED,
                by=visit.actor.username,
                at=visit.now,
                reason=why,
                undecided_items=still_open,
                entries=entries,
            )
            change_linking(country, linking)
            _take_over(visit, narrative_id, plan)
            ids = add_recommendations(narrative_id, country, edition, linked.new)
            set_links(linked.others(ids))
            act.detail = {
                "recommendations": len(plan.new) + len(plan.taken),
                "undecided_items": still_open,
            }
            if other is not None:
                act.detail |= {"supersedes": other.id, "left": len(plan.left)}
        return still_open


def _facts(page: NarrativePage, other: NarrativeRow | None) -> AcceptanceFacts:
    return AcceptanceFacts(
        narrative=page.row.id,
        state=page.row.state,
        country=page.row.country,
        edition=page.row.edition,
        undecided=page.undecided,
        accepted=other.id if other else None,
    )


def _supersede(visit: Visit, other: NarrativeRow, by_narrative: int, reason: str) -> None:
    decide_narrative(
        other.id,
        other.version,
        NarrativeState.SUPERSEDED,
        by=visit.actor.username,
        at=visit.now,
        reason=reason,
        superseded_by=by_narrative,
    )


def _take_over(visit: Visit, narrative_id: int, plan: EditionPlan) -> None:
    for held, new in plan.taken:
        take_over(
            held.id,
            held.version,
            narrative_id,
            replace(new, number=held.number),
            visit.actor.username,
            visit.now,
        )
