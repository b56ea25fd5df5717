"""What actions about interviews share: the version that was begun, and what may be begun."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from palermo.accounts.people import Actor
from palermo.cases.interview import InterviewOrigin
from palermo.kernel.answers import Answers
from palermo.kernel.errors import BadValue, NotFound, Refused
from palermo.kernel.messages import N_
from palermo.packs.pack import Pack
from palermo.procedures.interview_order import OF_AGE, age_questions, may_be_child
from palermo.procedures.shapes import Procedure
from palermo.records.interviews import store
from palermo.records.interviews.values import InterviewRow


def check_start(
    actor: Actor, procedure: Procedure, place_kind: str, confirmed: Collection[str]
) -> None:
    """Raise unless everything holds that must hold before the first question."""
    if not procedure.may_be_used_by(actor.agency):
        raise Refused(
            N_("Only these agencies use the procedure {procedure}: {agencies}."),
            remedy=N_(
                "Refer the person to one of them. If your account has no agency, ask an "
                "administrator to set it."
            ),
            procedure=procedure.id,
            agencies=", ".join(procedure.agencies),
        )
    _check_known(procedure, confirmed)
    missing = [gate.id for gate in procedure.before if gate.id not in confirmed]
    if missing:
        raise Refused(
            N_("Tick every safety condition before you start. Still missing: {gates}."),
            where="confirmed",
            remedy=N_("If one cannot be met, do not ask questions; offer help."),
            gates=", ".join(missing),
        )
    if procedure.settings and place_kind not in procedure.settings:
        raise BadValue(
            N_("The procedure {procedure} is not used in this kind of place."),
            where="place_kind",
            remedy=N_("Choose one of: {places}."),
            procedure=procedure.id,
            places=", ".join(procedure.settings),
        )


def _check_known(procedure: Procedure, confirmed: Collection[str]) -> None:
    """Only codes are kept: what else is sent as one may hold a name."""
    if set(confirmed) - {gate.id for gate in procedure.before}:
        raise BadValue(
            N_("A confirmed condition does not belong to the procedure {procedure}."),
            where="confirmed",
            remedy=N_("Send only the ids of its conditions: {gates}."),
            procedure=procedure.id,
            gates=", ".join(gate.id for gate in procedure.before),
        )


def check_place(place_kind: str, pack: Pack) -> None:
    """Raise BadValue for what is no kind of place; an empty one is not told."""
    if place_kind and place_kind not in pack.speech.places:
        raise BadValue(
            N_("This kind of place is not on the list."),
            where="place_kind",
            remedy=N_("Choose one of: {places}."),
            places=", ".join(pack.speech.places),
        )


def check_age(procedure: Procedure, age: int | None) -> None:
    """Raise BadValue where a procedure for adults would meet whoever is younger."""
    if procedure.child_procedure is not None and age is not None and age < OF_AGE:
        raise _child_procedure_required(procedure)


def check_adult(procedure: Procedure, age: int | None, answers: Answers) -> None:
    """Raise BadValue where a procedure for adults would decide about whoever may be under 18.

    Only an age or a "no" tells that somebody is none; what nobody asked tells nothing.
    """
    check_age(procedure, age)
    asked = age_questions(procedure)
    told = age is not None or any(answers.get(name) == "no" for name in asked)
    if procedure.child_procedure is not None and asked and not told:
        raise _child_procedure_required(procedure)
    if may_be_child(procedure, answers):
        raise _child_procedure_required(procedure)


def _child_procedure_required(procedure: Procedure) -> BadValue:
    return BadValue(
        N_("The person may be under 18. A procedure for adults must not be used."),
        where="age",
        remedy=N_("Begin the child procedure ({child}) under the same code."),
        child=procedure.child_procedure,
    )


def get_starting_version(row: InterviewRow, pack: Pack) -> Procedure:
    """The version that the interview was begun with, also when a later one is in force."""
    return get_procedure_version(row.procedure, row.procedure_version, pack)


def get_procedure_version(procedure: str, version: int, pack: Pack) -> Procedure:
    """One version of a procedure, in force or not. Raises NotFound."""
    found = pack.procedures.version(procedure, version)
    if found is None:
        raise NotFound(
            N_("The pack no longer has version {version} of the procedure {procedure}."),
            remedy=N_("Restore its file. A version that was in force must not be deleted."),
            version=version,
            procedure=procedure,
        )
    return found


def check_open(row: InterviewRow) -> None:
    """Raise Refused for an interview that is closed."""
    if not row.is_open:
        raise Refused(
            N_("This interview is closed. Its answers can no longer be changed."),
            remedy=N_("If the person said more, begin a new interview."),
        )


def hand_to_child_pathway(
    actor: Actor, row: InterviewRow, adults: Procedure, at: datetime, pack: Pack
) -> tuple[Procedure, int]:
    """Close the interview for adults and begin the child's under the same code; with its number.

    Raises Refused for a procedure without such a pathway.
    """
    if adults.child_procedure is None:
        raise Refused(
            N_("The procedure {procedure} has no child procedure."),
            remedy=N_("It is used for all ages, or is already for children. Continue with it."),
            procedure=adults.id,
        )
    child = pack.procedure(adults.child_procedure, at.date())
    store.hand_over(row.id, row.version)
    number = store.create_interview(
        store.NewInterview(
            procedure=child.id,
            procedure_version=child.version,
            pack_fingerprint=pack.fingerprint,
            officer=actor.username,
            agency=actor.agency,
            place_kind=row.place_kind,
            confirmed=(),
            # Whoever was met on paper days ago does not wait again.
            started_at=row.started_at if row.typed_in else at,
            age=row.age,
            origin=row.origin if row.typed_in else InterviewOrigin.WEB,
            person=row.person,
            comes_back=True,
            follows=row.id,
        )
    )
    return child, number
