"""How every action begins: permission, transaction and log, always all three.

There is no switch to leave one out, and no action without an actor. A refusal is logged too,
outside the transaction that it ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import transaction

from palermo.accounts.people import Actor
from palermo.accounts.queries import rights_of_actor
from palermo.accounts.store import write_audit
from palermo.kernel.errors import NotAllowed
from palermo.kernel.messages import N_


@dataclass(slots=True)
class Step:
    """What the log will say of this act. Holds ids and field names, never what was written."""

    target: str
    detail: dict[str, object] = field(default_factory=dict)


def require(actor: Actor, right: str, target: str = "") -> None:
    """Raise NotAllowed, and log the refusal, unless the actor has the right."""
    if right in rights_of_actor(actor):
        return
    write_audit(actor, right, "denied", target, {})
    raise NotAllowed(
        N_("Your role does not allow this ({right})."),
        remedy=N_("Ask a coordinator or administrator, or sign in with another account."),
        right=right,
    )


@contextmanager
def step(actor: Actor, act: str, target: str = "") -> Iterator[Step]:
    """Check the right `act`, then run the body and its log line in one transaction."""
    require(actor, act, target)
    with transaction.atomic():
        taken = Step(target)
        yield taken
        write_audit(actor, act, "done", taken.target, taken.detail)
