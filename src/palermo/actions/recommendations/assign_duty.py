"""Give a duty to an agency, with a date, money and the measures that show progress."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.cases.plan import check_due_date
from palermo.kernel.amounts import BUDGET
from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_
from palermo.ledger.recommendations.queries import find_duty
from palermo.ledger.recommendations.store import set_assignment


def assign_duty(
    visit: Visit,
    *,
    duty_ref: str,
    version: int,
    lead: str,
    supporting: Sequence[str] = (),
    due: date | None = None,
    budget: Decimal | None = None,
    currency: str = "",
    measures: Sequence[str] | None = None,
    past_is_meant: bool = False,
) -> None:
    """Assign. `lead` and `supporting` are codes of the pack, `measures` ids of its catalogue.

    None for `measures` leaves them. Raises NotFound for an unknown agency or measure, BadValue for
    a lead that also supports, or a budget without currency; Doubtful for a new due date that has
    passed, unless `past_is_meant`.
    """
    with step(visit, "assign_duty", duty_ref) as act:
        duty = find_duty(duty_ref, visit.today)
        check_due_date(due, visit.today, kept=duty.due, past_is_meant=past_is_meant)
        for code in (lead, *supporting):
            visit.pack.agency(code)
        if lead in supporting:
            raise BadValue(
                N_("The lead agency {code} cannot also be a supporting agency."),
                where=duty_ref,
                remedy=N_("Remove it from the supporting agencies."),
                code=lead,
            )
        if budget is not None:
            BUDGET.check("budget", budget)
        if budget is not None and (budget < 0 or len(currency) != 3):
            raise BadValue(
                N_("A budget needs a positive amount and a currency."),
                where=duty_ref,
                remedy=N_("Enter an amount and a currency of three letters, such as AZN."),
            )
        shown = duty.measures if measures is None else tuple(dict.fromkeys(measures))
        for measure in shown:
            visit.pack.measure(measure)
        act.detail = {"lead": lead, "due": due.isoformat() if due else None}
        with act.writing():
            set_assignment(
                duty.id,
                version,
                lead=lead,
                supporting=tuple(dict.fromkeys(supporting)),
                due=due,
                budget=budget,
                currency=currency,
                measures=shown,
            )
