"""The one check of rights that every front door and every action goes through."""

from __future__ import annotations

from collections.abc import Mapping

from palermo.accounts.people import Actor
from palermo.accounts.queries import rights_of_actor
from palermo.journal.store import write_line
from palermo.journal.values import NewLine
from palermo.kernel.errors import NotAllowed
from palermo.kernel.messages import N_


def log_act(
    actor: Actor, act: str, outcome: str, target: str, detail: Mapping[str, object] | None = None
) -> None:
    """Write the line of an act of `actor` in the journal."""
    write_line(
        NewLine(
            user_id=actor.id,
            username=actor.username,
            role=actor.role,
            via=actor.via,
            act=act,
            outcome=outcome,
            target=target,
            detail=detail or {},
        )
    )


def check_right(actor: Actor, right: str, target: str = "") -> None:
    """Raise NotAllowed, and log the refusal, unless the actor has the right."""
    if right in rights_of_actor(actor):
        return
    log_act(actor, right, "denied", target)
    raise NotAllowed(
        N_("Your role does not allow this ({right})."),
        remedy=N_("Ask a coordinator or administrator, or sign in with another account."),
        right=right,
    )
