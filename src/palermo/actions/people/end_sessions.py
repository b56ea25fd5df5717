"""End every session of a user, on all devices."""

from __future__ import annotations

from palermo.accounts import store
from palermo.accounts.queries import get_user
from palermo.actions.step import step
from palermo.actions.visit import Visit


def end_sessions(visit: Visit, *, user_id: int) -> None:
    """End every session of a user, on all devices. Raises NotFound."""
    with step(visit, "end_sessions", f"user {user_id}") as act:
        get_user(user_id)
        with act.writing():
            store.drop_sessions(user_id)
