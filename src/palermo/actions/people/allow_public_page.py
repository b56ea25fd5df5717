"""Open or close the published side for visitors who have not signed in."""

from __future__ import annotations

from palermo.accounts.people import Actor
from palermo.accounts.store import set_public_page
from palermo.actions.step import step


def allow_public_page(actor: Actor, *, allowed: bool) -> None:
    """Keep the administrator's choice."""
    with step(actor, "allow_public_page") as taken:
        set_public_page(allowed)
        taken.detail = {"allowed": allowed}
