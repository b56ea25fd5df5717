"""States of an action, of a proposal to close a duty, and of a value."""

from __future__ import annotations

from datetime import date

from palermo.kernel.codes import LabelledCode
from palermo.kernel.errors import Doubtful
from palermo.kernel.messages import N_
from palermo.kernel.moves import MoveLine, Owner, StateLine, StateTable


class ActionState(LabelledCode):
    """Where an action stands, said by its owner."""

    PLANNED = "planned", N_("planned")
    UNDER_WAY = "under_way", N_("Under way")
    DONE = "done", N_("done")
    CANCELLED = "cancelled", N_("cancelled")


class ClosureOutcome(LabelledCode):
    """What the second person answered to a proposed closure."""

    WAITING = "waiting", N_("waiting for a second person")
    MET = "met", N_("Met")
    PARTIALLY_MET = "partially_met", N_("Partially met")
    REFUSED = "refused", N_("refused")


class ValueState(LabelledCode):
    """A value of a measure, or why there is none. Four different things, never one for another."""

    VALUE = "value", N_("a number")
    NOT_REPORTED = "not_reported", N_("not reported")
    NOT_APPLICABLE = "not_applicable", N_("not applicable")
    SUPPRESSED = "suppressed", N_("suppressed")


_ACTION_WORDS = {
    ActionState.PLANNED: (N_("planned an action"), N_("Plan")),
    ActionState.UNDER_WAY: (N_("began an action"), N_("Begin")),
    ActionState.DONE: (N_("reported an action done"), N_("Report as done")),
    ActionState.CANCELLED: (N_("cancelled an action"), N_("Cancel")),
}


def _action_move(source: ActionState | None, target: ActionState) -> MoveLine[ActionState]:
    right = "plan_action" if source is None else "update_action"
    return MoveLine(source, target, right, *_ACTION_WORDS[target])


ACTION_MOVES = StateTable(
    "action",
    (
        StateLine(ActionState.PLANNED, Owner.ANALYST),
        StateLine(ActionState.UNDER_WAY, Owner.ANALYST),
        StateLine(ActionState.DONE, Owner.NOBODY),
        StateLine(ActionState.CANCELLED, Owner.NOBODY),
    ),
    (
        _action_move(None, ActionState.PLANNED),
        _action_move(ActionState.PLANNED, ActionState.UNDER_WAY),
        _action_move(ActionState.PLANNED, ActionState.DONE),
        _action_move(ActionState.PLANNED, ActionState.CANCELLED),
        _action_move(ActionState.UNDER_WAY, ActionState.DONE),
        _action_move(ActionState.UNDER_WAY, ActionState.CANCELLED),
        # Taken back when it proves unfinished; the journal keeps both steps.
        _action_move(ActionState.DONE, ActionState.UNDER_WAY),
        _action_move(ActionState.CANCELLED, ActionState.PLANNED),
    ),
)


def _closure_answer(outcome: ClosureOutcome, verb: str, text: str) -> MoveLine[ClosureOutcome]:
    return MoveLine(ClosureOutcome.WAITING, outcome, "confirm_closure", verb, text)


CLOSURE_MOVES = StateTable(
    "closure",
    (
        StateLine(ClosureOutcome.WAITING, Owner.COORDINATOR),
        StateLine(ClosureOutcome.MET, Owner.NOBODY),
        StateLine(ClosureOutcome.PARTIALLY_MET, Owner.NOBODY),
        StateLine(ClosureOutcome.REFUSED, Owner.NOBODY),
    ),
    (
        MoveLine(
            None,
            ClosureOutcome.WAITING,
            "propose_closure",
            N_("proposed to close a duty"),
            N_("Propose to close"),
        ),
        _closure_answer(ClosureOutcome.MET, N_("confirmed that a duty is met"), N_("Met")),
        _closure_answer(
            ClosureOutcome.PARTIALLY_MET,
            N_("found a duty partially met"),
            N_("Partially met"),
        ),
        _closure_answer(ClosureOutcome.REFUSED, N_("refused to close a duty"), N_("Refuse")),
    ),
)


def check_due_date(
    due: date | None, today: date, *, kept: date | None = None, past_is_meant: bool = False
) -> None:
    """Raise Doubtful for a due date before `today`, unless it is `kept` as it was, or meant.

    Most such dates are a wrong year. A plan that is entered later has real ones.
    """
    if due is None or due >= today or due == kept or past_is_meant:
        return
    raise Doubtful(
        N_("The due date {due} has passed."),
        confirm="past_is_meant",
        question=N_("{due} is right: it was due then."),
        where="due",
        remedy=N_("Correct the date, or confirm that it is right."),
        due=due,
    )
