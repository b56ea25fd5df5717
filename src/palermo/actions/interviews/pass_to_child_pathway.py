"""The person may be under 18: the pathway for children takes over at once, under the same code."""

from __future__ import annotations

from dataclasses import replace

from palermo.actions.interviews._interviews import (
    check_open,
    get_starting_version,
    hand_to_child_pathway,
)
from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.records.interviews.queries import get_interview


def pass_to_child_pathway(visit: Visit, *, interview: int, version: int) -> int:
    """Close the interview for adults and begin the child's; returns the new one's id.

    Nothing asks anew what must hold before: a child is not made to wait. The first page shows it.
    """
    with step(visit, "pass_to_child_pathway", f"interview {interview}") as act:
        row = get_interview(visit.actor.username, interview)
        check_open(row)
        adults = get_starting_version(row, visit.pack)
        with act.writing():
            child, number = hand_to_child_pathway(visit, replace(row, version=version), adults)
            act.detail = {"procedure": child.id, "version": child.version}
        return number
