"""Enter a value of a measure by hand, with its source and period."""

from __future__ import annotations

from decimal import Decimal

from palermo.actions._text_rules import required_text
from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.cases.plan import ValueState
from palermo.kernel.amounts import MEASURE_VALUE
from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_
from palermo.kernel.periods import Period
from palermo.ledger.measures.store import add_value


def enter_value(
    visit: Visit,
    *,
    country: str,
    measure: str,
    period: Period,
    source: str,
    state: ValueState = ValueState.VALUE,
    value: Decimal | None = None,
) -> int:
    """Keep the value, marked as entered by hand; returns its id. An earlier one stays, superseded.

    Raises NotFound for an unknown measure, BadValue for a value without a number, a number with
    another state, a share outside 0 to 100, or a missing source.
    """
    with step(visit, "enter_value", f"{country} {measure}") as act:
        unit = visit.pack.measure(measure).unit
        if (state is ValueState.VALUE) is (value is None):
            raise BadValue(
                N_("Enter a number, or the reason why there is none, but not both."),
                where="value",
                remedy=N_("Zero is a number; “not reported” is a reason."),
            )
        if value is not None:
            MEASURE_VALUE.check("value", value)
        if value is not None and (value < 0 or (unit == "share" and value > 100)):
            raise BadValue(
                N_("{value} cannot be a value of {measure} (unit: {unit})."),
                where="value",
                remedy=N_("Enter shares in percent, from 0 to 100."),
                value=value,
                measure=measure,
                unit=unit,
            )
        source = required_text("source", source, 300)
        with act.writing():
            kept = add_value(
                country=country,
                measure=measure,
                period=period,
                state=state,
                value=value,
                source=source,
                by=visit.actor.username,
                at=visit.now,
            )
            act.detail = {"value": kept, "period": str(period)}
        return kept
