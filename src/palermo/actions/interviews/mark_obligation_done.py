"""Mark an obligation as done."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.cases.obligation import (
    check_done_time,
    check_is_task,
    check_may_be_done,
    check_recipients,
    list_recipients,
)
from palermo.records.obligations.queries import get_obligation
from palermo.records.obligations.store import store_done


def mark_obligation_done(
    visit: Visit,
    *,
    obligation: int,
    version: int | None = None,
    at: datetime | None = None,
    referred_to: Collection[str] = (),
) -> None:
    """Keep that it was done, `at` a time since the deadlines began to run, or now.

    `version`: the one that the officer saw; None takes it as it is now. `referred_to`: the roles to
    whom the person was referred, where the duty refers.
    Raises Refused for a ban, and where it was done before or changed since `version`; BadValue
    for another time or where it is not said to whom the person was referred.
    """
    with step(visit, "mark_obligation_done", f"obligation {obligation}") as act:
        row = get_obligation(visit.actor.username, obligation)
        check_may_be_done(row.state)
        done_at = at or visit.now
        check_done_time(done_at, row.since, visit.now)
        procedure = visit.pack.procedures.version(row.procedure, row.procedure_version)
        check_is_task(procedure, row.duty)
        check_recipients(list_recipients(procedure, row.duty), referred_to)
        act.detail = {"interview": row.interview, "duty": row.duty}
        with act.writing():
            store_done(
                obligation,
                row.version if version is None else version,
                at=done_at,
                by=visit.actor.username,
                referred_to=referred_to,
            )
