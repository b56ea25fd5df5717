"""Answer the proposal that a duty is met; always another person than the one who proposed."""

from __future__ import annotations

from palermo.accounts.people import Actor
from palermo.actions.recommendations._duties import duty_of
from palermo.actions.required_text import needed
from palermo.actions.step import step
from palermo.cases.plan import Outcome
from palermo.kernel.errors import BadValue, Refused
from palermo.kernel.messages import N_
from palermo.ledger.plans.store import answer_closure


def confirm_closure(actor: Actor, *, duty_ref: str, outcome: Outcome, answer: str = "") -> None:
    """Answer with met, partially met or refused (a refusal needs words).

    Raises Refused when no proposal waits, or when the actor proposed it.
    """
    with step(actor, "confirm_closure", duty_ref) as taken:
        waiting = duty_of(duty_ref).open_closure
        if waiting is None:
            raise Refused(
                N_("No proposal to close this duty is waiting."),
                where=duty_ref,
                remedy=N_("Open the page of the recommendation again."),
            )
        if waiting.proposed_by == actor.username:
            raise Refused(
                N_("A second person must answer; you proposed this."),
                where=duty_ref,
                remedy=N_("Ask another coordinator."),
            )
        if outcome is Outcome.WAITING:
            raise BadValue(
                N_("The answer must be met, partially met or refused."),
                where="outcome",
                remedy=N_("Choose one of the three."),
            )
        words = needed("answer", answer) if outcome is Outcome.REFUSED else answer.strip()
        answer_closure(waiting.id, outcome, words, actor.username)
        taken.detail = {"closure": waiting.id, "outcome": outcome.value}
