"""Begin an interview with one person, or record that the person refused."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from palermo.actions.interviews._interviews import new_interview
from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.cases.child import adult_answers, check_age
from palermo.cases.interview import (
    InterviewOrigin,
    InterviewState,
    check_place,
    check_start,
    check_start_time,
)
from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_
from palermo.procedures.shapes import Procedure
from palermo.records.interviews import store
from palermo.records.interviews.queries import person_code_exists


def start_interview(
    visit: Visit,
    *,
    procedure: Procedure,
    place_kind: str,
    confirmed: Collection[str],
    at: datetime,
    age: int | None = None,
    origin: InterviewOrigin = InterviewOrigin.WEB,
    refused: bool = False,
    person: str = "",
    adult: bool = False,
) -> int:
    """Keep it under a new code, or under that of a `person` who comes back; returns its id.

    Raises Refused while a gate is not confirmed, BadValue for a time in the future or a code that
    no person has. `adult`: the officer is sure that the person is 18 or older, which is kept as an
    answer. A refusal stores only the person code, so that the person can come back.
    """
    with step(visit, "start_interview") as act:
        check_place(place_kind, visit.pack.speech.places)
        check_start_time(at, visit.now)
        known = _check_person_code(person)
        if refused:
            confirmed, age = (), None
        else:
            check_start(procedure, visit.actor.agency, place_kind, confirmed)
            check_age(procedure, age)
        new = new_interview(
            visit,
            procedure,
            place_kind=place_kind,
            started_at=at,
            origin=origin,
            confirmed=tuple(confirmed),
            age=age,
            state=InterviewState.REFUSED if refused else InterviewState.OPEN,
            person=known,
            comes_back=bool(known),
        )
        told = adult_answers(procedure, surely_adult=adult and not refused)
        act.detail = {"procedure": procedure.id, "version": procedure.version}
        with act.writing():
            interview = store.create_interview(new)
            if told:
                store.save_answers(interview, 1, told, told, visit.actor.username)
            act.target = f"interview {interview}"
        return interview


def _check_person_code(person: str) -> str:
    """A code as it is kept; empty where none is told."""
    code = person.strip().upper()
    if code and not person_code_exists(code):
        raise BadValue(
            N_("No person has this code."),
            where="person",
            remedy=N_("Check each letter, or leave the field empty to get a new code."),
        )
    return code
