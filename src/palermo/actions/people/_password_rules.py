"""Passwords strong enough for what they protect."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_


def hash_password(password: str) -> str:
    """The slow hash of `password`. Raises BadValue for a weak one, without repeating it."""
    try:
        validate_password(password)
    except ValidationError as error:
        raise BadValue(
            N_("The password is too weak: {why}"),
            where="password",
            remedy=N_("Use at least 12 characters that are hard to guess."),
            why=" ".join(error.messages),
        ) from None
    return make_password(password)
