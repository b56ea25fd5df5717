"""States of a narrative and of what was read in it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class NarrativeState(StrEnum):
    """Where a narrative stands: proposed by reading, then accepted or rejected by a person."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class ItemKind(StrEnum):
    """What an item of a reading is about."""

    HEADER = "header"
    RECOMMENDATION = "recommendation"
    FINDING = "finding"
    FIGURE = "figure"


class ReviewDecision(StrEnum):
    """What a person decided about an item of a reading."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    ADDED = "added"


#: From which state an act may lead where.
NARRATIVE_MOVES: Mapping[NarrativeState, frozenset[NarrativeState]] = MappingProxyType(
    {
        NarrativeState.PROPOSED: frozenset({NarrativeState.ACCEPTED, NarrativeState.REJECTED}),
        NarrativeState.ACCEPTED: frozenset(),
        NarrativeState.REJECTED: frozenset(),
    }
)
