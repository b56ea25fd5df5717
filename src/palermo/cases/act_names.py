"""How the activity log says an act, by the verbs of the state tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from palermo.cases.interview import INTERVIEW_MOVES
from palermo.cases.narrative import NARRATIVE_MOVES
from palermo.cases.obligation import OBLIGATION_MOVES
from palermo.cases.plan import ACTION_MOVES, CLOSURE_MOVES
from palermo.kernel.moves import StateTable

_TABLES: tuple[StateTable[Any], ...] = (
    NARRATIVE_MOVES,
    ACTION_MOVES,
    CLOSURE_MOVES,
    INTERVIEW_MOVES,
    OBLIGATION_MOVES,
)


def _act_names() -> dict[str, str]:
    """One name for each act; an act that may be several moves is left out."""
    verbs: dict[str, set[str]] = {}
    for table in _TABLES:
        for move in table.moves:
            verbs.setdefault(move.right, set()).add(move.verb)
    return {right: next(iter(names)) for right, names in verbs.items() if len(names) == 1}


ACT_NAMES: Mapping[str, str] = _act_names()
