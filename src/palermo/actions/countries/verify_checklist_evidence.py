"""Say that evidence of the checklist shows what it should; never by the person who filed it."""

from __future__ import annotations

from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.cases.checklist import check_verification
from palermo.kernel.errors import NotFound
from palermo.kernel.messages import N_
from palermo.ledger.checklist.queries import filed_evidence
from palermo.ledger.checklist.store import mark_checked


def verify_checklist_evidence(
    visit: Visit, *, country: str, edition: int, evidence_id: int
) -> None:
    """Verify. Raises NotFound, and Refused for one's own evidence or a second verification."""
    with step(visit, "verify_checklist_evidence", f"{country} {edition}") as act:
        found = next((e for e in filed_evidence(country, edition) if e.id == evidence_id), None)
        if found is None:
            raise NotFound(
                N_("The checklist of {country} {edition} has no such evidence."),
                remedy=N_("Open the checklist again."),
                country=country,
                edition=edition,
            )
        check_verification(found, visit.actor.username)
        act.detail = {"evidence": evidence_id, "item": found.item}
        with act.writing():
            mark_checked(evidence_id, found.version, visit.actor.username, visit.now)
