"""Let a user sign in again after too many wrong passwords."""

from __future__ import annotations

from palermo.accounts import store
from palermo.accounts.queries import get_user
from palermo.actions.step import step
from palermo.actions.visit import Visit


def unlock_user(visit: Visit, *, user_id: int) -> None:
    """Let a user sign in again after too many wrong passwords. Raises NotFound."""
    with step(visit, "unlock_user", f"user {user_id}") as act:
        user = get_user(user_id)
        with act.writing():
            store.forget_failures(user.username)
