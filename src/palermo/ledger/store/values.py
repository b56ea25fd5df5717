"""Writes about values entered by hand, evidence for the checklist, and imported tiers."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from palermo.kernel.periods import Period
from palermo.ledger.models import ChecklistEvidence, MeasureValue, TierClaim
from palermo.ledger.states import ValueState
from palermo.reports import register


def add_value(
    *,
    country: str,
    measure: str,
    period: Period,
    state: ValueState,
    value: Decimal | None,
    source: str,
    by: str,
) -> int:
    """Keep a value; an earlier one for the same period stays, marked as superseded."""
    kept = MeasureValue.objects.create(
        country=country,
        measure=measure,
        start=period.start,
        end=period.end,
        state=state,
        value=value,
        source=source,
        entered_by=by,
    )
    MeasureValue.objects.filter(
        country=country,
        measure=measure,
        start=period.start,
        end=period.end,
        superseded_by=None,
    ).exclude(pk=kept.pk).update(superseded_by=kept)
    return kept.pk


def add_checklist_evidence(
    *,
    country: str,
    edition: int,
    item: str,
    speaks_for: bool,
    text: str,
    source: str,
    verified: bool,
    by: str,
) -> int:
    """Keep evidence for or against a checklist item; returns its id."""
    return ChecklistEvidence.objects.create(
        country=country,
        edition=edition,
        item=item,
        speaks_for=speaks_for,
        text=text,
        source=source,
        verified=verified,
        written_by=by,
    ).pk


def add_tier_claims(claims: Iterable[register.TierClaim], by: str) -> int:
    """Keep imported tiers; one that stands already is left alone. Returns how many are new."""
    before = TierClaim.objects.count()
    rows = [
        TierClaim(
            country=c.country,
            year=c.year,
            tier=c.tier,
            source=c.source,
            waiver=c.waiver,
            imported_by=by,
        )
        for c in claims
    ]
    TierClaim.objects.bulk_create(rows, ignore_conflicts=True)
    return TierClaim.objects.count() - before
