"""States of an action, of a proposal to close a duty, and of a value."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


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


ACTION_MOVES: Mapping[ActionState, frozenset[ActionState]] = MappingProxyType(
    {
        ActionState.PLANNED: frozenset(
            {ActionState.UNDER_WAY, ActionState.DONE, ActionState.CANCELLED}
        ),
        ActionState.UNDER_WAY: frozenset({ActionState.DONE, ActionState.CANCELLED}),
        # Taken back when it proves unfinished; the log keeps both steps.
        ActionState.DONE: frozenset({ActionState.UNDER_WAY}),
        ActionState.CANCELLED: frozenset({ActionState.PLANNED}),
    }
)
