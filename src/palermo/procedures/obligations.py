"""What an officer's decision brings with it: the duties, each with the hour it is due."""

from __future__ import annotations

from datetime import datetime, timedelta

from palermo.kernel.answers import Answers
from palermo.procedures.decide import Outcome, Runner
from palermo.procedures.definitions import OUTCOME
from palermo.procedures.shapes import Procedure, ProcedureDuty

_AS_VALUE = {Outcome.POSITIVE: "yes", Outcome.NEGATIVE: "no"}


def asks_for_decision(procedure: Procedure) -> bool:
    """Whether the officer decides at the end: by what is indicated, or alone where an instrument
    has no cut-off and the practitioner judges.
    """
    return procedure.decision is not None or procedure.instrument is not None


def list_duties(
    procedure: Procedure, answers: Answers, decided: Outcome | None
) -> list[ProcedureDuty]:
    """The duties that the answers bring, and those that the officer's own decision adds.

    A decision downwards takes no duty away: help that the answers call for is still offered.
    """
    runner = Runner(procedure)
    found = {d.id: d for d in runner.indicate(answers).duties}
    if decided in _AS_VALUE:
        given = {**answers, OUTCOME: _AS_VALUE[decided]}
        found |= {d.id: d for d in runner.indicate(given).duties}
    return [d for d in procedure.duties if d.id in found]


def compute_due_time(duty: ProcedureDuty, decided_at: datetime) -> datetime | None:
    """When the duty must be done; None where no deadline is set."""
    return decided_at + timedelta(hours=duty.within_hours) if duty.within_hours else None
