"""Say that a piece of evidence shows what it should; never by the one who attached it."""

from __future__ import annotations

from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.kernel.errors import NotFound, Refused
from palermo.kernel.messages import N_
from palermo.ledger.plans import store as plans
from palermo.ledger.recommendations.queries import find_duty


def verify_evidence(visit: Visit, *, duty_ref: str, evidence_id: int) -> None:
    """Verify. Raises NotFound, and Refused for one's own evidence or a second verification."""
    with step(visit, "verify_evidence", duty_ref) as act:
        found = next(
            (e for e in find_duty(duty_ref, visit.today).evidence if e.id == evidence_id), None
        )
        if found is None:
            raise NotFound(
                N_("The duty {duty} has no such evidence."),
                remedy=N_("Open the page of the demand again."),
                duty=duty_ref,
            )
        if found.uploaded_by == visit.actor.username:
            raise Refused(
                N_("You attached this evidence, so you cannot verify it."),
                where=duty_ref,
                remedy=N_("Ask another coordinator."),
            )
        if found.verified_by:
            raise Refused(
                N_("This evidence is already verified."),
                where=duty_ref,
                remedy=N_("Nothing to do."),
            )
        act.detail = {"evidence": evidence_id}
        with act.writing():
            plans.mark_evidence_verified(
                evidence_id, found.version, visit.actor.username, visit.now
            )
