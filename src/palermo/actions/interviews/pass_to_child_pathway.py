"""The person may be under 18: the procedure for children takes over, under the same code."""

from __future__ import annotations

from palermo.actions.interviews._interviews import (
    get_starting_version,
    prepare_takeover,
    store_takeover,
)
from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.cases.interview import check_open
from palermo.records.interviews.queries import get_interview


def pass_to_child_pathway(visit: Visit, *, interview: int, version: int) -> int:
    """Close the interview for adults and begin the child's; returns the new one's id."""
    with step(visit, "pass_to_child_pathway", f"interview {interview}") as act:
        row = get_interview(visit.actor.username, interview)
        check_open(row.state)
        adults = get_starting_version(row, visit.pack)
        child = prepare_takeover(visit, row, adults, row.answers, row.first_sign_at)
        act.detail = {"procedure": child.procedure.id, "version": child.procedure.version}
        with act.writing():
            return store_takeover(interview, version, child)
