"""Give oneself an access token for a program."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from palermo.accounts.people import Actor
from palermo.accounts.store import create_token
from palermo.actions._text_rules import required_text
from palermo.actions.step import step
from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_


def issue_token(actor: Actor, *, name: str, days: int = 90) -> str:
    """The secret of a new token that acts with the actor's rights for `days` (1 to 366)."""
    with step(actor, "issue_token") as taken:
        if not 1 <= days <= 366 or actor.id is None:
            raise BadValue(
                N_("A token is valid for 1 to 366 days."),
                where="days",
                remedy=N_("Create a new token when it expires."),
            )
        until = timezone.now() + timedelta(days=days)
        token, secret = create_token(actor.id, required_text("name", name, 80), until)
        taken.target = f"token {token}"
        return secret
