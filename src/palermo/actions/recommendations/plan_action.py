"""Plan an action for a duty."""

from __future__ import annotations

from datetime import date

from palermo.actions._text_rules import required_text
from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.cases.plan import check_due_date
from palermo.kernel.messages import N_
from palermo.ledger.plans.store import add_action
from palermo.ledger.recommendations.queries import find_duty


def plan_action(
    visit: Visit,
    *,
    duty_ref: str,
    title: str,
    agency: str = "",
    owner: str = "",
    due: date | None = None,
    past_is_meant: bool = False,
) -> int:
    """Plan; returns the action's id. `owner` is a post or office, never a private person.

    Raises BadValue without a title, Doubtful for a due date that has passed unless
    `past_is_meant`, NotFound for an unknown duty or agency.
    """
    with step(visit, "plan_action", duty_ref) as act:
        duty = find_duty(duty_ref, visit.today)
        check_due_date(due, visit.today, past_is_meant=past_is_meant)
        if agency:
            visit.pack.agency(agency)
        title = required_text("title", title, missing=N_("Say what will be done."))
        with act.writing():
            action = add_action(
                duty.id, duty.version, title=title, agency=agency, owner=owner.strip(), due=due
            )
            act.detail = {"action": action}
        return action
