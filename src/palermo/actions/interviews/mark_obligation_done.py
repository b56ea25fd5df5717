"""Mark an obligation as done."""

from __future__ import annotations

from datetime import datetime

from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.cases.obligation import check_done_time, check_may_be_done
from palermo.records.obligations.queries import get_obligation
from palermo.records.obligations.store import store_done


def mark_obligation_done(
    visit: Visit, *, obligation: int, version: int | None = None, at: datetime | None = None
) -> None:
    """Keep that it was done, `at` a time since the deadlines began to run, or now.

    `version`: the one that the officer saw; None takes it as it is now.
    Raises Refused where it was done before or changed since `version`, BadValue for another time.
    """
    with step(visit, "mark_obligation_done", f"obligation {obligation}") as act:
        row = get_obligation(visit.actor.username, obligation)
        check_may_be_done(row.state)
        done_at = at or visit.now
        check_done_time(done_at, row.since, visit.now)
        act.detail = {"interview": row.interview, "duty": row.duty}
        with act.writing():
            store_done(
                obligation,
                row.version if version is None else version,
                at=done_at,
                by=visit.actor.username,
            )
