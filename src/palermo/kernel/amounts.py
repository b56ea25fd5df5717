"""How large numbers may be that are kept with a fixed number of decimal places.

SQLite keeps larger ones and cannot read them again, so they are refused before they are kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_


@dataclass(frozen=True, slots=True)
class AmountSize:
    """At most `digits` digits, `places` of them after the point."""

    digits: int
    places: int

    def check(self, field: str, amount: Decimal) -> None:
        """Raise BadValue for an amount that is too large, too fine, or no number."""
        if amount.is_finite():
            _, digits, exponent = amount.as_tuple()
            # `exponent` is a number for every finite amount.
            places = max(0, -int(exponent))
            whole = len(digits) + int(exponent) if amount else 0
            if places <= self.places and whole <= self.digits - self.places:
                return
        raise BadValue(
            N_("This number cannot be stored."),
            where=field,
            remedy=N_("Use at most {whole} digits before the decimal point and {places} after it."),
            whole=self.digits - self.places,
            places=self.places,
        )


BUDGET = AmountSize(16, 2)
MEASURE_VALUE = AmountSize(20, 4)
