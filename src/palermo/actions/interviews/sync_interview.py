"""Take in an interview that a device held without network; taking it in twice keeps it once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from palermo.actions._text_rules import required_text
from palermo.actions.interviews._interviews import (
    check_adult,
    check_age,
    check_place,
    check_start,
)
from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.cases.interview import InterviewOrigin, InterviewState
from palermo.kernel.answers import Answers, Value
from palermo.kernel.errors import BadValue, NotFound, Refused
from palermo.kernel.messages import N_
from palermo.packs.pack import Pack
from palermo.procedures.answers import check_answers
from palermo.procedures.decide import Outcome, run_procedure
from palermo.procedures.obligations import asks_for_decision
from palermo.procedures.shapes import Procedure
from palermo.records.interviews import store
from palermo.records.interviews.queries import find_interview, interview_key_exists
from palermo.records.interviews.values import InterviewRow
from palermo.saying.indications import DecisionContext, decided_json


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


@dataclass(frozen=True, slots=True)
class _StoredInterview:
    """What is stored of the interview, or will be when it begins here."""

    version: int
    answers: Mapping[str, Value]
    is_open: bool
    started_at: datetime
    decision: str = ""
    reason: str = ""


def sync_interview(visit: Visit, *, held: DeviceInterview) -> InterviewRow:
    """Keep what the device holds; returns the interview as it stands here.

    Raises Refused where it was changed here since `base` and differs: a person then compares.
    """
    with step(visit, "sync_interview") as act:
        procedure = _procedure(held, visit.pack)
        answers = check_answers(procedure, held.answers)
        row = find_interview(visit.actor.username, held.key)
        before = None if row else _check_new(visit, held, procedure)
        stored = _stored(row, held, visit.now)
        decided = held.decided_at is not None
        act.target = f"interview {row.id}" if row else ""
        same = not stored.is_open or (stored.answers == answers and not decided)
        if same:
            _check_same(stored, held, answers)
            if row:
                act.write_line_only()
                return row
        else:
            _check_base(stored, held, answers)
        new = {n: value for n, value in answers.items() if stored.answers.get(n) != value}
        closing = None if same else _closing(visit, held, procedure, answers, stored)
        if not same:
            act.detail = {"answers": len(new), "procedure": procedure.id}
        with act.writing():
            number = row.id if row else _start_interview(visit, held, procedure, before)
            act.target = f"interview {number}"
            version = stored.version
            if stored.answers != answers:
                store.save_answers(number, version, answers, new, visit.actor.username)
                version += 1
            if closing:
                store.close_with_decision(number, version, **closing)
        return _stored_interview(visit, held.key)


def _stored(row: InterviewRow | None, held: DeviceInterview, now: datetime) -> _StoredInterview:
    if row is None:
        return _StoredInterview(1, {}, not held.refused, min(held.started_at, now))
    return _StoredInterview(
        row.version, row.answers, row.is_open, row.started_at, row.decision, row.reason
    )


def _procedure(held: DeviceInterview, pack: Pack) -> Procedure:
    found = pack.procedures.version(held.procedure, held.procedure_version)
    if found is None:
        raise NotFound(
            N_("The pack has no version {version} of the procedure {procedure}."),
            remedy=N_("The answers stay on the device. Tell whoever keeps the procedures."),
            version=held.procedure_version,
            procedure=held.procedure[:60],
        )
    return found


def _check_new(visit: Visit, held: DeviceInterview, procedure: Procedure) -> InterviewRow | None:
    """The interview for adults that this one takes over from. Raises what forbids to begin it."""
    if interview_key_exists(held.key):
        raise Refused(
            N_("Another officer began this interview."),
            remedy=N_("Sign in as the officer who held it, and send it again."),
        )
    check_place(held.place_kind, visit.pack)
    before = _find_adult_interview(visit, held)
    if before is None and not held.refused:
        check_start(visit, procedure, held.place_kind, held.confirmed)
        check_age(procedure, held.age)
    return before


def _start_interview(
    visit: Visit, held: DeviceInterview, procedure: Procedure, before: InterviewRow | None
) -> int:
    if before is not None and before.is_open:
        store.hand_over(before.id, before.version)
    return store.create_interview(
        store.NewInterview(
            procedure=procedure.id,
            procedure_version=procedure.version,
            pack_fingerprint=visit.pack.fingerprint,
            officer=visit.actor.username,
            agency=visit.actor.agency,
            place_kind=held.place_kind,
            confirmed=() if held.refused or before else held.confirmed,
            started_at=min(held.started_at, visit.now),
            age=None if held.refused else held.age,
            origin=InterviewOrigin.DEVICE,
            state=InterviewState.REFUSED if held.refused else InterviewState.OPEN,
            person=before.person if before else held.person,
            comes_back=before is not None,
            key=held.key,
            follows=before.id if before else None,
        )
    )


def _find_adult_interview(visit: Visit, held: DeviceInterview) -> InterviewRow | None:
    """The interview for adults that this one takes over from, for a child. Raises BadValue."""
    if held.follows is None:
        return None
    before = find_interview(visit.actor.username, held.follows)
    versions = visit.pack.procedures
    adults = versions.version(before.procedure, before.procedure_version) if before else None
    if before is None or adults is None or adults.child_procedure != held.procedure:
        raise BadValue(
            N_("This interview does not take over from the one that it names."),
            where="follows",
            remedy=N_("Only the pathway for children takes over. Send the interview before first."),
        )
    return before


def _stored_interview(visit: Visit, key: UUID) -> InterviewRow:
    row = find_interview(visit.actor.username, key)
    assert row is not None, "an interview that was just kept is there"  # noqa: S101
    return row


def _check_base(stored: _StoredInterview, held: DeviceInterview, answers: Answers) -> None:
    # A device that never heard of its success sends again what is here already, and perhaps more.
    heard = stored.version == held.base or set(stored.answers.items()) <= set(answers.items())
    if not heard:
        raise _changed_error()


def _check_same(stored: _StoredInterview, held: DeviceInterview, answers: Answers) -> None:
    told = (held.decision.value if held.decision else "", held.reason.strip())
    decided = held.decided_at is not None and not stored.is_open
    if stored.answers != answers or (decided and told != (stored.decision, stored.reason)):
        raise _changed_error()


def _changed_error() -> Refused:
    return Refused(
        N_("The interview was changed elsewhere since this device saw it."),
        remedy=N_("Compare both, choose what holds, and send it again. Nothing was overwritten."),
    )


def _closing(
    visit: Visit,
    held: DeviceInterview,
    procedure: Procedure,
    answers: Answers,
    stored: _StoredInterview,
) -> dict[str, Any] | None:
    """What closes the interview, where the officer decided on the device."""
    if held.decided_at is None:
        return None
    check_adult(procedure, held.age, answers)
    found = run_procedure(procedure, answers)
    if asks_for_decision(procedure) is (held.decision is None):
        raise BadValue(N_("Say what you decide."), where="decision", remedy=N_("Open it here."))
    reason = (
        required_text("reason", held.reason) if held.decision is not found.outcome else held.reason
    )
    at = max(stored.started_at, min(held.decided_at, visit.now))
    decided = DecisionContext(held.decision, at, at, visit.actor.username, held.language)
    return {
        "decision": held.decision.value if held.decision else "",
        "reason": reason.strip(),
        "indication": decided_json(found, procedure, visit.pack, answers, decided),
        "at": at,
    }
