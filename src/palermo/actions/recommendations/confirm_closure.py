"""Answer the proposal that a duty is met; always another person than the one who proposed."""

from __future__ import annotations

from palermo.actions._text_rules import required_text
from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.cases.plan import CLOSURE_MOVES, ClosureOutcome
from palermo.kernel.errors import BadValue, Refused
from palermo.kernel.messages import N_
from palermo.ledger.plans.store import store_closure_answer
from palermo.ledger.recommendations.queries import find_duty


def confirm_closure(
    visit: Visit, *, duty_ref: str, outcome: ClosureOutcome, answer: str = ""
) -> None:
    """Answer with met, partially met or refused (a refusal needs words).

    Raises Refused when no proposal waits, or when the actor proposed it.
    """
    with step(visit, "confirm_closure", duty_ref) as act:
        duty = find_duty(duty_ref, visit.today)
        waiting = duty.open_closure
        if waiting is None:
            raise Refused(
                N_("There is no open proposal to close this duty."),
                where=duty_ref,
                remedy=N_("Open the page of the demand again."),
            )
        if waiting.proposed_by == visit.actor.username:
            raise Refused(
                N_("You made this proposal. A second person must answer."),
                where=duty_ref,
                remedy=N_("Ask another coordinator."),
            )
        if not CLOSURE_MOVES.allows(ClosureOutcome.WAITING, outcome):
            raise BadValue(
                N_("The answer must be met, partially met or refused."),
                where="outcome",
                remedy=N_("Choose one of the three."),
            )
        words = (
            required_text("answer", answer) if outcome is ClosureOutcome.REFUSED else answer.strip()
        )
        act.detail = {"closure": waiting.id, "outcome": outcome.value}
        with act.writing():
            store_closure_answer(
                duty.id,
                waiting,
                outcome=outcome,
                answer=words,
                by=visit.actor.username,
                at=visit.now,
            )
