"""File a finding of the accepted narrative as evidence for or against an item of the checklist."""

from __future__ import annotations

from palermo.actions.countries._checklist import check_item
from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.cases.checklist import EvidenceKind, check_filing
from palermo.kernel.errors import NotFound, Refused
from palermo.kernel.messages import N_
from palermo.ledger.checklist.queries import filed_evidence
from palermo.ledger.checklist.store import FiledEvidence, add_checklist_evidence
from palermo.ledger.narratives.readings import list_findings
from palermo.ledger.narratives.values import AcceptedFinding
from palermo.ledger.versions import hold_country
from palermo.reports.assessment import Direction, Polarity
from palermo.reports.statements import read_statement


def file_finding(visit: Visit, *, country: str, edition: int, item: str, finding: int) -> int:
    """File the item `finding` of the reading; returns the id of the evidence.

    It speaks for the item where the narrative counts it as an effort, else against. Raises NotFound
    for an unknown item or finding, Refused for one that is filed already and as `check_filing`.
    """
    with step(visit, "file_finding", f"{country} {edition} {item}") as act:
        check_item(visit.pack, item)
        found = _find(country, edition, finding)
        speaks_for = found.polarity is Polarity.EFFORT
        said = read_statement(found.text, visit.pack.vocabulary)
        check_filing(
            visit.pack.checklist_rules,
            item=item,
            speaks_for=speaks_for,
            kind=EvidenceKind.STATEMENT,
            provision="",
            themes={*found.themes, *said.themes},
            says_fewer=found.direction is Direction.FEWER or said.says_fewer,
        )
        new = FiledEvidence(
            country=country,
            edition=edition,
            item=item,
            speaks_for=speaks_for,
            kind=EvidenceKind.STATEMENT,
            text=found.text,
            source=f"{country} {edition}",
            finding=found.id,
        )
        with act.writing():
            hold_country(country)
            _check_not_filed(country, edition, item, found)
            kept = add_checklist_evidence(new, visit.actor.username, visit.now)
            act.detail = {"evidence": kept, "finding": finding, "speaks_for": speaks_for}
        return kept


def _check_not_filed(country: str, edition: int, item: str, found: AcceptedFinding) -> None:
    if any(e.item == item and e.text == found.text for e in filed_evidence(country, edition)):
        raise Refused(
            N_("This finding is already filed under {item}."),
            where=str(found.id),
            remedy=N_("Nothing to do."),
            item=item,
        )


def _find(country: str, edition: int, finding: int) -> AcceptedFinding:
    found = next((f for f in list_findings(country, edition) if f.id == finding), None)
    if found is None:
        raise NotFound(
            N_("The accepted narrative of {country} {edition} has no finding {finding}."),
            remedy=N_("Open the checklist again. It lists the findings that can be filed."),
            country=country,
            edition=edition,
            finding=finding,
        )
    return found
