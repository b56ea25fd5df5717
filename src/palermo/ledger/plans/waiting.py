"""What waits for a second person: closures that were proposed, evidence that was attached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from palermo.cases.plan import ClosureOutcome
from palermo.ledger.checklist.models import ChecklistEvidence
from palermo.ledger.plans.models import Closure, Evidence


@dataclass(frozen=True, slots=True)
class WaitingForDuty:
    """A proposed closure of a duty, or evidence for it that nobody has verified.

    `ref`: the duty, such as AZE-2023-04a, which is duty `letter` of `demand`. `text`: the reason
    of the closure, or the title of the evidence.
    """

    ref: str
    demand: str
    letter: str
    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class WaitingCheck:
    """Evidence filed for an item of the checklist that nobody has verified."""

    country: str
    edition: int
    item: str
    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class WaitingForSecond:
    """What somebody other than `username` began, and how many there are of each kind in all."""

    closures: tuple[WaitingForDuty, ...]
    closures_total: int
    evidence: tuple[WaitingForDuty, ...]
    evidence_total: int
    checks: tuple[WaitingCheck, ...]
    checks_total: int


def list_waiting_for_second(username: str, limit: int = 8) -> WaitingForSecond:
    """What `username` may answer as the second person, the oldest first."""
    closures = Closure.objects.filter(outcome=ClosureOutcome.WAITING).exclude(proposed_by=username)
    evidence = Evidence.objects.filter(verified_by="").exclude(uploaded_by=username)
    checks = ChecklistEvidence.objects.filter(verified_by="").exclude(written_by=username)
    duty = ("duty", "duty__demand")
    return WaitingForSecond(
        closures=tuple(
            WaitingForDuty(*_place(c), c.reason, c.proposed_by, c.proposed_at)
            for c in closures.select_related(*duty).order_by("proposed_at")[:limit]
        ),
        closures_total=closures.count(),
        evidence=tuple(
            WaitingForDuty(*_place(e), e.title, e.uploaded_by, e.uploaded_at)
            for e in evidence.select_related(*duty).order_by("uploaded_at")[:limit]
        ),
        evidence_total=evidence.count(),
        checks=tuple(
            WaitingCheck(c.country, c.edition, c.item, c.text, c.written_by, c.written_at)
            for c in checks.order_by("written_at")[:limit]
        ),
        checks_total=checks.count(),
    )


def _place(row: Closure | Evidence) -> tuple[str, str, str]:
    return row.duty.ref, row.duty.demand.ref, row.duty.letter
