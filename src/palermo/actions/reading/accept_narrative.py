"""Take a reviewed narrative as what the report says, and follow its recommendations from now on."""

from __future__ import annotations

from collections.abc import Mapping

from palermo.actions.reading._continuing import ContinuationPlan, plan_continuation
from palermo.actions.recommendations._linking import make_reopenings
from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.cases.acceptance import (
    AcceptanceChoice,
    AcceptanceFacts,
    check_acceptance,
    check_doubts,
)
from palermo.cases.narrative import NarrativeState
from palermo.ledger.narratives.entries import make_narrative_entries
from palermo.ledger.narratives.queries import accepted_narrative, narrative_page
from palermo.ledger.narratives.store import accept_open_items, decide_narrative
from palermo.ledger.narratives.values import NarrativePage, NarrativeRow
from palermo.ledger.plans.store import add_reopenings
from palermo.ledger.recommendations.links import known_wordings, linking_version
from palermo.ledger.recommendations.moves import move_content
from palermo.ledger.recommendations.preview import preview_acceptance
from palermo.ledger.recommendations.store import (
    add_recommendations,
    change_linking,
    set_duty_texts,
    set_link_kinds,
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
    its demand, with the new words; `passes_to` names the item that has them where the program did
    not find it. Others continue the demand that they repeat or reword, which keeps its plan; a met
    demand is reopened. One that continues none begins a demand, with one duty that says all of it
    and the measures of its themes. Raises Refused and BadValue as `check_acceptance`, and Refused
    while a doubtful link has no answer.
    """
    with step(visit, "accept_narrative", f"narrative {narrative_id}") as act:
        page = narrative_page(narrative_id)
        country, edition = page.row.country, page.row.edition
        other = accepted_narrative(country, edition)
        choice = AcceptanceChoice(undecided_items, supersedes, reason)
        why = check_acceptance(_facts(page, other), choice)
        # The version is read before the rows that it guards.
        linking = linking_version(country)
        preview = preview_acceptance(page, visit.pack.linking, visit.today, passes_to)
        check_doubts(narrative_id, preview.doubts)
        entries = make_narrative_entries(page)
        plan = plan_continuation(preview, known_wordings(country), edition, visit.pack)
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
            _write_plan(visit, page, plan)
            act.detail = {
                "recommendations": len(plan.new) + len(plan.taken),
                "undecided_items": still_open,
                "continued": sum(each.demand_id is not None for each in plan.new),
                "joined": len(plan.joins),
                "reopened_duties": sum(len(duties) for _, duties in plan.reopened),
            }
            if other is not None:
                act.detail |= {"supersedes": other.id, "left": len(preview.matched.left)}
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


def _write_plan(visit: Visit, page: NarrativePage, plan: ContinuationPlan) -> None:
    by, at = visit.actor.username, visit.now
    for held, new in plan.taken:
        take_over(held.id, held.version, page.row.id, new, by, at)
    for ref, move in plan.joins:
        move_content(move, by, at, ref)
    ids = add_recommendations(page.row.id, page.row.country, page.row.edition, plan.new)
    set_link_kinds(plan.kinds)
    set_duty_texts(plan.repeated)
    for place, duties in plan.reopened:
        add_reopenings(ids[place], make_reopenings(duties), by, at)
