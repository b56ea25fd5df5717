"""The person may be under 18: the pathway for children takes over at once, under the same code."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from palermo.accounts.people import Actor
from palermo.actions.interviews._interviews import (
    check_open,
    get_starting_version,
    hand_to_child_pathway,
)
from palermo.actions.step import step
from palermo.packs.pack import Pack
from palermo.records.interviews.queries import get_interview


def pass_to_child_pathway(
    actor: Actor, *, interview: int, version: int, at: datetime, pack: Pack
) -> int:
    """Close the interview for adults and begin the child's; returns the new one's id.

    Nothing asks anew what must hold before: a child is not made to wait. The first page shows it.
    """
    with step(actor, "pass_to_child_pathway", f"interview {interview}") as taken:
        row = get_interview(actor.username, interview)
        check_open(row)
        adults = get_starting_version(row, pack)
        child, number = hand_to_child_pathway(
            actor, replace(row, version=version), adults, at, pack
        )
        taken.detail = {"procedure": child.id, "version": child.version}
        return number
