"""States of an action, of a proposal to close a duty, and of a value."""

from __future__ import annotations

from enum import StrEnum

from palermo.kernel.messages import N_
from palermo.kernel.moves import MoveLine, Owner, StateLine, StateTable


class ActionState(StrEnum):
    """Where an action stands, said by its owner."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DONE = "done"
    CANCELLED = "cancelled"


class ClosureOutcome(StrEnum):
    """What the second person answered to a proposed closure."""

    WAITING = "waiting"
    MET = "met"
    PARTIALLY_MET = "partially_met"
    REFUSED = "refused"


class ValueState(StrEnum):
    """A value of a measure, or why there is none. Four different things, never one for another."""

    VALUE = "value"
    NOT_REPORTED = "not_reported"
    NOT_APPLICABLE = "not_applicable"
    SUPPRESSED = "suppressed"


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
        StateLine(ActionState.PLANNED, Owner.ANALYST, N_("planned")),
        StateLine(ActionState.UNDER_WAY, Owner.ANALYST, N_("Under way")),
        StateLine(ActionState.DONE, Owner.NOBODY, N_("done")),
        StateLine(ActionState.CANCELLED, Owner.NOBODY, N_("cancelled")),
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
        StateLine(ClosureOutcome.WAITING, Owner.COORDINATOR, N_("waiting for a second person")),
        StateLine(ClosureOutcome.MET, Owner.NOBODY, N_("Met")),
        StateLine(ClosureOutcome.PARTIALLY_MET, Owner.NOBODY, N_("Partially met")),
        StateLine(ClosureOutcome.REFUSED, Owner.NOBODY, N_("refused")),
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
