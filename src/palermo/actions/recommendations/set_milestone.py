"""Set a milestone of a duty, or say that it was reached."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from palermo.accounts.people import Actor
from palermo.actions._text_rules import required_text
from palermo.actions.recommendations._duties import get_duty
from palermo.actions.step import step
from palermo.kernel.errors import BadValue, NotFound
from palermo.kernel.messages import N_
from palermo.ledger.plans.store import add_milestone, reach_milestone


def set_milestone(
    actor: Actor,
    *,
    duty_ref: str,
    title: str = "",
    due: date | None = None,
    milestone_id: int | None = None,
    reached_on: date | None = None,
) -> int:
    """Add a milestone (`title`), or set the day on which `milestone_id` was reached (None: not).

    Returns the milestone's id. Raises NotFound, and BadValue for a day in the future.
    """
    with step(actor, "set_milestone", duty_ref) as taken:
        duty = get_duty(duty_ref)
        if milestone_id is None:
            milestone = add_milestone(
                duty.id,
                title=required_text("title", title, 300, missing=N_("Enter the milestone.")),
                due=due,
            )
        elif milestone_id not in {m.id for m in duty.milestones}:
            raise NotFound(
                N_("The duty {duty} has no such milestone."),
                remedy=N_("Open the page of the recommendation again."),
                duty=duty_ref,
            )
        else:
            if reached_on is not None and reached_on > timezone.localdate():
                raise BadValue(
                    N_("The date on which it was reached is in the future."),
                    where=duty_ref,
                    remedy=N_("Enter today's date or an earlier one."),
                )
            reach_milestone(milestone_id, reached_on)
            milestone = milestone_id
        taken.detail = {"milestone": milestone}
        return milestone
