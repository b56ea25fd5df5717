"""What actions about interviews share: the version that was begun, a new row, the hand-over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from palermo.actions.interviews._answers import keep_due, prepare_answers
from palermo.actions.visit import Visit
from palermo.cases.clock import find_clock_start
from palermo.cases.handover import list_protections_due, make_obligations
from palermo.cases.interview import (
    InterviewOrigin,
    InterviewState,
    child_procedure_of,
    origin_of_child,
)
from palermo.cases.obligation import NewObligation
from palermo.kernel.answers import Answers
from palermo.kernel.errors import BadValue, NotFound
from palermo.kernel.messages import N_
from palermo.packs.pack import Pack
from palermo.procedures.shapes import Procedure
from palermo.records.interviews import store
from palermo.records.interviews.queries import person_code_exists
from palermo.records.interviews.values import InterviewRow
from palermo.records.obligations.store import keep_obligations


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


def check_person_code(person: str) -> str:
    """A code as it is kept; empty where none is told."""
    code = person.strip().upper()
    if code and not person_code_exists(code):
        raise BadValue(
            N_("No person has this code."),
            where="person",
            remedy=N_("Check each letter, or leave the field empty to get a new code."),
        )
    return code


def new_interview(
    visit: Visit,
    procedure: Procedure,
    *,
    place_kind: str,
    started_at: datetime,
    origin: InterviewOrigin,
    confirmed: tuple[str, ...] = (),
    age: int | None = None,
    state: InterviewState = InterviewState.OPEN,
    person: str = "",
    comes_back: bool = False,
    key: UUID | None = None,
    follows: int | None = None,
    first_sign_at: datetime | None = None,
) -> store.NewInterview:
    """An interview of the acting officer, ready to be kept."""
    return store.NewInterview(
        procedure=procedure.id,
        procedure_version=procedure.version,
        procedure_fingerprint=visit.pack.procedures.fingerprint(procedure.id, procedure.version),
        officer=visit.actor.username,
        agency=visit.actor.agency,
        place_kind=place_kind,
        confirmed=confirmed,
        started_at=started_at,
        age=age,
        origin=origin,
        state=state,
        person=person,
        comes_back=comes_back,
        key=key,
        follows=follows,
        first_sign_at=first_sign_at,
    )


@dataclass(frozen=True, slots=True)
class ChildTakeover:
    """The child's interview, ready to be kept, and the protections that the adult one made due.

    `obligations`: what is due under the procedure for children from its beginning.
    """

    procedure: Procedure
    interview: store.NewInterview
    protections: tuple[NewObligation, ...]
    obligations: tuple[NewObligation, ...]


def prepare_takeover(
    visit: Visit,
    row: InterviewRow,
    adults: Procedure,
    answers: Answers,
    first_sign_at: datetime | None,
) -> ChildTakeover:
    """The interview for the child under the same code. Raises Refused, NotFound.

    Nothing asks anew what must hold before: a child is not made to wait. The first page shows it.
    `answers`: of the interview for adults, with those that were just given. Its clock goes on.
    """
    child = visit.pack.procedure(child_procedure_of(adults), visit.today)
    interview = new_interview(
        visit,
        child,
        place_kind=row.place_kind,
        started_at=row.started_at,
        origin=origin_of_child(row.origin),
        age=row.age,
        person=row.person,
        comes_back=True,
        follows=row.id,
        first_sign_at=first_sign_at,
    )
    since = find_clock_start(row.started_at, first_sign_at)
    protections = make_obligations(list_protections_due(adults, answers), since)
    return ChildTakeover(child, interview, protections, due_at_start(interview, child))


def due_at_start(new: store.NewInterview, procedure: Procedure) -> tuple[NewObligation, ...]:
    """What is due before the first answer; its clock runs from the first contact."""
    return prepare_answers(
        procedure,
        {},
        {},
        age=new.age,
        started_at=new.started_at,
        first_sign_at=new.first_sign_at,
        answered_at=new.started_at,
    ).obligations


def prepare_protections(
    row: InterviewRow, adults: Procedure, answers: Answers
) -> tuple[NewObligation, ...]:
    """What the adult interview made due to protect the person, with its own clock."""
    since = find_clock_start(row.started_at, row.first_sign_at)
    return make_obligations(list_protections_due(adults, answers), since)


def store_takeover(interview: int, version: int, child: ChildTakeover) -> int:
    """Close the interview for adults and keep the child's; returns the number of the child's."""
    store_passing_on(interview, version, child.protections)
    number = store.create_interview(child.interview)
    keep_due(number, child.obligations)
    return number


def store_passing_on(interview: int, version: int, protections: Iterable[NewObligation]) -> None:
    """Close the interview for adults; what protects the person stays due."""
    store.close_for_child(interview, version)
    keep_obligations(interview, protections)
