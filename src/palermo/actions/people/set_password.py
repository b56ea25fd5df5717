"""Give a user who lost the password a new one."""

from __future__ import annotations

from palermo.accounts import store
from palermo.accounts.people import Actor
from palermo.accounts.queries import list_users
from palermo.actions.people._password_rules import checked_password
from palermo.actions.step import step
from palermo.kernel.errors import NotFound
from palermo.kernel.messages import N_


def set_password(actor: Actor, *, user_id: int, password: str) -> None:
    """Set it; the user's open sessions end. Raises NotFound, BadValue for a weak password."""
    with step(actor, "set_password", f"user {user_id}"):
        if user_id not in {u.id for u in list_users()}:
            raise NotFound(
                N_("There is no such user."),
                where=str(user_id),
                remedy=N_("See the list of users."),
            )
        store.store_password(user_id, checked_password(password))
