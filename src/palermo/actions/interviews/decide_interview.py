"""Decide after an interview. It advises; the officer decides, and says why if she differs."""

from __future__ import annotations

from palermo.actions._text_rules import required_text
from palermo.actions.interviews._interviews import check_adult, check_open, get_starting_version
from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_
from palermo.procedures.decide import Outcome, run_procedure
from palermo.procedures.obligations import asks_for_decision
from palermo.records.interviews import store
from palermo.records.interviews.queries import get_interview
from palermo.saying.indications import DecisionContext, decided_json


def decide_interview(
    visit: Visit,
    *,
    interview: int,
    version: int,
    decision: Outcome | None = None,
    reason: str = "",
) -> None:
    """Close the interview; its duties begin to run. The indication is kept as it is now.

    Raises BadValue without a decision where the procedure asks for one, or without a reason where
    the officer decides otherwise than indicated, or alone.
    """
    with step(visit, "decide_interview", f"interview {interview}") as act:
        row = get_interview(visit.actor.username, interview)
        check_open(row)
        procedure = get_starting_version(row, visit.pack)
        check_adult(procedure, row.age, row.answers)
        found = run_procedure(procedure, row.answers)
        if asks_for_decision(procedure) is (decision is None):
            raise BadValue(
                N_("Say what you decide."),
                where="decision",
                remedy=N_("Choose one of: {outcomes}."),
                outcomes=", ".join(Outcome),
            )
        if decision is not found.outcome:
            reason = required_text("reason", reason)
        # Whoever was heard on paper days ago does not wait again: deadlines run from that day.
        since = row.started_at if row.typed_in else visit.now
        spoken = "" if row.typed_in else visit.language
        decided = DecisionContext(decision, visit.now, since, visit.actor.username, spoken)
        indication = decided_json(found, procedure, visit.pack, row.answers, decided)
        act.detail = {"procedure": row.procedure, "version": row.procedure_version}
        with act.writing():
            store.close_with_decision(
                interview,
                version,
                decision=decision.value if decision else "",
                reason=reason.strip(),
                indication=indication,
                at=visit.now,
            )
