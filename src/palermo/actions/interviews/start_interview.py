"""Begin an interview with one person."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from palermo.actions.interviews._answers import prepare_answers, store_open_interview
from palermo.actions.interviews._beginning import begins_once
from palermo.actions.interviews._interviews import check_person_code, new_interview
from palermo.actions.interviews._meetings import Meeting, follow_new, pass_on_chosen
from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.cases.child import adult_answers, check_age
from palermo.cases.clock import check_first_sign_time
from palermo.cases.interview import (
    InterviewOrigin,
    check_place,
    check_start,
    check_start_time,
)
from palermo.kernel.answers import Answers
from palermo.procedures.shapes import Procedure
from palermo.records.interviews import store
from palermo.records.interviews.queries import find_interview, interview_key_exists


def _key_of_page(given: dict[str, object]) -> UUID | None:
    key = given.get("key")
    return key if isinstance(key, UUID) else None


@begins_once(_key_of_page)
def start_interview(
    visit: Visit,
    *,
    procedure: Procedure,
    place_kind: str,
    confirmed: Collection[str],
    at: datetime,
    age: int | None = None,
    origin: InterviewOrigin = InterviewOrigin.WEB,
    person: str = "",
    adult: bool = False,
    came_from: Procedure | None = None,
    first_sign_at: datetime | None = None,
    key: UUID | None = None,
) -> int:
    """Keep it under a new code, or under that of a `person` who comes back; returns its id.

    Raises Refused while a gate is not confirmed, BadValue for a time in the future or a code that
    no person has. `adult`: the officer is sure that the person is 18 or older, which is kept as an
    answer. `came_from`: the procedure for adults that was chosen first; what it made due to protect
    the person stays due. `first_sign_at`: of a paper form, where it says one. `key`: of the page
    that was sent; sent again it begins no second interview.
    """
    with step(visit, "start_interview") as act:
        check_place(place_kind, visit.pack.speech.places)
        check_start_time(at, visit.now)
        check_first_sign_time(first_sign_at, origin, at, visit.now)
        known = check_person_code(person)
        check_start(procedure, visit.actor.agency, place_kind, confirmed)
        check_age(procedure, age)
        met = Meeting(
            procedure, place_kind, at, origin, person=known, comes_back=bool(known),
            came_from=came_from, first_sign_at=first_sign_at,
        )  # fmt: skip
        passed = pass_on_chosen(visit, met, procedure)
        new = new_interview(
            visit,
            procedure,
            place_kind=place_kind,
            started_at=at,
            origin=origin,
            confirmed=tuple(confirmed),
            age=age,
            person=known,
            comes_back=bool(known),
            first_sign_at=first_sign_at,
            key=key,
        )
        told = adult_answers(procedure, surely_adult=adult)
        prepared = prepare_answers(
            procedure, told, {}, age=age, started_at=at, first_sign_at=first_sign_at, answered_at=at
        )
        act.detail = {"procedure": procedure.id, "version": procedure.version}
        by = visit.actor.username
        with act.writing():
            # Looked at first: what another act begins after this is refused by its key, not missed.
            taken = key is not None and interview_key_exists(key)
            interview = _find_begun(by, new, told)
            if interview is None:
                new = replace(new, key=None if taken else key)
                interview = store.create_interview(follow_new(new, passed, by) if passed else new)
                store_open_interview(interview, 1, prepared, by)
            act.target = f"interview {interview}"
        return interview


#: What is the same where a page is sent twice.
_OF_ONE_PAGE = ("procedure", "age", "place_kind")


def _find_begun(by: str, new: store.NewInterview, told: Answers) -> int | None:
    """The interview that the same page began a moment ago; None if there is none.

    One that has gone on since is another person's: the page was left open.
    """
    begun = find_interview(by, new.key) if new.key else None
    if begun is None or begun.answers != told:
        return None
    same = all(getattr(begun, name) == getattr(new, name) for name in _OF_ONE_PAGE)
    # Without a code typed in each beginning has another one, and without a typed time another time.
    same = same and (not new.comes_back or begun.person == new.person)
    same = same and (new.origin is InterviewOrigin.WEB or begun.started_at == new.started_at)
    return begun.id if same else None
