"""The person may be under 18: the pathway for children takes over at once, under the same code."""

from __future__ import annotations

from datetime import datetime

from palermo.accounts.people import Actor
from palermo.actions._interviews import begun_with, check_open
from palermo.actions._step import step
from palermo.kernel.errors import Refused
from palermo.kernel.messages import N_
from palermo.packs.pack import Pack
from palermo.records import store
from palermo.records.queries import interview_of
from palermo.records.states import Origin


def pass_to_child_pathway(
    actor: Actor, *, interview: int, version: int, at: datetime, pack: Pack
) -> int:
    """Close the interview for adults and begin the child's; returns the new one's id.

    Nothing asks anew what must hold before: a child is not made to wait. The first page shows it.
    """
    with step(actor, "pass_to_child_pathway", f"interview {interview}") as taken:
        row = interview_of(actor.username, interview)
        check_open(row)
        adults = begun_with(row, pack)
        if adults.child_procedure is None:
            raise Refused(
                N_("The procedure {procedure} names no pathway for children."),
                remedy=N_("It is used for everybody, or for children already."),
                procedure=adults.id,
            )
        child = pack.procedure(adults.child_procedure, at.date())
        store.pass_on(interview, version)
        taken.detail = {"procedure": child.id, "version": child.version}
        return store.begin(
            store.Start(
                procedure=child.id,
                procedure_version=child.version,
                pack_fingerprint=pack.fingerprint,
                officer=actor.username,
                agency=actor.agency,
                place_kind=row.place_kind,
                confirmed=(),
                started_at=at,
                origin=Origin.WEB,
                person=row.person,
                follows=row.id,
            )
        )
