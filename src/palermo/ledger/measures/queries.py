"""Values of measures."""

from __future__ import annotations

from palermo.cases.plan import ValueState
from palermo.ledger.measures.models import MeasureValue
from palermo.ledger.measures.values import ValueRow


def list_values(
    country: str, measure: str = "", *, superseded: bool = False
) -> tuple[ValueRow, ...]:
    """Values of a country, by measure and period; superseded ones only where asked for."""
    found = MeasureValue.objects.filter(country=country)
    if measure:
        found = found.filter(measure=measure)
    if not superseded:
        found = found.filter(superseded_by=None)
    return tuple(value_row(v) for v in found)


def value_row(row: MeasureValue) -> ValueRow:
    """The frozen value of a row."""
    return ValueRow(
        id=row.pk,
        country=row.country,
        measure=row.measure,
        start=row.start,
        end=row.end,
        state=ValueState(row.state),
        value=row.value,
        source=row.source,
        entered_by=row.entered_by,
        entered_at=row.entered_at,
        superseded=row.superseded_by_id is not None,
    )
