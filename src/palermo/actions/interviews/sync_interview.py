"""Take in an interview that a device held without network; taking it in twice keeps it once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from palermo.accounts.people import Actor
from palermo.actions._text_rules import required_text
from palermo.actions.interviews._interviews import (
    check_adult,
    check_age,
    check_place,
    check_start,
)
from palermo.actions.step import step
from palermo.cases.interview import InterviewOrigin, InterviewState
from palermo.kernel.answers import Answers
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


def sync_interview(
    actor: Actor, *, held: DeviceInterview, now: datetime, pack: Pack
) -> InterviewRow:
    """Keep what the device holds; returns the interview as it stands here.

    Raises Refused where it was changed here since `base` and differs: a person then compares.
    """
    with step(actor, "sync_interview") as taken:
        procedure = _procedure(held, pack)
        answers = check_answers(procedure, held.answers)
        row = find_interview(actor.username, held.key)
        if row is None:
            _start_interview(actor, held, procedure, now, pack)
            row = _stored_interview(actor, held.key)
        taken.target = f"interview {row.id}"
        decided = held.decided_at is not None
        if not row.is_open or (row.answers == answers and not decided):
            _check_same(row, held, answers)
            return row
        _check_base(row, held, answers)
        new = {name: value for name, value in answers.items() if row.answers.get(name) != value}
        if row.answers != answers:
            store.save_answers(row.id, row.version, answers, new, actor.username)
        taken.detail = {"answers": len(new), "procedure": procedure.id}
        if held.decided_at:
            _close_interview(
                _stored_interview(actor, held.key), held, procedure, answers, pack, now
            )
        return _stored_interview(actor, held.key)


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


def _start_interview(
    actor: Actor, held: DeviceInterview, procedure: Procedure, now: datetime, pack: Pack
) -> None:
    if interview_key_exists(held.key):
        raise Refused(
            N_("Another officer began this interview."),
            remedy=N_("The officer who held the interview must sign in and send it."),
        )
    check_place(held.place_kind, pack)
    before = _find_adult_interview(actor, held, pack)
    if before is None and not held.refused:
        check_start(actor, procedure, held.place_kind, held.confirmed)
        check_age(procedure, held.age)
    elif before is not None and before.is_open:
        store.hand_over(before.id, before.version)
    store.create_interview(
        store.NewInterview(
            procedure=procedure.id,
            procedure_version=procedure.version,
            pack_fingerprint=pack.fingerprint,
            officer=actor.username,
            agency=actor.agency,
            place_kind=held.place_kind,
            confirmed=() if held.refused or before else held.confirmed,
            started_at=min(held.started_at, now),
            age=None if held.refused else held.age,
            origin=InterviewOrigin.DEVICE,
            state=InterviewState.REFUSED if held.refused else InterviewState.OPEN,
            person=before.person if before else held.person,
            comes_back=before is not None,
            key=held.key,
            follows=before.id if before else None,
        )
    )


def _find_adult_interview(actor: Actor, held: DeviceInterview, pack: Pack) -> InterviewRow | None:
    """The interview for adults that this one takes over from, for a child. Raises BadValue."""
    if held.follows is None:
        return None
    before = find_interview(actor.username, held.follows)
    adults = pack.procedures.version(before.procedure, before.procedure_version) if before else None
    if before is None or adults is None or adults.child_procedure != held.procedure:
        raise BadValue(
            N_("This interview cannot continue the interview that it refers to."),
            where="follows",
            remedy=N_(
                "Only the child procedure can continue another interview. Send the earlier "
                "interview first."
            ),
        )
    return before


def _stored_interview(actor: Actor, key: UUID) -> InterviewRow:
    row = find_interview(actor.username, key)
    assert row is not None, "an interview that was just kept is there"  # noqa: S101
    return row


def _check_base(row: InterviewRow, held: DeviceInterview, answers: Answers) -> None:
    # A device that never heard of its success sends again what is here already, and perhaps more.
    heard = row.version == held.base or set(row.answers.items()) <= set(answers.items())
    if not heard:
        raise _changed_error()


def _check_same(row: InterviewRow, held: DeviceInterview, answers: Answers) -> None:
    told = (held.decision.value if held.decision else "", held.reason.strip())
    decided = held.decided_at is not None and not row.is_open
    if row.answers != answers or (decided and told != (row.decision, row.reason)):
        raise _changed_error()


def _changed_error() -> Refused:
    return Refused(
        N_("The interview was changed elsewhere after this device last read it."),
        remedy=N_(
            "Compare both versions, choose the correct answers and send it again. Nothing "
            "was overwritten."
        ),
    )


def _close_interview(
    row: InterviewRow,
    held: DeviceInterview,
    procedure: Procedure,
    answers: Answers,
    pack: Pack,
    now: datetime,
) -> None:
    check_adult(procedure, held.age, answers)
    found = run_procedure(procedure, answers)
    if asks_for_decision(procedure) is (held.decision is None):
        raise BadValue(
            N_("Choose a decision."),
            where="decision",
            remedy=N_("Open the interview on the device and decide again."),
        )
    reason = (
        required_text("reason", held.reason, missing=N_("Say why you decide differently."))
        if held.decision is not found.outcome
        else held.reason
    )
    at = max(row.started_at, min(held.decided_at or now, now))
    decided = DecisionContext(held.decision, at, at, row.officer, held.language)
    store.close_with_decision(
        row.id,
        row.version,
        decision=held.decision.value if held.decision else "",
        reason=reason.strip(),
        indication=decided_json(found, procedure, pack, answers, decided),
        at=at,
    )
