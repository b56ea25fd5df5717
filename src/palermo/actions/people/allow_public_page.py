"""Open or close the published side for visitors who have not signed in."""

from __future__ import annotations

from palermo.accounts.store import set_public_page
from palermo.actions.step import step
from palermo.actions.visit import Visit


def allow_public_page(visit: Visit, *, allowed: bool) -> None:
    """Keep the administrator's choice."""
    with step(visit, "allow_public_page") as act:
        act.detail = {"allowed": allowed}
        with act.writing():
            set_public_page(allowed, visit.now)
