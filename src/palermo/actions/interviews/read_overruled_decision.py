"""Read one decision below the indication: code, signs and reason; no answers, no identity."""

from __future__ import annotations

from palermo.actions.step import reading
from palermo.actions.visit import Visit
from palermo.records.interviews.overruled import get_overruled_decision
from palermo.records.interviews.values import OverruledDecision


def read_overruled_decision(visit: Visit, *, interview: int) -> OverruledDecision:
    """One decision of the supervisor's agency. Raises NotFound for every other."""
    with reading(visit, "read_overruled_decision", f"interview {interview}"):
        return get_overruled_decision(visit.actor.agency, visit.actor.username, interview)
