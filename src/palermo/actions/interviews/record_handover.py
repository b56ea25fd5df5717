"""Record that a talk does not take place: what is seen, who was called, who comes when."""

from __future__ import annotations

from collections.abc import Mapping

from palermo.actions.interviews._handovers import describe_handover, prepare_meeting, store_handover
from palermo.actions.interviews._meetings import Meeting
from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.cases.clock import check_first_sign_time
from palermo.cases.handover import Handover
from palermo.cases.interview import check_place, check_start_time


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
        check_first_sign_time(met.first_sign_at, met.origin, met.at, visit.now)
        prepared = prepare_meeting(visit, met, handover, observed)
        act.detail = describe_handover(prepared)
        with act.writing():
            number = store_handover(visit, prepared)
            act.target = f"interview {number}"
        return number
