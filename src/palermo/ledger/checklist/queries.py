"""Evidence that people filed for the checklist."""

from __future__ import annotations

from palermo.cases.checklist import (
    CheckEvidence,
    CheckItem,
    ChecklistRules,
    EvidenceKind,
    build_checklist,
)
from palermo.cases.narrative import ItemKind, NarrativeState
from palermo.cases.penalty_standard import PenaltyRange
from palermo.kernel.periods import reporting_period
from palermo.ledger.checklist.models import ChecklistEvidence
from palermo.ledger.narratives.queries import accepted_texts
from palermo.ledger.narratives.readings import list_findings


def read_checklist(rules: ChecklistRules, country: str, edition: int) -> tuple[CheckItem, ...]:
    """Every item with its evidence and state, and the findings that can be filed."""
    findings = list_findings(country, edition)
    filed = filed_evidence(country, edition)
    return build_checklist(rules, findings, filed, country, reporting_period(edition).end)


def filed_evidence(country: str, edition: int) -> tuple[CheckEvidence, ...]:
    """Evidence for and against items, for the period that an edition judges.

    What was filed from a narrative that was superseded or withdrawn counts only where the accepted
    one says the same.
    """
    rows = list(
        ChecklistEvidence.objects.filter(country=country, edition=edition).select_related(
            "finding__narrative"
        )
    )
    said = accepted_texts(country, edition, ItemKind.FINDING) if rows else frozenset()
    return tuple(_evidence(row, said) for row in rows)


def _evidence(row: ChecklistEvidence, said: frozenset[str]) -> CheckEvidence:
    of_accepted = row.finding is None or row.finding.narrative.state == NarrativeState.ACCEPTED
    return CheckEvidence(
        id=row.pk,
        item=row.item,
        speaks_for=row.speaks_for,
        kind=EvidenceKind(row.kind),
        text=row.text,
        source=row.source,
        provision=row.provision,
        by=row.written_by,
        read_at_source=row.read_at_source,
        finding=row.finding_id,
        counts=of_accepted or row.text in said,
        verified_by=row.verified_by,
        verified_at=row.verified_at,
        version=row.version,
        penalty=_penalty(row),
    )


def _penalty(row: ChecklistEvidence) -> PenaltyRange | None:
    if row.most_years is None:
        return None
    return PenaltyRange(row.least_years, row.most_years, row.fine_alone)
