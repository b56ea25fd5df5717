"""End an open interview that cannot go on: what is seen, who was called, who comes when."""

from __future__ import annotations

from collections.abc import Mapping

from palermo.actions.interviews._handovers import (
    describe_handover,
    prepare_interview,
    store_handover,
)
from palermo.actions.interviews._interviews import get_starting_version
from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.cases.handover import Handover
from palermo.cases.interview import check_open
from palermo.records.interviews.queries import get_interview


def end_interview(
    visit: Visit,
    *,
    interview: int,
    version: int,
    handover: Handover,
    observed: Mapping[str, object],
    adult: bool = False,
) -> int:
    """Observe and hand over; returns the interview of the record, which is a child's own.

    `adult`: the officer is sure that the person is 18 or older. Raises Refused for a closed
    interview, one that was changed since `version`, or an adult whose answers a decision follows.
    """
    with step(visit, "end_interview", f"interview {interview}") as act:
        row = get_interview(visit.actor.username, interview)
        check_open(row.state)
        procedure = get_starting_version(row, visit.pack)
        prepared = prepare_interview(
            visit, row, procedure, handover, observed, surely_adult=adult, version=version
        )
        act.detail = describe_handover(prepared)
        with act.writing():
            return store_handover(visit, prepared)
