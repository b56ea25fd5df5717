"""A second person confirms or changes a decision below the indication."""

from __future__ import annotations

from palermo.actions.interviews._answers import keep_due
from palermo.actions.interviews._interviews import get_procedure_version
from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.cases.child import settle_age
from palermo.cases.clock import find_clock_start
from palermo.cases.decision import check_can_be_decided
from palermo.cases.obligation import list_obligations_of
from palermo.cases.overruling import check_review
from palermo.procedures.decide import Outcome
from palermo.records.interviews import store
from palermo.records.interviews.overruled import get_overruled_decision
from palermo.records.interviews.queries import get_interview


def review_decision(
    visit: Visit, *, interview: int, version: int, decision: Outcome, reason: str
) -> None:
    """Make the decision final: the officer's own confirms it, another one changes it.

    What the final decision obliges to is due from the first sign, as before.

    Raises NotFound for another agency's decision or one's own, BadValue without a reason, Refused
    where it does not wait for a review or was changed since `version`.
    """
    with step(visit, "review_decision", f"interview {interview}") as act:
        reviewer = visit.actor.username
        found = get_overruled_decision(visit.actor.agency, reviewer, interview)
        check_can_be_decided(decision)
        kept = check_review(found.state, (found.officer, found.decided_by), reviewer, reason)
        row = get_interview(found.officer, interview)
        procedure = get_procedure_version(row.procedure, row.procedure_version, visit.pack)
        settled = settle_age(procedure, row.age, row.answers)
        since = find_clock_start(row.started_at, row.first_sign_at)
        due = list_obligations_of(procedure, settled, decision, since)
        act.detail = {"changed": decision.value != found.officers_own}
        with act.writing():
            store.close_review(
                interview, version, decision=decision.value, by=reviewer, at=visit.now, reason=kept
            )
            keep_due(interview, due)
