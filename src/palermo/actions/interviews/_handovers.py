"""A talk that does not take place, checked before anything is written, and then kept.

One path for all front doors: what follows is found by `cases.handover`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from palermo.actions.interviews._answers import keep_due
from palermo.actions.interviews._interviews import (
    new_interview,
    prepare_protections,
)
from palermo.actions.interviews._meetings import (
    Meeting,
    PassedOn,
    clock_of_meeting,
    close_passed_on,
    find_meeting_sign,
    follow_new,
    interview_of_meeting,
    pass_on_new,
)
from palermo.actions.visit import Visit
from palermo.cases.child import AgeGroup, adult_answers, find_age_group, settle_age
from palermo.cases.clock import find_clock_start, find_first_sign_time, time_of_answers
from palermo.cases.decision import language_of_questions
from palermo.cases.handover import (
    Handover,
    TalkCourse,
    check_handed_over,
    check_handover,
    check_reason_of_handover,
    find_ending,
    list_handover_duties,
    make_obligations,
)
from palermo.cases.interview import InterviewOrigin, InterviewState
from palermo.cases.obligation import NewObligation
from palermo.kernel.answers import Answers, Value
from palermo.procedures.answers import check_answers, read_typed_answers
from palermo.procedures.decide import run_procedure
from palermo.procedures.shapes import Procedure
from palermo.records.interviews import store
from palermo.records.interviews.values import InterviewRow


@dataclass(frozen=True, slots=True)
class PreparedHandover:
    """A record that was checked. `new`: its interview; otherwise `row` is closed.

    `closing`: None where only the code is kept. `given`: answers that are new.
    """

    procedure: Procedure
    closing: store.ClosedHandover | None
    answers: Answers
    given: Answers
    obligations: tuple[NewObligation, ...] = ()
    new: store.NewInterview | None = None
    row: InterviewRow | None = None
    version: int = 1
    passed_on: PassedOn | None = None
    first_sign_at: datetime | None = None


def prepare_meeting(
    visit: Visit, met: Meeting, handover: Handover, observed: Mapping[str, object]
) -> PreparedHandover:
    """A person was met and no question was asked. Raises BadValue, NotFound.

    `observed`: answers from what is seen, to the procedure under which the record is kept. Typed
    numbers may be texts.
    """
    check_reason_of_handover(handover.reason, met.opened, met.came_from)
    check_handover(handover, visit.pack.speech.called_roles, met.at, visit.now)
    group = find_age_group(met.opened, met.age, met.answers, surely_adult=met.surely_adult)
    found = find_ending(met.opened, group, handover.reason)
    if found.course is TalkCourse.CODE_ONLY:
        return _code_only(visit, met)
    takes_over = found.procedure != met.opened.id
    kept = visit.pack.procedure(found.procedure, visit.today) if takes_over else met.opened
    adults = met.opened if takes_over else met.came_from
    is_adult = group is AgeGroup.ADULT and not takes_over and kept.people != "children"
    told = adult_answers(kept, surely_adult=met.surely_adult and is_adult)
    own = {} if takes_over else met.answers
    answers = {**told, **own, **_read(kept, observed)}
    met = find_meeting_sign(met, kept, answers)
    passed_on = pass_on_new(visit, met, adults, kept, takes_over=takes_over) if adults else None
    return PreparedHandover(
        procedure=kept,
        closing=_closing(visit, handover, met.origin),
        answers=answers,
        given=answers,
        obligations=_obligations(
            kept, settle_age(kept, met.age, answers), is_adult=is_adult, since=clock_of_meeting(met)
        ),
        new=interview_of_meeting(
            visit,
            kept,
            met,
            confirmed=() if takes_over else met.confirmed,
            key=None if takes_over else met.key,
        ),
        passed_on=passed_on,
        first_sign_at=met.first_sign_at,
    )


def prepare_interview(
    visit: Visit,
    row: InterviewRow,
    procedure: Procedure,
    handover: Handover,
    observed: Mapping[str, object],
    *,
    surely_adult: bool = False,
    version: int | None = None,
    answers: Answers | None = None,
) -> PreparedHandover:
    """An interview that has begun ends without a decision. Raises BadValue, NotFound, Refused.

    `answers`: all of the interview, where some came with the hand-over.
    """
    row_answers = row.answers
    if answers is not None:
        row = replace(row, answers=dict(answers))
    check_reason_of_handover(handover.reason, procedure)
    check_handover(handover, visit.pack.speech.called_roles, row.started_at, visit.now)
    group = find_age_group(procedure, row.age, row.answers, surely_adult=surely_adult)
    found = find_ending(procedure, group, handover.reason, is_begun=True)
    check_handed_over(found)
    if found.procedure != procedure.id:
        child = visit.pack.procedure(found.procedure, visit.today)
        return prepare_takeover_handover(
            visit, row, procedure, child, handover, observed, version=version,
            given=_find_new(row.answers, row_answers),
        )  # fmt: skip
    is_adult = group is AgeGroup.ADULT and procedure.people != "children"
    now_known = {
        **row.answers,
        **adult_answers(procedure, surely_adult=surely_adult and is_adult),
        **_read(procedure, observed),
    }
    first = _find_first_sign(visit, row, procedure, now_known, handover)
    since = find_clock_start(row.started_at, first)
    return PreparedHandover(
        procedure=procedure,
        closing=_closing(visit, handover, row.origin),
        answers=now_known,
        given=_find_new(now_known, row_answers),
        obligations=_obligations(
            procedure, settle_age(procedure, row.age, now_known), is_adult=is_adult, since=since
        ),
        row=row,
        version=version or row.version,
        first_sign_at=first,
    )


def prepare_takeover_handover(
    visit: Visit,
    row: InterviewRow,
    adults: Procedure,
    child: Procedure,
    handover: Handover,
    observed: Mapping[str, object],
    *,
    version: int | None = None,
    key: UUID | None = None,
    given: Answers | None = None,
    first_sign_at: datetime | None = None,
) -> PreparedHandover:
    """The record of a child that follows an interview for adults. Raises BadValue.

    `first_sign_at`: as the device says it, where the interview for adults has none.
    """
    check_reason_of_handover(handover.reason, adults, child)
    check_handover(handover, visit.pack.speech.called_roles, row.started_at, visit.now)
    answers = _read(child, observed)
    # The clock of the interview for adults goes on.
    row = replace(row, first_sign_at=row.first_sign_at or first_sign_at)
    for procedure, known in ((adults, row.answers), (child, answers)):
        first = _find_first_sign(visit, row, procedure, known, handover)
        row = replace(row, first_sign_at=first)
    since = find_clock_start(row.started_at, row.first_sign_at)
    new = new_interview(
        visit,
        child,
        place_kind=row.place_kind,
        started_at=row.started_at,
        origin=row.origin,
        age=row.age,
        person=row.person,
        comes_back=True,
        key=key,
        follows=row.id,
        first_sign_at=row.first_sign_at,
    )
    protections = prepare_protections(row, adults, row.answers)
    return PreparedHandover(
        procedure=child,
        closing=_closing(visit, handover, row.origin),
        answers=answers,
        given=answers,
        obligations=_obligations(child, answers, is_adult=False, since=since),
        new=new,
        version=version or row.version,
        passed_on=PassedOn(protections if row.is_open else (), row.answers, given or {}, row=row),
    )


def store_handover(visit: Visit, prepared: PreparedHandover) -> int:
    """Keep the record; returns the number of its interview. Raises Refused for a stale version."""
    by = visit.actor.username
    if prepared.row is not None:
        number, version = prepared.row.id, prepared.version
    else:
        assert prepared.new is not None, "a record has an interview"  # noqa: S101
        number, version = store.create_interview(_follow(prepared, by)), 1
    # The time of a sign that a device tells is kept, too, where it sends no new answer.
    if prepared.given or (prepared.row and prepared.first_sign_at):
        store.save_answers(
            number, version, prepared.answers, prepared.given, by,
            first_sign_at=prepared.first_sign_at,
        )  # fmt: skip
        version += 1
    if prepared.closing:
        store.close_with_handover(number, version, prepared.closing)
    keep_due(number, prepared.obligations)
    return number


def describe_handover(prepared: PreparedHandover) -> dict[str, object]:
    """What the journal holds of it: how many answers, never which or what."""
    procedure = prepared.procedure
    return {
        "procedure": procedure.id,
        "version": procedure.version,
        "answers": len(prepared.given),
    }


def _follow(prepared: PreparedHandover, by: str) -> store.NewInterview:
    """The new interview, after the one for adults was closed or kept."""
    new, passed = prepared.new, prepared.passed_on
    assert new is not None, "a record has an interview"  # noqa: S101
    if passed is None:
        return new
    if passed.row is None:
        return follow_new(new, passed, by)
    if passed.row.is_open:
        close_passed_on(passed.row.id, prepared.version, passed, by)
    return new


def _code_only(visit: Visit, met: Meeting) -> PreparedHandover:
    """A refusal stores only the person code, so that the person can come back."""
    new = new_interview(
        visit,
        met.opened,
        place_kind=met.place_kind,
        started_at=met.at,
        origin=met.origin,
        state=InterviewState.REFUSED,
        person=met.person,
        comes_back=met.comes_back,
        key=met.key,
    )
    return PreparedHandover(met.opened, None, {}, {}, new=new)


def _closing(visit: Visit, handover: Handover, origin: InterviewOrigin) -> store.ClosedHandover:
    return store.ClosedHandover(
        reason=handover.reason,
        called=tuple(dict.fromkeys(handover.called)),
        expected_at=handover.expected_at,
        at=handover.ended_at or visit.now,
        by=visit.actor.username,
        language=language_of_questions(origin, visit.language),
    )


def _obligations(
    procedure: Procedure, answers: Answers, *, is_adult: bool, since: datetime
) -> tuple[NewObligation, ...]:
    duties = list_handover_duties(procedure, answers, is_adult=is_adult)
    return make_obligations(duties, since)


def _find_first_sign(
    visit: Visit, row: InterviewRow, procedure: Procedure, answers: Answers, handover: Handover
) -> datetime | None:
    """When the first sign was seen; what ends the talk may show one."""
    seen_at = time_of_answers(row.origin, row.started_at, handover.ended_at or visit.now)
    found = run_procedure(procedure, answers)
    return find_first_sign_time(procedure, found, row.first_sign_at, seen_at)


def _read(procedure: Procedure, observed: Mapping[str, object]) -> dict[str, Value]:
    """Observed answers as they are kept; those of other questions are refused as unknown."""
    typed = {name: value for name, value in observed.items() if isinstance(value, str)}
    numbers = {name: value for name, value in observed.items() if not isinstance(value, str)}
    given = {**numbers, **read_typed_answers(procedure, typed)}
    return dict(check_answers(procedure, given))


def _find_new(answers: Answers, before: Answers) -> dict[str, Value]:
    return {name: value for name, value in answers.items() if before.get(name) != value}
