"""Index the ledger's texts again, after a restore or when the way of splitting words changed."""

from __future__ import annotations

from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.ledger.search.rebuilding import rebuild_index


def rebuild_search(visit: Visit, *, everything: bool = False) -> int:
    """Index what is out of date, or `everything`; returns how many entries that were."""
    with step(visit, "rebuild_search") as act:
        # No row of the ledger changes, and others can write between its many transactions.
        done = max(rebuild_index(everything=everything), default=0)
        act.detail = {"entries": done}
        act.write_line_only()
        return done
