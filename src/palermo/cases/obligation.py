"""What a decision obliges to: one row for each duty, done by a time, acknowledged by a receiver."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from palermo.cases.interview import CLOCKS_DIFFER, ENDED, NO_TALK
from palermo.kernel.answers import Answers
from palermo.kernel.codes import LabelledCode
from palermo.kernel.errors import BadValue, Refused
from palermo.kernel.messages import N_
from palermo.kernel.moves import MoveLine, Owner, StateLine, StateTable
from palermo.procedures.decide import Outcome
from palermo.procedures.lint_protection import CHILD_ROLES, POLICE_ROLES
from palermo.procedures.obligations import compute_due_time, list_duties
from palermo.procedures.shapes import Procedure


class ObligationState(LabelledCode):
    """State of an obligation; it follows from its times.

    `sent`: done, and the receiver has not acknowledged it yet.
    """

    TO_DO = "to_do", N_("to do")
    SENT = "sent", N_("done, not acknowledged yet")
    DONE = "done", N_("done")
    ACKNOWLEDGED = "acknowledged", N_("acknowledged")


_DECIDED = (N_("decided after an interview"), N_("Decide"))
_BEGAN = (N_("began an interview"), N_("Begin"))
_NO_TALK = (NO_TALK, N_("Observe and hand over"))
_TO_CHILD = (N_("continued with the child procedure"), N_("Continue with the child procedure"))
#: What makes an obligation, by its right. What protects a person stays due when a child takes over.
_BEGINNINGS = {
    "decide_interview": _DECIDED,
    "sync_interview": _DECIDED,
    "record_handover": _NO_TALK,
    "end_interview": (ENDED, N_("Observe and hand over")),
    "import_interviews": _BEGAN,
    "start_interview": _BEGAN,
    "pass_to_child_pathway": _TO_CHILD,
    "answer_interview": _TO_CHILD,
}
_DONE = ("mark_obligation_done", N_("marked an obligation as done"), N_("Mark as done"))

OBLIGATION_MOVES = StateTable(
    "obligation",
    (
        StateLine(ObligationState.TO_DO, Owner.OFFICER),
        StateLine(ObligationState.SENT, Owner.RECEIVER),
        StateLine(ObligationState.DONE, Owner.NOBODY),
        StateLine(ObligationState.ACKNOWLEDGED, Owner.NOBODY),
    ),
    (
        *(
            MoveLine(None, ObligationState.TO_DO, right, verb, text)
            for right, (verb, text) in _BEGINNINGS.items()
        ),
        MoveLine(ObligationState.TO_DO, ObligationState.DONE, *_DONE),
        MoveLine(ObligationState.TO_DO, ObligationState.SENT, *_DONE),
        MoveLine(
            ObligationState.SENT,
            ObligationState.ACKNOWLEDGED,
            "acknowledge_obligation",
            N_("recorded that the receiver acknowledged"),
            N_("Record the acknowledgement"),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class NewObligation:
    """An obligation as it is kept when the decision is made. `who`: a role of the procedure."""

    duty: str
    who: str
    due_at: datetime | None
    needs_acknowledgement: bool


def list_obligations_of(
    procedure: Procedure, answers: Answers, decision: Outcome | None, since: datetime
) -> list[NewObligation]:
    """What the answers and the officer's decision oblige to, in the order of the procedure.

    `since`: when the deadlines begin to run.
    """
    return [
        NewObligation(duty.id, duty.who, compute_due_time(duty, since), duty.acknowledged)
        for duty in list_duties(procedure, answers, decision)
    ]


def find_state(
    done_at: datetime | None, acknowledged_at: datetime | None, *, needs_acknowledgement: bool
) -> ObligationState:
    """The state that follows from the times."""
    if done_at is None:
        return ObligationState.TO_DO
    if not needs_acknowledgement:
        return ObligationState.DONE
    return ObligationState.ACKNOWLEDGED if acknowledged_at else ObligationState.SENT


def is_late(state: ObligationState, due_at: datetime | None, now: datetime) -> bool:
    """Whether it is still to be done and its time has passed."""
    return state is ObligationState.TO_DO and due_at is not None and due_at < now


def check_may_be_done(state: ObligationState) -> None:
    """Raise Refused for an obligation that was done before."""
    if state is not ObligationState.TO_DO:
        raise Refused(
            N_("This obligation is already marked as done."),
            remedy=N_("Open the interview again to see when and by whom."),
        )


def check_is_task(procedure: Procedure | None, duty: str) -> None:
    """Raise Refused for a ban: it holds until the procedure ends it, and nobody can do it.

    `procedure`: the version that decided; None where the pack no longer has it.
    """
    if is_ban(procedure, duty):
        raise Refused(
            N_("This forbids something and stays in force. It cannot be marked as done."),
            remedy=N_("Leave it as it is. It ends when the procedure no longer gives it."),
        )


def is_ban(procedure: Procedure | None, duty: str) -> bool:
    """Whether a duty forbids something, such as a fine, for as long as it stands."""
    return any(d.id == duty and d.is_ban for d in (procedure.duties if procedure else ()))


def check_may_be_acknowledged(state: ObligationState) -> None:
    """Raise Refused unless it was done and waits for the receiver."""
    if not OBLIGATION_MOVES.allows(state, ObligationState.ACKNOWLEDGED):
        raise Refused(
            N_("This obligation does not wait for an acknowledgement."),
            remedy=N_("Mark it as done first; only a referral needs the receiver's answer."),
        )


def check_done_time(at: datetime, since: datetime, now: datetime) -> None:
    """Raise BadValue for a time before the deadlines began to run, or in the future.

    Duties are often done during the talk, and those of a paper form before it is typed in.
    """
    if not _start_of_minute(since) <= at <= now + CLOCKS_DIFFER:
        raise BadValue(
            N_("The time must be between the first contact and now."),
            where="at",
            remedy=N_("Write when it was done, or leave it empty for now."),
        )


def list_recipients(procedure: Procedure | None, duty: str) -> tuple[str, ...]:
    """The roles to whom a duty refers the person; none where it does not refer.

    `procedure`: the version that decided; None where the pack no longer has it.
    """
    duties = procedure.duties if procedure else ()
    return next((d.to for d in duties if d.id == duty and d.refers), ())


def list_not_alone(recipients: Collection[str]) -> tuple[str, ...]:
    """Of the recipients of a child, those to whom a referral alone is not enough: the police."""
    if not CHILD_ROLES & set(recipients):
        return ()
    return tuple(role for role in recipients if role in POLICE_ROLES)


def check_recipients(recipients: Collection[str], referred_to: Collection[str]) -> None:
    """Raise BadValue unless it is said to whom the person was referred, among the `recipients`.

    An adult chooses among them. A child is never referred to the police alone.
    """
    chosen = set(referred_to)
    if chosen - set(recipients):
        # What was sent is not named: it may hold a name.
        raise BadValue(
            N_("The person cannot be referred there by this duty."),
            where="referred_to",
            remedy=N_("Choose from: {roles}.") if recipients else N_("Leave it empty."),
            roles=", ".join(recipients),
        )
    if recipients and not chosen:
        raise BadValue(
            N_("Say to whom the person was referred."),
            where="referred_to",
            remedy=N_("Choose from: {roles}."),
            roles=", ".join(recipients),
        )
    if chosen and chosen <= set(list_not_alone(recipients)):
        raise BadValue(
            N_("A child is not referred to the police alone."),
            where="referred_to",
            remedy=N_("Refer the child to child protection, too. Then mark the duty as done."),
        )


def check_acknowledged_time(at: datetime, done_at: datetime | None, now: datetime) -> None:
    """Raise BadValue for a time before it was done or in the future."""
    if done_at is None or not _start_of_minute(done_at) <= at <= now + CLOCKS_DIFFER:
        raise BadValue(
            N_("The time must be between the time it was done and now."),
            where="at",
            remedy=N_("Write when the receiver acknowledged, or leave it empty for now."),
        )


def _start_of_minute(at: datetime) -> datetime:
    """A form sends no seconds, so a time in the same minute is not before `at`."""
    return at.replace(second=0, microsecond=0)
