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
        entered_at=at,
    )
    MeasureValue.objects.filter(
        country=country,
        measure=measure,
        start=period.start,
        end=period.end,
        superseded_by=None,
    ).exclude(pk=kept.pk).update(superseded_by=kept)
    return kept.pk
