"""A person who was met, before any question, and the procedure for adults that was chosen first."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from palermo.actions.interviews._interviews import new_interview, store_passing_on
from palermo.actions.visit import Visit
from palermo.cases.clock import find_clock_start, find_first_sign_time
from palermo.cases.handover import list_protections_due, make_obligations
from palermo.cases.interview import InterviewOrigin, check_takes_over
from palermo.cases.obligation import NewObligation
from palermo.kernel.answers import Answers
from palermo.procedures.decide import run_procedure
from palermo.procedures.shapes import Procedure
from palermo.records.interviews import store
from palermo.records.interviews.values import InterviewRow


@dataclass(frozen=True, slots=True)
class Meeting:
    """A person who was met, before any question. `person`: a code that is known, or a device drew.

    `opened`: the procedure that the officer chose. `came_from`: the one for adults that was chosen
    before it. `answers`: what was answered to `opened`. `key`: given by the device or the file.
    `first_sign_at`: where a form or a device says it; deadlines run from it.
    """

    opened: Procedure
    place_kind: str
    at: datetime
    origin: InterviewOrigin
    surely_adult: bool = False
    age: int | None = None
    person: str = ""
    comes_back: bool = False
    confirmed: tuple[str, ...] = ()
    answers: Answers = field(default_factory=dict)
    came_from: Procedure | None = None
    key: UUID | None = None
    first_sign_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PassedOn:
    """The interview for adults that the record follows, and the protections that stay due.

    `new`: kept with the record; otherwise `row` is closed, if it is open. `given`: those of its
    `answers` that are new.
    """

    protections: tuple[NewObligation, ...]
    answers: Answers
    given: Answers
    new: store.NewInterview | None = None
    row: InterviewRow | None = None


def find_meeting_sign(met: Meeting, kept: Procedure, answers: Answers) -> Meeting:
    """The meeting with the time of its first sign, in the answers to either procedure."""
    first = met.first_sign_at
    for procedure, known in ((met.opened, met.answers), (kept, answers)):
        first = find_first_sign_time(procedure, run_procedure(procedure, known), first, met.at)
    return replace(met, first_sign_at=first)


def clock_of_meeting(met: Meeting) -> datetime:
    return find_clock_start(met.at, met.first_sign_at)


def interview_of_meeting(
    visit: Visit,
    procedure: Procedure,
    met: Meeting,
    *,
    confirmed: tuple[str, ...] = (),
    key: UUID | None = None,
) -> store.NewInterview:
    return new_interview(
        visit,
        procedure,
        place_kind=met.place_kind,
        started_at=met.at,
        origin=met.origin,
        confirmed=confirmed,
        age=met.age,
        person=met.person,
        comes_back=met.comes_back,
        key=key,
        first_sign_at=met.first_sign_at,
    )


def follow_new(new: store.NewInterview, passed: PassedOn, by: str) -> store.NewInterview:
    """Keep the procedure for adults that was chosen first; returns `new` as following it."""
    assert passed.new is not None, "an interview was passed on"  # noqa: S101
    first = store.create_interview(passed.new)
    close_passed_on(first, 1, passed, by)
    return store.follow_interview(new, first)


def close_passed_on(interview: int, version: int, passed: PassedOn, by: str) -> None:
    if passed.given:
        store.save_answers(interview, version, passed.answers, passed.given, by)
        version += 1
    store_passing_on(interview, version, passed.protections)


def pass_on_chosen(visit: Visit, met: Meeting, child: Procedure) -> PassedOn | None:
    """What was due under the procedure for adults that was chosen before that for children.

    None where nothing was. Raises BadValue where `child` does not take over from it.
    """
    if met.came_from is None:
        return None
    return pass_on_new(visit, met, met.came_from, child, takes_over=False)


def pass_on_new(
    visit: Visit, met: Meeting, adults: Procedure, child: Procedure, *, takes_over: bool
) -> PassedOn | None:
    check_takes_over(adults, child.id)
    answers = met.answers if takes_over else {}
    due = make_obligations(list_protections_due(adults, answers), clock_of_meeting(met))
    keeps_key = takes_over and met.key is not None
    if not (due or answers or keeps_key):
        return None
    new = interview_of_meeting(visit, adults, met, key=met.key if takes_over else None)
    return PassedOn(due, answers, answers, new=new)
