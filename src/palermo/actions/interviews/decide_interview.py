"""Decide after an interview. It advises; the officer decides, with a reason for a difference."""

from __future__ import annotations

from palermo.actions.interviews._decisions import (
    OfficerDecision,
    prepare_decision,
    store_decision,
)
from palermo.actions.interviews._interviews import get_starting_version
from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.cases.clock import find_clock_start
from palermo.cases.decision import language_of_questions
from palermo.cases.interview import InterviewState, check_open
from palermo.procedures.decide import Outcome
from palermo.records.interviews.queries import get_interview


def decide_interview(
    visit: Visit,
    *,
    interview: int,
    version: int,
    decision: Outcome | None = None,
    reason: str = "",
    reason_code: str = "",
) -> InterviewState:
    """Close the interview; its clock goes on. What is indicated now is kept as ids.

    Returns the state: a decision below the indication for a reason that the law prohibits waits for
    a second person. `reason_code`: the id of a closing reason of the pack.

    Raises BadValue without a decision where the procedure asks for one, or without a reason where
    the officer decides otherwise than indicated, or alone.
    """
    with step(visit, "decide_interview", f"interview {interview}") as act:
        row = get_interview(visit.actor.username, interview)
        check_open(row.state)
        procedure = get_starting_version(row, visit.pack)
        decided = OfficerDecision(
            decision,
            reason,
            by=visit.actor.username,
            at=visit.now,
            since=find_clock_start(row.started_at, row.first_sign_at),
            language=language_of_questions(row.origin, visit.language),
            fingerprint=visit.pack.procedures.fingerprint(procedure.id, procedure.version),
            reason_code=reason_code,
        )
        prepared = prepare_decision(
            procedure, row.age, row.answers, decided, visit.pack.closing_reasons
        )
        act.detail = {"procedure": row.procedure, "version": row.procedure_version}
        with act.writing():
            store_decision(interview, version, prepared)
        return prepared.closing.state
