"""Correct by hand what a recommendation continues."""

from __future__ import annotations

from palermo.accounts.people import Actor
from palermo.actions.step import step
from palermo.cases.recommendation import LinkKind
from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_
from palermo.ledger.recommendations.queries import recommendation_page
from palermo.ledger.recommendations.store import NewLink, set_link_by_hand


def link_recommendation(
    actor: Actor, *, ref: str, version: int, kind: LinkKind, follows: str = ""
) -> None:
    """Say that `ref` is new, or repeats or rewords `follows` of an earlier edition.

    A link made by hand is never changed by the machine. Raises BadValue when `follows` does not
    fit `kind`, or is of another country or no earlier edition.
    """
    with step(actor, "link_recommendation", ref) as taken:
        page = recommendation_page(ref)
        if (kind is LinkKind.NEW) is bool(follows):
            raise BadValue(
                N_("A new recommendation has no earlier one; a repeated or reworded one has one."),
                where=ref,
                remedy=N_("Choose the earlier recommendation, or mark it as new."),
            )
        earlier = recommendation_page(follows).row if follows else None
        if earlier and (earlier.country != page.row.country or earlier.edition >= page.row.edition):
            raise BadValue(
                N_("{follows} is not from an earlier edition on the same country."),
                where=ref,
                remedy=N_("Choose one from the list."),
                follows=follows,
            )
        link = NewLink(page.row.id, earlier.id if earlier else None, kind, None)
        set_link_by_hand(link, version, actor.username)
        taken.detail = {"kind": kind.value, "follows": follows}
