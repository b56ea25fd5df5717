"""How every action begins: permission, transaction and log, always all three.

There is no switch to leave one out, and no action without an actor. A refusal is logged too,
outside the transaction that it ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import transaction

from palermo.accounts.guard import check_right
from palermo.accounts.people import Actor
from palermo.accounts.store import write_audit


@dataclass(slots=True)
class Step:
    """What the log will say of this act. Holds ids and field names, never what was written."""

    target: str
    detail: dict[str, object] = field(default_factory=dict)


@contextmanager
def step(actor: Actor, act: str, target: str = "") -> Iterator[Step]:
    """Check the right `act`, then run the body and its log line in one transaction."""
    check_right(actor, act, target)
    with transaction.atomic():
        taken = Step(target)
        yield taken
        write_audit(actor, act, "done", taken.target, taken.detail)
