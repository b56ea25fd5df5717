"""Users of tests, and visits of theirs: who acts, by which pack, in which language and when."""

from __future__ import annotations

from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from palermo.accounts import store
from palermo.accounts.queries import actor_named, actor_of
from palermo.accounts.rights import Role
from palermo.actions.installation import load_installed_pack
from palermo.actions.visit import Visit


def add_user(
    *,
    username: str,
    password: str = "a long password",  # noqa: S107 - of users that only tests have
    role: Role,
    agency: str = "",
) -> int:
    """A user with this password; returns the id."""
    hashed = make_password(password)
    return store.add_user(username=username, password_hash=hashed, role=role, agency=agency)


def visit_of(user: int | str, via: str = "cli", now: datetime | None = None) -> Visit:
    """A visit of the user with this id or name, in English, now unless `now` is given."""
    actor = actor_named(user, via) if isinstance(user, str) else actor_of(user, via)
    return Visit(actor, load_installed_pack(), "en", now or timezone.now())


def create_token(user: int) -> str:
    """The secret of a new token of the user, without an end."""
    _, secret = store.create_token(user, "test", timezone.now(), None)
    return secret


def this_day() -> date:
    """Today in the time zone of the installation."""
    return timezone.localdate()
