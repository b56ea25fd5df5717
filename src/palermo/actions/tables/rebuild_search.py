"""Index the ledger's texts again, after a restore or when the way of splitting words changed."""

from __future__ import annotations

from palermo.accounts.people import Actor
from palermo.actions.step import step
from palermo.ledger.search.store import rebuild_index


def rebuild_search(actor: Actor, *, everything: bool = False) -> int:
    """Index what is out of date, or `everything`; returns how many entries that were."""
    with step(actor, "rebuild_search") as taken:
        done = max(rebuild_index(everything=everything), default=0)
        taken.detail = {"entries": done}
        return done
