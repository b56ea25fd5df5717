"""Say where an action stands."""

from __future__ import annotations

from datetime import date

from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.cases.plan import ACTION_MOVES, ActionState, check_due_date
from palermo.kernel.errors import BadValue, NotFound, Refused
from palermo.kernel.messages import N_
from palermo.ledger.plans.store import change_action
from palermo.ledger.recommendations.queries import find_duty


def update_action(
    visit: Visit,
    *,
    duty_ref: str,
    action_id: int,
    version: int,
    state: ActionState,
    due: date | None = None,
    done_on: date | None = None,
    past_is_meant: bool = False,
) -> None:
    """Set state and due date (None keeps it). `done_on` counts for done actions; today if None.

    Raises Refused for a move that the states do not allow, or a change in the meantime; BadValue
    for a day in the future; Doubtful for a new due date that has passed, unless `past_is_meant`.
    """
    with step(visit, "update_action", duty_ref) as act:
        found = next(
            (a for a in find_duty(duty_ref, visit.today).actions if a.id == action_id), None
        )
        if found is None:
            raise NotFound(
                N_("The duty {duty} has no such action."),
                remedy=N_("Open the page of the demand again."),
                duty=duty_ref,
            )
        check_due_date(due, visit.today, kept=found.due, past_is_meant=past_is_meant)
        if state is not found.state and not ACTION_MOVES.allows(found.state, state):
            raise Refused(
                N_("An action that is {old} cannot become {new}."),
                where=duty_ref,
                remedy=N_("Plan a new action instead."),
                old=found.state,
                new=state,
            )
        if done_on is not None and done_on > visit.today:
            raise BadValue(
                N_("The date on which it was done is in the future."),
                where=duty_ref,
                remedy=N_("Enter today's date or an earlier one."),
            )
        done = (done_on or found.done_on or visit.today) if state is ActionState.DONE else None
        act.detail = {"action": action_id, "state": state.value}
        with act.writing():
            change_action(action_id, version, state=state, due=due or found.due, done_on=done)
