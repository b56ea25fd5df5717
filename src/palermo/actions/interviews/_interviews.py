"""What actions about interviews share: the version that was begun, a new row, the hand-over."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from palermo.actions.visit import Visit
from palermo.cases.interview import (
    InterviewOrigin,
    InterviewState,
    child_procedure_of,
    start_time_of_child,
)
from palermo.kernel.errors import NotFound
from palermo.kernel.messages import N_
from palermo.packs.pack import Pack
from palermo.procedures.shapes import Procedure
from palermo.records.interviews import store
from palermo.records.interviews.values import InterviewRow


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
    )


def prepare_child_interview(
    visit: Visit, row: InterviewRow, adults: Procedure
) -> tuple[Procedure, store.NewInterview]:
    """The interview for the child under the same code. Raises Refused, NotFound.

    Nothing asks anew what must hold before: a child is not made to wait. The first page shows it.
    """
    child = visit.pack.procedure(child_procedure_of(adults), visit.today)
    started_at, origin = start_time_of_child(row.origin, row.started_at, visit.now)
    return child, new_interview(
        visit,
        child,
        place_kind=row.place_kind,
        started_at=started_at,
        origin=origin,
        age=row.age,
        person=row.person,
        comes_back=True,
        follows=row.id,
    )


def hand_over(interview: int, version: int, child: store.NewInterview) -> int:
    """Close the interview for adults and keep the child's; returns the number of the child's."""
    store.close_for_child(interview, version)
    return store.create_interview(child)
