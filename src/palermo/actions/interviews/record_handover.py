"""Record that a talk does not take place, or no longer: what is seen, who was called, who comes."""

from __future__ import annotations

from collections.abc import Mapping

from palermo.actions.interviews._handovers import (
    Meeting,
    prepare_interview,
    prepare_meeting,
    store_handover,
)
from palermo.actions.interviews._interviews import get_starting_version
from palermo.actions.step import OpenAct, step
from palermo.actions.visit import Visit
from palermo.cases.handover import Handover
from palermo.cases.interview import check_open, check_place, check_start_time
from palermo.procedures.shapes import Procedure
from palermo.records.interviews.queries import get_interview


def record_handover(
    visit: Visit, *, met: Meeting, handover: Handover, observed: Mapping[str, object]
) -> int:
    """Record it for a person of whom no question was asked; returns the interview of the record.

    A surely adult person who does not wish to talk: only the code is kept. A child, and a person
    who may be one, is observed and handed over under the procedure for children. A contact is never
    refused because a condition is not met or the procedure belongs to another agency.

    Raises BadValue for a place, a time, a reason, a role, an answer or a code that cannot be.
    """
    with step(visit, "record_handover") as act:
        check_place(met.place_kind, visit.pack.speech.places)
        check_start_time(met.at, visit.now)
        prepared = prepare_meeting(visit, met, handover, observed)
        _describe(act, prepared.procedure, len(prepared.given))
        with act.writing():
            number = store_handover(visit, prepared)
            act.target = f"interview {number}"
        return number


def end_with_handover(
    visit: Visit,
    *,
    interview: int,
    version: int,
    handover: Handover,
    observed: Mapping[str, object],
    adult: bool = False,
) -> int:
    """End an open interview; returns the interview of the record, which is a child's own.

    `adult`: the officer is sure that the person is 18 or older. Raises Refused for a closed
    interview, one that was changed since `version`, or an adult whose answers a decision follows.
    """
    with step(visit, "record_handover", f"interview {interview}") as act:
        row = get_interview(visit.actor.username, interview)
        check_open(row.state)
        procedure = get_starting_version(row, visit.pack)
        prepared = prepare_interview(
            visit, row, procedure, handover, observed, surely_adult=adult, version=version
        )
        _describe(act, prepared.procedure, len(prepared.given))
        with act.writing():
            return store_handover(visit, prepared)


def _describe(act: OpenAct, procedure: Procedure, answers: int) -> None:
    # The journal holds how many, never which or what.
    act.detail = {
        "procedure": procedure.id,
        "version": procedure.version,
        "answers": answers,
    }
