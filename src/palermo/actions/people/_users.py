"""What the acts about users share."""

from __future__ import annotations

from palermo.accounts.people import UserRow
from palermo.accounts.queries import list_users
from palermo.kernel.errors import NotFound
from palermo.kernel.messages import N_


def find_user(user_id: int) -> UserRow:
    """The user. Raises NotFound."""
    user = next((u for u in list_users() if u.id == user_id), None)
    if user is None:
        raise NotFound(
            N_("There is no such user."), where=str(user_id), remedy=N_("See the list of users.")
        )
    return user
