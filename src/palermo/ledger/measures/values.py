"""Values of measures, as front doors show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from palermo.cases.plan import ValueState


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A value of a measure for a period. Values are entered by hand in this version."""

    id: int
    country: str
    measure: str
    start: date
    end: date
    state: ValueState
    value: Decimal | None
    source: str
    entered_by: str
    entered_at: datetime
    superseded: bool
