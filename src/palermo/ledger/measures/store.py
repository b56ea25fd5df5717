"""Writes about values of measures."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from palermo.cases.plan import ValueState
from palermo.kernel.periods import Period
from palermo.ledger.measures.models import MeasureValue


def add_value(
    *,
    country: str,
    measure: str,
    period: Period,
    state: ValueState,
    value: Decimal | None,
    source: str,
    by: str,
    at: datetime,
) -> int:
    """Keep a value; an earlier one for the same period stays, marked as superseded.

    Two first values at the same moment breach the constraint `one_current_value`.
    """
    current = MeasureValue.objects.filter(
        country=country,
        measure=measure,
        start=period.start,
        end=period.end,
        superseded_by=None,
    )
    before = current.first()
    kept = MeasureValue.objects.create(
        country=country,
        measure=measure,
        start=period.start,
        end=period.end,
        state=state,
        value=value,
        source=source,
        entered_by=by,
        entered_at=at,
        # Only one value may be current, so the new one is not before the earlier one is marked.
        superseded_by=before,
    )
    if before is not None:
        current.update(superseded_by=kept)
        MeasureValue.objects.filter(pk=kept.pk).update(superseded_by=None)
    return kept.pk
