"""Enter a value of a measure by hand, with its source and period."""

from __future__ import annotations

from decimal import Decimal

from palermo.accounts.people import Actor
from palermo.actions._text_rules import required_text
from palermo.actions.step import step
from palermo.cases.plan import ValueState
from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_
from palermo.kernel.periods import Period
from palermo.ledger.measures.store import add_value
from palermo.packs.pack import Pack


def enter_value(
    actor: Actor,
    *,
    country: str,
    measure: str,
    period: Period,
    source: str,
    pack: Pack,
    state: ValueState = ValueState.VALUE,
    value: Decimal | None = None,
) -> int:
    """Keep the value, marked as entered by hand; returns its id. An earlier one stays, superseded.

    Raises NotFound for an unknown measure, BadValue for a value without a number, a number with
    another state, a share outside 0 to 100, or a missing source.
    """
    with step(actor, "enter_value", f"{country} {measure}") as taken:
        unit = pack.measure(measure).unit
        if (state is ValueState.VALUE) is (value is None):
            raise BadValue(
                N_("Enter a number, or the reason why there is none, but not both."),
                where="value",
                remedy=N_("Zero is a number; “not reported” is a reason."),
            )
        if value is not None and (value < 0 or (unit == "share" and value > 100)):
            raise BadValue(
                N_("{value} cannot be a value of {measure} (unit: {unit})."),
                where="value",
                remedy=N_("Enter shares in percent, from 0 to 100."),
                value=value,
                measure=measure,
                unit=unit,
            )
        kept = add_value(
            country=country,
            measure=measure,
            period=period,
            state=state,
            value=value,
            source=required_text("source", source, 300),
            by=actor.username,
        )
        taken.detail = {"value": kept, "period": str(period)}
        return kept
