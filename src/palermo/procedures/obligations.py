"""The duties after an officer's decision, each with the time it is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from palermo.kernel.answers import Answers
from palermo.procedures.decide import Indication, Outcome, Runner
from palermo.procedures.definitions import OUTCOME
from palermo.procedures.grounds import REASONABLE_GROUNDS, has_grounds
from palermo.procedures.shapes import Procedure, ProcedureDuty

_AS_VALUE = {Outcome.POSITIVE: "yes", Outcome.NEGATIVE: "no"}


def asks_for_decision(procedure: Procedure) -> bool:
    """Whether the officer decides at the end.

    An instrument without a cut-off gives no indication, but the practitioner still decides.
    """
    is_instrument = procedure.instrument is not None
    return procedure.decision is not None or is_instrument or has_grounds(procedure)


def list_duties_now(procedure: Procedure, found: Indication) -> list[ProcedureDuty]:
    """The duties of an open interview: those that follow, and what holds while it is not known.

    A person is not punished before the answers rule it out.
    """
    held = {d.id for d in found.duties} | _held(found)
    return [d for d in procedure.duties if d.id in held]


def hold_duties(procedure: Procedure, found: Indication) -> Indication:
    """The indication of an open interview, with what holds now among the duties that follow."""
    held = tuple(list_duties_now(procedure, found))
    still_open = tuple(d for d in found.possible_duties if d not in held)
    return replace(found, duties=held, possible_duties=still_open)


def _held(found: Indication) -> set[str]:
    return {d.id for d in found.possible_duties if d.is_ban}


def list_duties(
    procedure: Procedure, answers: Answers, decided: Outcome | None
) -> list[ProcedureDuty]:
    """The duties that follow from the answers, and those that the officer's own decision adds.

    A decision downwards removes no duty: help that the answers call for is still offered. That the
    person is not punished holds until a decision or the answers rule it out; while a result is
    incomplete, neither does.
    """
    runner = Runner(procedure)
    found = runner.indicate(answers)
    duties = {d.id for d in found.duties}
    if found.is_incomplete:
        duties |= _held(found)
    if decided in _AS_VALUE:
        # A published classification stays as computed; the officer decides about the grounds.
        name = REASONABLE_GROUNDS if has_grounds(procedure) else OUTCOME
        found = runner.indicate({**answers, name: _AS_VALUE[decided]})
        duties |= {d.id for d in found.duties}
    duties |= _held(found)
    return [d for d in procedure.duties if d.id in duties]


def compute_due_time(duty: ProcedureDuty, since: datetime) -> datetime | None:
    """When the duty must be done; None if it has no deadline. `since`: when its clock began."""
    return since + timedelta(hours=duty.within_hours) if duty.within_hours else None
