"""Writes about evidence for the checklist."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from palermo.cases.checklist import EvidenceKind
from palermo.cases.penalty_standard import PenaltyRange
from palermo.ledger.checklist.models import ChecklistEvidence
from palermo.ledger.versions import change_row


@dataclass(frozen=True, slots=True)
class FiledEvidence:
    """Evidence for or against an item, before it is stored."""

    country: str
    edition: int
    item: str
    speaks_for: bool
    kind: EvidenceKind
    text: str
    source: str
    provision: str = ""
    read_at_source: bool = False
    finding: int | None = None
    penalty: PenaltyRange | None = None


def add_checklist_evidence(new: FiledEvidence, by: str, at: datetime) -> int:
    """Keep evidence for or against a checklist item; returns its id."""
    return ChecklistEvidence.objects.create(
        country=new.country,
        edition=new.edition,
        item=new.item,
        speaks_for=new.speaks_for,
        kind=new.kind,
        text=new.text,
        source=new.source,
        provision=new.provision,
        read_at_source=new.read_at_source,
        finding_id=new.finding,
        least_years=new.penalty.minimum_years if new.penalty else None,
        most_years=new.penalty.maximum_years if new.penalty else None,
        fine_alone=bool(new.penalty and new.penalty.fine_alone),
        written_by=by,
        written_at=at,
    ).pk


def mark_checked(evidence_id: int, version: int, by: str, at: datetime) -> None:
    """Keep who verified a piece of evidence. Raises Refused when it changed in the meantime."""
    change_row(ChecklistEvidence, evidence_id, version, verified_by=by, verified_at=at)
