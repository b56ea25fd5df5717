"""Give a user who lost the password a new one."""

from __future__ import annotations

from palermo.accounts import store
from palermo.accounts.queries import list_users
from palermo.actions.people._password_rules import hash_password
from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.kernel.errors import NotFound
from palermo.kernel.messages import N_


def set_password(visit: Visit, *, user_id: int, password: str) -> None:
    """Set it; the user's open sessions end. Raises NotFound, BadValue for a weak password."""
    with step(visit, "set_password", f"user {user_id}") as act:
        user = next((u for u in list_users() if u.id == user_id), None)
        if user is None:
            raise NotFound(
                N_("There is no such user."),
                where=str(user_id),
                remedy=N_("See the list of users."),
            )
        hashed = hash_password(password)
        with act.writing():
            store.store_password(user_id, user.version, hashed)
