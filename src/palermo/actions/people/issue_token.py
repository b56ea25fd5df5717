"""Give oneself an access token for a program."""

from __future__ import annotations

from datetime import timedelta

from palermo.accounts.store import create_token
from palermo.actions._text_rules import required_text
from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_


def issue_token(visit: Visit, *, name: str, days: int = 90) -> str:
    """The secret of a new token that acts with the actor's rights for `days` (1 to 366)."""
    with step(visit, "issue_token") as act:
        if not 1 <= days <= 366 or visit.actor.id is None:
            raise BadValue(
                N_("A token is valid for 1 to 366 days."),
                where="days",
                remedy=N_("Create a new token when it expires."),
            )
        until = visit.now + timedelta(days=days)
        label = required_text("name", name, 80)
        with act.writing():
            token, secret = create_token(visit.actor.id, label, visit.now, until)
            act.target = f"token {token}"
        return secret
