"""Begin an interview with one person, or note that she does not wish to talk."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from palermo.accounts.people import Actor
from palermo.actions._interviews import check_start
from palermo.actions._step import step
from palermo.packs.pack import Pack
from palermo.procedures.shapes import Procedure
from palermo.records import store
from palermo.records.states import Origin, State


def start_interview(
    actor: Actor,
    *,
    procedure: Procedure,
    place_kind: str,
    confirmed: Collection[str],
    at: datetime,
    pack: Pack,
    age: int | None = None,
    origin: Origin = Origin.WEB,
    refused: bool = False,
) -> int:
    """Keep it under a new code; returns its id. Raises Refused while a gate is not confirmed.

    A person who refuses keeps a path without identity: the code is all that is written down.
    """
    with step(actor, "start_interview") as taken:
        if not refused:
            check_start(actor, procedure, place_kind, confirmed)
        interview = store.begin(
            store.Start(
                procedure=procedure.id,
                procedure_version=procedure.version,
                pack_fingerprint=pack.fingerprint,
                officer=actor.username,
                agency=actor.agency,
                place_kind=place_kind,
                confirmed=tuple(confirmed),
                started_at=at,
                age=age,
                origin=origin,
                state=State.REFUSED if refused else State.OPEN,
            )
        )
        taken.target = f"interview {interview}"
        taken.detail = {"procedure": procedure.id, "version": procedure.version}
        return interview
