"""Take in an interview that a device held without network; taking it in twice keeps it once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from palermo.accounts.people import Actor
from palermo.actions.interviews._interviews import (
    check_adult,
    check_of_age,
    check_place,
    check_start,
)
from palermo.actions.required_text import needed
from palermo.actions.step import step
from palermo.cases.interview import Origin, State
from palermo.kernel.answers import Answers
from palermo.kernel.errors import BadValue, NotFound, Refused
from palermo.kernel.messages import N_
from palermo.packs.pack import Pack
from palermo.procedures.advice import asks_for_decision
from palermo.procedures.answers import check_answers
from palermo.procedures.decide import Outcome, indicate
from palermo.procedures.shapes import Procedure
from palermo.records.interviews import store
from palermo.records.interviews.queries import interview_with, key_is_taken
from palermo.records.interviews.values import InterviewRow
from palermo.saying.indications import Decided, decided_json


@dataclass(frozen=True, slots=True)
class Held:
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


def sync_interview(actor: Actor, *, held: Held, now: datetime, pack: Pack) -> InterviewRow:
    """Keep what the device holds; returns the interview as it stands here.

    Raises Refused where it was changed here since `base` and differs: a person then compares.
    """
    with step(actor, "sync_interview") as taken:
        procedure = _procedure(held, pack)
        answers = check_answers(procedure, held.answers)
        row = interview_with(actor.username, held.key)
        if row is None:
            _begin(actor, held, procedure, now, pack)
            row = _kept(actor, held.key)
        taken.target = f"interview {row.id}"
        decided = held.decided_at is not None
        if not row.is_open or (row.answers == answers and not decided):
            _check_same(row, held, answers)
            return row
        _check_base(row, held, answers)
        new = {name: value for name, value in answers.items() if row.answers.get(name) != value}
        if row.answers != answers:
            store.answer(row.id, row.version, answers, new, actor.username)
        taken.detail = {"answers": len(new), "procedure": procedure.id}
        if held.decided_at:
            _decide(_kept(actor, held.key), held, procedure, answers, pack, now)
        return _kept(actor, held.key)


def _procedure(held: Held, pack: Pack) -> Procedure:
    found = pack.procedures.version(held.procedure, held.procedure_version)
    if found is None:
        raise NotFound(
            N_("The pack has no version {version} of the procedure {procedure}."),
            remedy=N_("The answers stay on the device. Tell whoever keeps the procedures."),
            version=held.procedure_version,
            procedure=held.procedure[:60],
        )
    return found


def _begin(actor: Actor, held: Held, procedure: Procedure, now: datetime, pack: Pack) -> None:
    if key_is_taken(held.key):
        raise Refused(
            N_("Another officer began this interview."),
            remedy=N_("Sign in as the officer who held it, and send it again."),
        )
    check_place(held.place_kind, pack)
    before = _before(actor, held, pack)
    if before is None and not held.refused:
        check_start(actor, procedure, held.place_kind, held.confirmed)
        check_of_age(procedure, held.age)
    elif before is not None and before.is_open:
        store.pass_on(before.id, before.version)
    store.begin(
        store.Start(
            procedure=procedure.id,
            procedure_version=procedure.version,
            pack_fingerprint=pack.fingerprint,
            officer=actor.username,
            agency=actor.agency,
            place_kind=held.place_kind,
            confirmed=() if held.refused or before else held.confirmed,
            started_at=min(held.started_at, now),
            age=None if held.refused else held.age,
            origin=Origin.DEVICE,
            state=State.REFUSED if held.refused else State.OPEN,
            person=before.person if before else held.person,
            comes_back=before is not None,
            key=held.key,
            follows=before.id if before else None,
        )
    )


def _before(actor: Actor, held: Held, pack: Pack) -> InterviewRow | None:
    """The interview for adults that this one takes over from, for a child. Raises BadValue."""
    if held.follows is None:
        return None
    before = interview_with(actor.username, held.follows)
    adults = pack.procedures.version(before.procedure, before.procedure_version) if before else None
    if before is None or adults is None or adults.child_procedure != held.procedure:
        raise BadValue(
            N_("This interview does not take over from the one that it names."),
            where="follows",
            remedy=N_("Only the pathway for children takes over. Send the interview before first."),
        )
    return before


def _kept(actor: Actor, key: UUID) -> InterviewRow:
    row = interview_with(actor.username, key)
    assert row is not None, "an interview that was just kept is there"  # noqa: S101
    return row


def _check_base(row: InterviewRow, held: Held, answers: Answers) -> None:
    # A device that never heard of its success sends again what is here already, and perhaps more.
    heard = row.version == held.base or set(row.answers.items()) <= set(answers.items())
    if not heard:
        raise _changed()


def _check_same(row: InterviewRow, held: Held, answers: Answers) -> None:
    told = (held.decision.value if held.decision else "", held.reason.strip())
    decided = held.decided_at is not None and not row.is_open
    if row.answers != answers or (decided and told != (row.decision, row.reason)):
        raise _changed()


def _changed() -> Refused:
    return Refused(
        N_("The interview was changed elsewhere since this device saw it."),
        remedy=N_("Compare both, choose what holds, and send it again. Nothing was overwritten."),
    )


def _decide(
    row: InterviewRow, held: Held, procedure: Procedure, answers: Answers, pack: Pack, now: datetime
) -> None:
    check_adult(procedure, held.age, answers)
    found = indicate(procedure, answers)
    if asks_for_decision(procedure) is (held.decision is None):
        raise BadValue(N_("Say what you decide."), where="decision", remedy=N_("Open it here."))
    reason = needed("reason", held.reason) if held.decision is not found.outcome else held.reason
    at = max(row.started_at, min(held.decided_at or now, now))
    decided = Decided(held.decision, at, at, row.officer, held.language)
    store.decide(
        row.id,
        row.version,
        decision=held.decision.value if held.decision else "",
        reason=reason.strip(),
        indication=decided_json(found, procedure, pack, answers, decided),
        at=at,
    )
