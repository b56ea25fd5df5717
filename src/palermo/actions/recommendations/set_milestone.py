"""Set a milestone of a duty, or say that it was reached."""

from __future__ import annotations

from datetime import date

from palermo.actions._text_rules import required_text
from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.cases.plan import check_due_date
from palermo.kernel.errors import BadValue, NotFound
from palermo.kernel.messages import N_
from palermo.ledger.plans.store import add_milestone, reach_milestone
from palermo.ledger.plans.values import MilestoneRow
from palermo.ledger.recommendations.queries import find_duty
from palermo.ledger.recommendations.values import DutyRow


def set_milestone(
    visit: Visit,
    *,
    duty_ref: str,
    title: str = "",
    due: date | None = None,
    milestone_id: int | None = None,
    reached_on: date | None = None,
    past_is_meant: bool = False,
) -> int:
    """Add a milestone (`title`), or set the day on which `milestone_id` was reached (None: not).

    Returns the milestone's id. Raises NotFound, BadValue for a day in the future, and Doubtful for
    a due date that has passed unless `past_is_meant`.
    """
    with step(visit, "set_milestone", duty_ref) as act:
        duty = find_duty(duty_ref, visit.today)
        if milestone_id is None:
            check_due_date(due, visit.today, past_is_meant=past_is_meant)
            title = required_text("title", title, 300, missing=N_("Enter the milestone."))
            with act.writing():
                milestone = add_milestone(duty.id, duty.version, title=title, due=due)
                act.detail = {"milestone": milestone}
            return milestone
        found = _find_milestone(duty, milestone_id)
        if reached_on is not None and reached_on > visit.today:
            raise BadValue(
                N_("The date on which it was reached is in the future."),
                where=duty_ref,
                remedy=N_("Enter today's date or an earlier one."),
            )
        act.detail = {"milestone": milestone_id}
        with act.writing():
            reach_milestone(milestone_id, found.version, reached_on)
        return milestone_id


def _find_milestone(duty: DutyRow, milestone_id: int) -> MilestoneRow:
    found = next((m for m in duty.milestones if m.id == milestone_id), None)
    if found is None:
        raise NotFound(
            N_("The duty {duty} has no such milestone."),
            remedy=N_("Open the page of the demand again."),
            duty=duty.ref,
        )
    return found
