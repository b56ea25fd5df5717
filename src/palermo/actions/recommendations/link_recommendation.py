"""Link a recommendation to another demand, or to one of its own, after it was accepted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from palermo.actions.recommendations._linking import make_reopenings, name_kinds
from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.cases.demand import plan_move
from palermo.kernel.errors import changed_meanwhile
from palermo.ledger.plans.store import add_reopenings
from palermo.ledger.recommendations.links import known_wordings, linking_version
from palermo.ledger.recommendations.moves import move_content
from palermo.ledger.recommendations.preview import list_reopened
from palermo.ledger.recommendations.queries import demand_page
from palermo.ledger.recommendations.store import change_linking, set_link_kinds

#: Stands for a demand that is not stored yet.
_NEW = 0


def link_recommendation(
    visit: Visit, *, ref: str, version: int, demand: str = "", duties: Sequence[str] = ()
) -> int:
    """Say that `ref` words the demand of the recommendation `demand`; empty: one of its own.

    `duties` are references of duties that go along. The last recommendation of a demand takes all
    duties and notes along. A met demand that is asked again by it is reopened. `version` is that of
    the demand as it was shown. Returns the id of the change, with which it can be undone. Raises
    NotFound, Refused and BadValue as `plan_move` says, and Refused for a change in the meantime.
    """
    with step(visit, "link_recommendation", ref) as act:
        page = demand_page(ref, visit.today)
        if page.row.version != version:
            raise changed_meanwhile()
        country = page.row.country
        linking = linking_version(country)
        target = demand_page(demand, visit.today) if demand else None
        move = plan_move(page.content, [ref], target.content if target else None, duties)
        wording = next(w for w in page.wordings if w.ref == ref)
        known = [
            replace(w, demand=move.target or _NEW) if w.id == wording.id else w
            for w in known_wordings(country)
        ]
        kinds = name_kinds(known, {move.source, move.target or _NEW}, visit.pack.linking)
        reopened = list_reopened([target], wording.edition) if target else ()
        measures = [m.id for m in visit.pack.measures_for(wording.themes)]
        act.detail = {"demand": move.target_ref, "duties": len(move.duties)}
        with act.writing():
            change_linking(country, linking)
            by = visit.actor.username
            change = move_content(move, by, visit.now, ref, measures=measures)
            set_link_kinds(kinds)
            add_reopenings(wording.id, make_reopenings(reopened), by, visit.now)
            act.detail["change"] = change
        return change
