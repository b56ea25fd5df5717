"""Record that the body which a person was referred to has acknowledged it.

The officer records it on behalf of the receiver until receivers have accounts of their own.
"""

from __future__ import annotations

from datetime import datetime

from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.cases.obligation import check_acknowledged_time, check_may_be_acknowledged
from palermo.records.obligations.queries import get_obligation
from palermo.records.obligations.store import store_acknowledgement


def acknowledge_obligation(
    visit: Visit, *, obligation: int, version: int | None = None, at: datetime | None = None
) -> None:
    """Keep that the receiver acknowledged, `at` a time since it was done or now.

    `version`: the one that the officer saw; None takes it as it is now.
    Raises Refused unless it was done and waits for the receiver, or where it was changed since
    `version`; BadValue for another time.
    """
    with step(visit, "acknowledge_obligation", f"obligation {obligation}") as act:
        row = get_obligation(visit.actor.username, obligation)
        check_may_be_acknowledged(row.state)
        acknowledged_at = at or visit.now
        check_acknowledged_time(acknowledged_at, row.done_at, visit.now)
        act.detail = {"interview": row.interview, "duty": row.duty}
        with act.writing():
            store_acknowledgement(
                obligation,
                row.version if version is None else version,
                at=acknowledged_at,
                by=visit.actor.username,
            )
