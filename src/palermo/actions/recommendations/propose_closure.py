"""Propose that a duty is met."""

from __future__ import annotations

from palermo.actions._text_rules import required_text
from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.cases.duty import Status
from palermo.kernel.errors import Refused
from palermo.kernel.messages import N_
from palermo.ledger.plans import store as plans
from palermo.ledger.recommendations.queries import find_duty


def propose_closure(visit: Visit, *, duty_ref: str, reason: str) -> int:
    """Propose; returns the id of the proposal.

    Raises Refused without verified evidence, with a proposal waiting, or for a duty that is met.
    """
    with step(visit, "propose_closure", duty_ref) as act:
        duty = find_duty(duty_ref, visit.today)
        if duty.verdict.status is Status.MET or duty.open_closure:
            raise Refused(
                N_("The duty is already met, or a proposal is open."),
                where=duty_ref,
                remedy=N_("Open the page of the demand again."),
            )
        if not any(e.verified_by for e in duty.new_evidence):
            raise Refused(
                N_("A duty cannot be closed without verified evidence."),
                where=duty_ref,
                remedy=N_("Attach evidence and ask a second person to verify it."),
            )
        reason = required_text("reason", reason, missing=N_("Say why the duty is met."))
        with act.writing():
            closure = plans.add_closure(
                duty.id, duty.version, reason=reason, by=visit.actor.username, at=visit.now
            )
            act.detail = {"closure": closure}
        return closure
