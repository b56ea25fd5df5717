"""Plan an action for a duty."""

from __future__ import annotations

from datetime import date

from palermo.accounts.people import Actor
from palermo.actions._text_rules import required_text
from palermo.actions.recommendations._duties import get_duty
from palermo.actions.step import step
from palermo.kernel.messages import N_
from palermo.ledger.plans.store import add_action
from palermo.packs.pack import Pack


def plan_action(
    actor: Actor,
    *,
    duty_ref: str,
    title: str,
    pack: Pack,
    agency: str = "",
    owner: str = "",
    due: date | None = None,
) -> int:
    """Plan; returns the action's id. `owner` is a post or office, never a private person.

    Raises BadValue without a title, NotFound for an unknown duty or agency.
    """
    with step(actor, "plan_action", duty_ref) as taken:
        duty = get_duty(duty_ref)
        if agency:
            pack.agency(agency)
        action = add_action(
            duty.id,
            title=required_text("title", title, missing=N_("Say what will be done.")),
            agency=agency,
            owner=owner.strip(),
            due=due,
        )
        taken.detail = {"action": action}
        return action
