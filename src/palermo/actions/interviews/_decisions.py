"""A decision made ready before anything is written: what is kept of it, and what it obliges to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from palermo.actions.interviews._answers import keep_due
from palermo.cases.child import check_adult, settle_age
from palermo.cases.decision import check_decision, record_indication
from palermo.cases.interview import InterviewState
from palermo.cases.obligation import NewObligation, list_obligations_of
from palermo.cases.overruling import check_reason_code, needs_second_person
from palermo.kernel.answers import Answers
from palermo.offences.shapes import ClosingReason
from palermo.procedures.decide import Outcome, run_procedure
from palermo.procedures.shapes import Procedure
from palermo.records.interviews.store import ClosedInterview, close_with_decision


@dataclass(frozen=True, slots=True)
class OfficerDecision:
    """What the officer decided.

    `since`: when deadlines began to run. `language`: that of the questions, empty where it is not
    known. `fingerprint`: of the version of the procedure that was run. `reason_code`: id of a
    closing reason, where the decision is below the indication; `may_lack_code`: from a program that
    knows none.
    """

    decision: Outcome | None
    reason: str
    by: str
    at: datetime
    since: datetime
    language: str
    fingerprint: str
    reason_code: str = ""
    may_lack_code: bool = False


@dataclass(frozen=True, slots=True)
class PreparedDecision:
    """A decision that was checked, ready to be written."""

    closing: ClosedInterview
    obligations: tuple[NewObligation, ...]


def prepare_decision(
    procedure: Procedure,
    age: int | None,
    answers: Answers,
    decided: OfficerDecision,
    reasons: tuple[ClosingReason, ...],
) -> PreparedDecision:
    """Check the decision and compute what is kept. Raises BadValue where it may not be made.

    `reasons`: the closing reasons of the pack. What a decision that waits for a second person would
    add is not due before they decide; what is indicated is.
    """
    check_adult(procedure, age, answers)
    settled = settle_age(procedure, age, answers)
    found = run_procedure(procedure, settled)
    reason = check_decision(procedure, found.indicated, decided.decision, decided.reason)
    indicated, decision = found.indicated, decided.decision
    code = check_reason_code(
        indicated, decision, decided.reason_code, reasons, may_be_missing=decided.may_lack_code
    )
    waits = needs_second_person(indicated, decision, code, reasons)
    closing = ClosedInterview(
        indicated=record_indication(found),
        decision=decided.decision.value if decided.decision else "",
        reason=reason,
        reason_code=code,
        state=InterviewState.IN_REVIEW if waits else InterviewState.DECIDED,
        at=decided.at,
        by=decided.by,
        language=decided.language,
        procedure_fingerprint=decided.fingerprint,
    )
    final = None if waits else decision
    obligations = list_obligations_of(procedure, settled, final, decided.since)
    return PreparedDecision(closing, tuple(obligations))


def store_decision(interview: int, version: int, prepared: PreparedDecision) -> None:
    """Close the interview and keep its obligations. Raises Refused for a stale version."""
    close_with_decision(interview, version, prepared.closing)
    keep_due(interview, prepared.obligations)
