"""Begin an interview with one person, or note that she does not wish to talk."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from palermo.accounts.people import Actor
from palermo.actions.interviews._interviews import check_age, check_place, check_start
from palermo.actions.step import step
from palermo.cases.interview import InterviewOrigin, InterviewState
from palermo.kernel.answers import Value
from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_
from palermo.packs.pack import Pack
from palermo.procedures.interview_order import age_questions
from palermo.procedures.shapes import Procedure
from palermo.records.interviews import store
from palermo.records.interviews.queries import person_code_exists

_FIRST_YEAR = 2000


def start_interview(
    actor: Actor,
    *,
    procedure: Procedure,
    place_kind: str,
    confirmed: Collection[str],
    at: datetime,
    pack: Pack,
    age: int | None = None,
    origin: InterviewOrigin = InterviewOrigin.WEB,
    refused: bool = False,
    person: str = "",
    adult: bool = False,
) -> int:
    """Keep it under a new code, or under that of a `person` who comes back; returns its id.

    Raises Refused while a gate is not confirmed, BadValue for a day to come or a code that nobody
    has. `adult`: the officer is sure that the person is 18 or older, which is kept as an answer.
    A person who refuses keeps a path without identity: the code is all that is written down.
    """
    with step(actor, "start_interview") as taken:
        check_place(place_kind, pack)
        _check_past(at)
        known = _check_person_code(person)
        if refused:
            confirmed, age = (), None
        else:
            check_start(actor, procedure, place_kind, confirmed)
            check_age(procedure, age)
        interview = store.create_interview(
            store.NewInterview(
                procedure=procedure.id,
                procedure_version=procedure.version,
                pack_fingerprint=pack.fingerprint,
                officer=actor.username,
                agency=actor.agency,
                place_kind=place_kind,
                confirmed=tuple(confirmed),
                started_at=at,
                age=age,
                origin=origin,
                state=InterviewState.REFUSED if refused else InterviewState.OPEN,
                person=known,
                comes_back=bool(known),
            )
        )
        told: dict[str, Value] = dict.fromkeys(age_questions(procedure), "no")
        if adult and told and not refused:
            store.save_answers(interview, 1, told, told, actor.username)
        taken.target = f"interview {interview}"
        taken.detail = {"procedure": procedure.id, "version": procedure.version}
        return interview


def _check_past(at: datetime) -> None:
    # The clocks of two machines may differ a little. No form is older than the Protocol of 2000.
    if at.year < _FIRST_YEAR:
        raise BadValue(
            N_("This date is too far in the past."),
            where="at",
            remedy=N_("Enter when the interview took place. Deadlines run from that time."),
        )
    if at > datetime.now(UTC) + timedelta(minutes=10):
        raise BadValue(
            N_("This date is in the future."),
            where="at",
            remedy=N_("Enter when the interview took place. Deadlines run from that time."),
        )


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
