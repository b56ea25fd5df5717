"""States of an action, of a proposal to close a duty, and of a value."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from palermo.kernel.codes import LabelledCode
from palermo.kernel.messages import N_


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
