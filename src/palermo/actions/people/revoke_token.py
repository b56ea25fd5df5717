"""End one of one's own access tokens."""

from __future__ import annotations

from palermo.accounts import store
from palermo.accounts.queries import list_tokens
from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.kernel.errors import NotFound
from palermo.kernel.messages import N_


def revoke_token(visit: Visit, *, token_id: int) -> None:
    """End it now. Raises NotFound for a token that is not the actor's own."""
    with step(visit, "revoke_token", f"token {token_id}") as act:
        if token_id not in {t.id for t in list_tokens(visit.actor.id or 0)}:
            raise NotFound(
                N_("You have no such token."),
                where=str(token_id),
                remedy=N_("See your tokens on your account page."),
            )
        with act.writing():
            store.end_token(token_id, visit.now)
