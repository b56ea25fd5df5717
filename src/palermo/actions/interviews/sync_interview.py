"""Take in an interview that a device held without network; taking it in twice keeps it once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from palermo.actions.interviews._answers import (
    PreparedAnswers,
    prepare_answers,
    store_open_interview,
)
from palermo.actions.interviews._beginning import begins_once
from palermo.actions.interviews._decisions import (
    OfficerDecision,
    PreparedDecision,
    prepare_decision,
    store_decision,
)
from palermo.actions.interviews._device_interview import (
    AdultInterview,
    DeviceInterview,
    SyncedInterview,
)
from palermo.actions.interviews._device_marks import (
    store_done_on_device,
    store_handled_stops,
)
from palermo.actions.interviews._handovers import (
    PreparedHandover,
    prepare_interview,
    prepare_meeting,
    prepare_takeover_handover,
    store_handover,
)
from palermo.actions.interviews._interviews import (
    get_starting_version,
    new_interview,
    prepare_protections,
    store_passing_on,
)
from palermo.actions.interviews._meetings import Meeting, follow_new, pass_on_chosen
from palermo.actions.interviews._next_steps import find_next, find_takeover_duties
from palermo.actions.step import OpenAct, step
from palermo.actions.visit import Visit
from palermo.cases.child import adult_answers, check_age, check_age_agrees
from palermo.cases.decision import correct_device_time
from palermo.cases.device_copy import (
    CopyResult,
    InterviewCopy,
    KeptInterview,
    compare_copy,
    copy_conflict,
)
from palermo.cases.handover import DECLINED, Handover
from palermo.cases.interview import (
    InterviewOrigin,
    InterviewState,
    check_place,
    check_start,
    check_takes_over,
)
from palermo.kernel.answers import Answers
from palermo.kernel.errors import NotFound, Refused
from palermo.kernel.messages import N_
from palermo.packs.pack import Pack
from palermo.procedures.answers import check_answers
from palermo.procedures.shapes import Procedure
from palermo.records.interviews import store
from palermo.records.interviews.queries import find_interview, interview_key_exists
from palermo.records.interviews.values import InterviewRow
from palermo.records.obligations.queries import list_obligations_of_interview


def _key_of_device(given: dict[str, object]) -> UUID | None:
    held = given.get("held")
    return held.key if isinstance(held, DeviceInterview) else None


@begins_once(_key_of_device)
def sync_interview(visit: Visit, *, held: DeviceInterview) -> SyncedInterview:
    """Keep what the device holds; returns the interview as it is kept here.

    Raises Refused where it was changed here since `base` and differs: a person then compares.
    """
    with step(visit, "sync_interview") as act:
        procedure = _procedure(held, visit.pack)
        row = find_interview(visit.actor.username, held.key)
        answers = _find_answers(held, procedure, row)
        if row is None:
            source = _check_new(visit, held, procedure)
            if held.ends_without_talk:
                _keep_new_handover(visit, act, held, procedure, answers, source)
                return _stored_interview(visit, held.key)
        else:
            source = None
        kept = _kept(row)
        result = compare_copy(kept, _sent(held, answers))
        if result is CopyResult.CONFLICT:
            raise copy_conflict()
        if row:
            act.target = f"interview {row.id}"
            if result is CopyResult.NOTHING_NEW:
                return _keep_marks_only(visit, act, held, row)
            if held.ends_without_talk:
                _end_interview(visit, act, held, procedure, answers, row)
                return _stored_interview(visit, held.key)
        # What was decided without network cannot be corrected on the device any more: it is kept.
        if held.decided_at is None:
            check_age_agrees(procedure, _find_age(held, row), answers)
        prepared = _prepare(visit, held, procedure, answers, row, source)
        age = _find_age(held, row)
        decision = _decision(visit, held, procedure, age, answers, prepared)
        act.detail = {"answers": len(prepared.given), "procedure": procedure.id}
        with act.writing():
            number = row.id if row else _begin(visit, held, procedure, source)
            act.target = f"interview {number}"
            by = visit.actor.username
            version = store_open_interview(number, kept.version, prepared, by)
            version = store_handled_stops(visit, number, version, held.handled_stops)
            if decision:
                store_decision(number, version, decision)
            follows = source.row.id if source else row.follows if row else None
            store_done_on_device(visit, number, held.done, follows, held.referred_to)
        return _stored_interview(visit, held.key)


def _keep_marks_only(
    visit: Visit, act: OpenAct, held: DeviceInterview, row: InterviewRow
) -> SyncedInterview:
    """Nothing new was answered or decided; what was done may be new."""
    with act.writing():
        if row.is_open:
            store_handled_stops(visit, row.id, row.version, held.handled_stops)
        store_done_on_device(visit, row.id, held.done, row.follows, held.referred_to)
    return _stored_interview(visit, held.key)


def _find_answers(held: DeviceInterview, procedure: Procedure, row: InterviewRow | None) -> Answers:
    """The answers, with what the officer's certainty says of the age, as on the page.

    A refusal keeps no answers; a new record without a talk finds the age by itself.
    """
    keeps = not held.ends_without_talk if row is None else row.state is not InterviewState.REFUSED
    told = adult_answers(procedure, surely_adult=held.adult and keeps)
    return {**told, **check_answers(procedure, held.answers)}


def _kept(row: InterviewRow | None) -> KeptInterview:
    """What is kept, or will be when it begins here."""
    if row is None:
        return KeptInterview(1, InterviewState.OPEN, {})
    return KeptInterview(
        row.version,
        row.state,
        row.answers,
        row.decision_before_review or row.decision,
        row.reason,
        row.reason_code,
    )


def _sent(held: DeviceInterview, answers: Answers) -> InterviewCopy:
    decision = held.decision.value if held.decision else ""
    return InterviewCopy(
        held.base,
        answers,
        held.decided_at is not None,
        decision,
        held.reason,
        held.reason_code,
        is_handed_over=held.ends_without_talk,
    )


def _procedure(held: DeviceInterview, pack: Pack) -> Procedure:
    found = pack.procedures.version(held.procedure, held.procedure_version)
    if found is None:
        raise NotFound(
            N_("The pack has no version {version} of the procedure {procedure}."),
            remedy=N_(
                "The answers stay on the device. Tell the person responsible for the procedures."
            ),
            version=held.procedure_version,
            procedure=held.procedure[:60],
        )
    return found


def _check_new(visit: Visit, held: DeviceInterview, procedure: Procedure) -> AdultInterview | None:
    """The interview for adults that this one takes over from. Raises what forbids to begin it.

    A contact without a talk is never refused because a condition was not met.
    """
    if interview_key_exists(held.key):
        raise Refused(
            N_("Another officer began this interview."),
            remedy=N_("The officer who held the interview must sign in and send it."),
        )
    check_place(held.place_kind, visit.pack.speech.places)
    if held.follows is not None:
        adult = find_interview(visit.actor.username, held.follows)
        versions = visit.pack.procedures
        adults = versions.version(adult.procedure, adult.procedure_version) if adult else None
        check_takes_over(adults, held.procedure)
        return AdultInterview(adult, adults) if adult and adults else None
    if not held.ends_without_talk:
        check_start(procedure, visit.actor.agency, held.place_kind, held.confirmed)
        check_age(procedure, held.age)
    return None


def _begin(
    visit: Visit,
    held: DeviceInterview,
    procedure: Procedure,
    source: AdultInterview | None,
) -> int:
    adult = source.row if source else None
    if source and source.row.is_open:
        due = prepare_protections(source.row, source.procedure, source.row.answers)
        store_passing_on(source.row.id, source.row.version, due)
    new = new_interview(
        visit,
        procedure,
        place_kind=held.place_kind,
        started_at=_started_at(visit, held, None, source),
        origin=InterviewOrigin.DEVICE,
        confirmed=() if adult else held.confirmed,
        age=_find_age(held, adult),
        person=adult.person if adult else held.person,
        comes_back=adult is not None,
        key=held.key,
        follows=adult.id if adult else None,
        first_sign_at=adult.first_sign_at if adult else None,
    )
    chosen = pass_on_chosen(visit, _meeting(visit, held, procedure, {}), procedure)
    return store.create_interview(
        follow_new(new, chosen, visit.actor.username) if chosen and not adult else new
    )


def _meeting(
    visit: Visit, held: DeviceInterview, procedure: Procedure, answers: Answers
) -> Meeting:
    """The person as the device met them."""
    gates = {gate.id for gate in procedure.before}
    return Meeting(
        procedure,
        held.place_kind,
        min(held.started_at, visit.now),
        InterviewOrigin.DEVICE,
        surely_adult=held.adult,
        age=held.age,
        person=held.person,
        confirmed=tuple(name for name in held.confirmed if name in gates),
        answers=answers,
        came_from=visit.pack.procedure(held.came_from, visit.today) if held.came_from else None,
        key=held.key,
        first_sign_at=_told_first_sign(visit, held, min(held.started_at, visit.now)),
    )


def _find_age(held: DeviceInterview, known: InterviewRow | None) -> int | None:
    """The age in years: as it is kept here, which may be later than the device's, else as sent."""
    return known.age if known and known.age is not None else held.age


def _told_first_sign(visit: Visit, held: DeviceInterview, started_at: datetime) -> datetime | None:
    """When the device says that the first sign was answered; its clock may be wrong."""
    told = held.first_sign_at
    return correct_device_time(told, started_at, visit.now) if told else None


def _handover(visit: Visit, held: DeviceInterview) -> Handover:
    """What the device says of the end of the talk; a refusal of earlier devices says no more."""
    ended_at = held.handed_over_at or held.started_at
    at = correct_device_time(ended_at, min(held.started_at, visit.now), visit.now)
    reason = held.handover_reason or DECLINED
    return Handover(reason, held.called, held.expected_at, ended_at=at)


def _keep_new_handover(
    visit: Visit,
    act: OpenAct,
    held: DeviceInterview,
    procedure: Procedure,
    answers: Answers,
    source: AdultInterview | None,
) -> None:
    handover = _handover(visit, held)
    if source:
        prepared = prepare_takeover_handover(
            visit, source.row, source.procedure, procedure, handover, answers, key=held.key,
            first_sign_at=_told_first_sign(visit, held, source.row.started_at),
        )  # fmt: skip
    else:
        prepared = prepare_meeting(visit, _meeting(visit, held, procedure, answers), handover, {})
    _store_handover(visit, act, prepared)


def _end_interview(
    visit: Visit,
    act: OpenAct,
    held: DeviceInterview,
    procedure: Procedure,
    answers: Answers,
    row: InterviewRow,
) -> None:
    merged = {**row.answers, **answers}
    known = _prepare(visit, held, procedure, merged, row, None)
    prepared = prepare_interview(
        visit, replace(row, first_sign_at=known.first_sign_at), procedure,
        _handover(visit, held), {}, surely_adult=held.adult, answers=merged,
    )  # fmt: skip
    _store_handover(visit, act, prepared)


def _store_handover(visit: Visit, act: OpenAct, prepared: PreparedHandover) -> None:
    act.detail = {"answers": len(prepared.given), "procedure": prepared.procedure.id}
    with act.writing():
        act.target = f"interview {store_handover(visit, prepared)}"


def _started_at(
    visit: Visit, held: DeviceInterview, row: InterviewRow | None, source: AdultInterview | None
) -> datetime:
    """The first contact, which a child's interview keeps from the one that it continues."""
    known = row or (source.row if source else None)
    return known.started_at if known else min(held.started_at, visit.now)


def _prepare(
    visit: Visit,
    held: DeviceInterview,
    procedure: Procedure,
    answers: Answers,
    row: InterviewRow | None,
    source: AdultInterview | None,
) -> PreparedAnswers:
    started_at = _started_at(visit, held, row, source)
    known = row or (source.row if source else None)
    first = known.first_sign_at if known else None
    return prepare_answers(
        procedure,
        answers,
        row.answers if row else {},
        age=_find_age(held, known),
        started_at=started_at,
        first_sign_at=first or _told_first_sign(visit, held, started_at),
        # A program that does not say when the first sign was answered may have held it for days.
        answered_at=started_at,
    )


def _decision(
    visit: Visit,
    held: DeviceInterview,
    procedure: Procedure,
    age: int | None,
    answers: Answers,
    prepared: PreparedAnswers,
) -> PreparedDecision | None:
    """What closes the interview, where the officer decided on the device."""
    if held.decided_at is None:
        return None
    decided = OfficerDecision(
        held.decision,
        held.reason,
        by=visit.actor.username,
        at=correct_device_time(held.decided_at, prepared.started_at, visit.now),
        since=prepared.since,
        language=held.language,
        fingerprint=visit.pack.procedures.fingerprint(procedure.id, procedure.version),
        reason_code=held.reason_code,
        may_lack_code=True,
    )
    reasons = visit.pack.closing_reasons
    return prepare_decision(procedure, age, answers, decided, reasons)


def _stored_interview(visit: Visit, key: UUID) -> SyncedInterview:
    row = find_interview(visit.actor.username, key)
    assert row is not None, "an interview that was just kept is there"  # noqa: S101
    due = tuple(list_obligations_of_interview(row.officer, row.id, follows=row.follows))
    procedure = get_starting_version(row, visit.pack)
    child, due_there = find_takeover_duties(row)
    return SyncedInterview(
        row,
        (*due, *due_there),
        find_next(row, procedure, due, visit.pack),
        taken_over_by=UUID(child.key) if child else None,
    )
