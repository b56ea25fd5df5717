"""A decision below what is indicated: its coded reason, and when a second person must decide. Pure.

A reason that the law prohibits (no border was crossed, the person consented, no force was used …)
cannot be final without a second person. Until then what the indication obliges to stays due.
Source: UN Trafficking Protocol (2000), article 3; that a second person decides is a proposal.
"""

from __future__ import annotations

from collections.abc import Iterable

from palermo.cases.interview import InterviewState
from palermo.kernel.errors import BadValue, Refused
from palermo.kernel.messages import N_
from palermo.kernel.text_rules import required_text
from palermo.offences.shapes import ClosingReason
from palermo.procedures.decide import DECISIONS, Outcome, find_agreeing_decision

_RANKS = {Outcome.NEGATIVE: 0, Outcome.UNDETERMINED: 1, Outcome.POSITIVE: 2}
#: Pairs of what is indicated and a decision below it. After an incomplete result a negative
#: decision is below: it denies what was not asked.
BELOW: tuple[tuple[Outcome, Outcome], ...] = tuple(
    (indicated, decision)
    for indicated in Outcome
    for decision in DECISIONS
    if _RANKS[decision] < _RANKS[find_agreeing_decision(indicated) or indicated]
)


def is_below(indicated: Outcome | None, decision: Outcome | None) -> bool:
    """Whether the officer decides below what is indicated."""
    return (indicated, decision) in BELOW


def check_reason_code(
    indicated: Outcome | None,
    decision: Outcome | None,
    code: str,
    reasons: Iterable[ClosingReason],
    *,
    may_be_missing: bool = False,
) -> str:
    """The code as it is kept; empty where the decision is not below the indication.

    `may_be_missing`: from a device whose program knows no codes; a second person then decides.
    Raises BadValue for a decision below without a reason of the pack.
    """
    if not is_below(indicated, decision):
        return ""
    known = [reason.id for reason in reasons]
    if code in known or (not code and (may_be_missing or not known)):
        return code
    raise BadValue(
        N_("The decision is below what the answers indicate. Choose the reason from the list."),
        where="reason_code",
        remedy=N_("Choose one of: {reasons}."),
        reasons=", ".join(known),
    )


def needs_second_person(
    indicated: Outcome | None,
    decision: Outcome | None,
    code: str,
    reasons: Iterable[ClosingReason],
) -> bool:
    """Whether the decision is final only when a second person confirms or changes it."""
    if not is_below(indicated, decision):
        return False
    prohibited = {reason.id for reason in reasons if reason.prohibited}
    return not code or code in prohibited


def check_review(state: InterviewState, officers: Iterable[str], reviewer: str, reason: str) -> str:
    """The reviewer's reason as it is kept. `officers`: who held the interview and who decided.

    Raises Refused where the decision does not wait for a review, or is the reviewer's own.
    """
    if state is not InterviewState.IN_REVIEW:
        raise Refused(
            N_("This decision does not wait for a second person."),
            remedy=N_("Open the list again. It shows which decisions wait."),
        )
    if reviewer in officers:
        raise Refused(
            N_("You cannot review your own decision."),
            remedy=N_("Another supervisor of your agency must decide."),
        )
    return required_text(
        "reason", reason, missing=N_("Say why you confirm or change the decision.")
    )
