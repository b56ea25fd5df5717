"""Take in an interview that a device held without network; taking it in twice keeps it once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from palermo.actions.interviews._decisions import (
    OfficerDecision,
    PreparedDecision,
    prepare_decision,
    store_decision,
)
from palermo.actions.interviews._interviews import new_interview
from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.cases.child import check_age
from palermo.cases.decision import correct_device_time
from palermo.cases.device_copy import (
    CopyResult,
    InterviewCopy,
    KeptInterview,
    compare_copy,
    copy_conflict,
)
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
from palermo.procedures.decide import Outcome
from palermo.procedures.shapes import Procedure
from palermo.records.interviews import store
from palermo.records.interviews.queries import find_interview, interview_key_exists
from palermo.records.interviews.values import InterviewRow


@dataclass(frozen=True, slots=True)
class DeviceInterview:
    """An interview as the device holds it. `base`: the version it last saw here; 0 for none.

    `person`: the code that the device drew. `refused`: the person did not wish to talk.
    """

    key: UUID
    base: int
    procedure: str
    procedure_version: int
    place_kind: str
    confirmed: tuple[str, ...]
    started_at: datetime
    answers: dict[str, object]
    age: int | None = None
    follows: UUID | None = None
    decided_at: datetime | None = None
    decision: Outcome | None = None
    reason: str = ""
    person: str = ""
    refused: bool = False
    language: str = ""


def sync_interview(visit: Visit, *, held: DeviceInterview) -> InterviewRow:
    """Keep what the device holds; returns the interview as it is kept here.

    Raises Refused where it was changed here since `base` and differs: a person then compares.
    """
    with step(visit, "sync_interview") as act:
        procedure = _procedure(held, visit.pack)
        answers = check_answers(procedure, held.answers)
        row = find_interview(visit.actor.username, held.key)
        adult = None if row else _check_new(visit, held, procedure)
        kept = _kept(row, held)
        result = compare_copy(kept, _sent(held, answers))
        if result is CopyResult.CONFLICT:
            raise copy_conflict()
        if row:
            act.target = f"interview {row.id}"
            if result is CopyResult.NOTHING_NEW:
                act.write_line_only()
                return row
        new = {name: v for name, v in answers.items() if kept.answers.get(name) != v}
        started_at = row.started_at if row else min(held.started_at, visit.now)
        decision = _decision(visit, held, procedure, answers, started_at)
        act.detail = {"answers": len(new), "procedure": procedure.id}
        with act.writing():
            number = row.id if row else _begin(visit, held, procedure, adult, started_at)
            act.target = f"interview {number}"
            version = kept.version
            if kept.answers != answers:
                store.save_answers(number, version, answers, new, visit.actor.username)
                version += 1
            if decision:
                store_decision(number, version, decision)
        return _stored_interview(visit, held.key)


def _kept(row: InterviewRow | None, held: DeviceInterview) -> KeptInterview:
    """What is kept, or will be when it begins here."""
    if row is None:
        state = InterviewState.REFUSED if held.refused else InterviewState.OPEN
        return KeptInterview(1, state, {})
    return KeptInterview(row.version, row.state, row.answers, row.decision, row.reason)


def _sent(held: DeviceInterview, answers: Answers) -> InterviewCopy:
    decision = held.decision.value if held.decision else ""
    return InterviewCopy(held.base, answers, held.decided_at is not None, decision, held.reason)


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


def _check_new(visit: Visit, held: DeviceInterview, procedure: Procedure) -> InterviewRow | None:
    """The interview for adults that this one takes over from. Raises what forbids to begin it."""
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
        return adult
    if not held.refused:
        check_start(procedure, visit.actor.agency, held.place_kind, held.confirmed)
        check_age(procedure, held.age)
    return None


def _begin(
    visit: Visit,
    held: DeviceInterview,
    procedure: Procedure,
    adult: InterviewRow | None,
    started_at: datetime,
) -> int:
    if adult is not None and adult.is_open:
        store.close_for_child(adult.id, adult.version)
    return store.create_interview(
        new_interview(
            visit,
            procedure,
            place_kind=held.place_kind,
            started_at=started_at,
            origin=InterviewOrigin.DEVICE,
            confirmed=() if held.refused or adult else held.confirmed,
            age=None if held.refused else held.age,
            state=InterviewState.REFUSED if held.refused else InterviewState.OPEN,
            person=adult.person if adult else held.person,
            comes_back=adult is not None,
            key=held.key,
            follows=adult.id if adult else None,
        )
    )


def _decision(
    visit: Visit,
    held: DeviceInterview,
    procedure: Procedure,
    answers: Answers,
    started_at: datetime,
) -> PreparedDecision | None:
    """What closes the interview, where the officer decided on the device."""
    if held.decided_at is None:
        return None
    at = correct_device_time(held.decided_at, started_at, visit.now)
    decided = OfficerDecision(
        held.decision,
        held.reason,
        by=visit.actor.username,
        at=at,
        since=at,
        language=held.language,
        fingerprint=visit.pack.procedures.fingerprint(procedure.id, procedure.version),
    )
    return prepare_decision(procedure, held.age, answers, decided)


def _stored_interview(visit: Visit, key: UUID) -> InterviewRow:
    row = find_interview(visit.actor.username, key)
    assert row is not None, "an interview that was just kept is there"  # noqa: S101
    return row
