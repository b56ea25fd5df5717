"""Give a user who lost the password a new one."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from palermo.accounts import store
from palermo.accounts.people import Actor
from palermo.accounts.queries import list_users
from palermo.actions._step import step
from palermo.kernel.errors import BadValue, NotFound
from palermo.kernel.messages import N_


def set_password(actor: Actor, *, user_id: int, password: str) -> None:
    """Set it; the user's open sessions end. Raises NotFound, BadValue for a weak password."""
    with step(actor, "set_password", f"user {user_id}"):
        if user_id not in {u.id for u in list_users()}:
            raise NotFound(
                N_("There is no such user."),
                where=str(user_id),
                remedy=N_("The list of users shows all."),
            )
        try:
            validate_password(password)
        except ValidationError as error:
            raise BadValue(
                N_("The password is too weak: {why}"),
                where="password",
                remedy=N_("Take at least 12 characters that nobody would guess."),
                why=" ".join(error.messages),
            ) from None
        store.set_password(user_id, password)
