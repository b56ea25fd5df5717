"""The one check of rights that every front door and every action goes through."""

from __future__ import annotations

from palermo.accounts.people import Actor
from palermo.accounts.queries import rights_of_actor
from palermo.accounts.store import write_audit
from palermo.kernel.errors import NotAllowed
from palermo.kernel.messages import N_


def check_right(actor: Actor, right: str, target: str = "") -> None:
    """Raise NotAllowed, and log the refusal, unless the actor has the right."""
    if right in rights_of_actor(actor):
        return
    write_audit(actor, right, "denied", target, {})
    raise NotAllowed(
        N_("Your role does not allow this ({right})."),
        remedy=N_("Ask a coordinator or administrator, or sign in with another account."),
        right=right,
    )
