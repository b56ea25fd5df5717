"""Give a user who lost the password a new one."""

from __future__ import annotations

from palermo.accounts import store
from palermo.accounts.queries import get_user
from palermo.actions.people._password_rules import hash_password
from palermo.actions.step import step
from palermo.actions.visit import Visit


def set_password(visit: Visit, *, user_id: int, password: str) -> None:
    """Set it; the user's open sessions end. Raises NotFound, BadValue for a weak password."""
    with step(visit, "set_password", f"user {user_id}") as act:
        user = get_user(user_id)
        hashed = hash_password(password)
        with act.writing():
            store.store_password(user_id, user.version, hashed)
