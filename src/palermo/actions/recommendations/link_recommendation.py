"""Correct by hand what a recommendation continues."""

from __future__ import annotations

from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.cases.recommendation import LinkKind
from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_
from palermo.ledger.recommendations.queries import recommendation_page
from palermo.ledger.recommendations.store import NewLink, set_links, touch_linking


def link_recommendation(
    visit: Visit, *, ref: str, version: int, kind: LinkKind, follows: str = ""
) -> None:
    """Say that `ref` is new, or repeats or rewords `follows` of an earlier edition.

    A link made by hand is never changed by the machine. Raises BadValue when `follows` does not
    fit `kind`, or is of another country or no earlier edition.
    """
    with step(visit, "link_recommendation", ref) as act:
        page = recommendation_page(ref, visit.today)
        if (kind is LinkKind.NEW) is bool(follows):
            raise BadValue(
                N_("A new recommendation has no earlier one; a repeated or reworded one has one."),
                where=ref,
                remedy=N_("Choose the earlier recommendation, or mark it as new."),
            )
        earlier = recommendation_page(follows, visit.today).row if follows else None
        if earlier and (earlier.country != page.row.country or earlier.edition >= page.row.edition):
            raise BadValue(
                N_("{follows} is not from an earlier edition on the same country."),
                where=ref,
                remedy=N_("Choose one from the list."),
                follows=follows,
            )
        link = NewLink(page.row.id, version, earlier.id if earlier else None, kind, None)
        act.detail = {"kind": kind.value, "follows": follows}
        with act.writing():
            set_links([link], by=visit.actor.username)
            touch_linking(page.row.country)
