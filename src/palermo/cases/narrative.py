"""States of a narrative and of what was read in it."""

from __future__ import annotations

from enum import StrEnum

from palermo.kernel.messages import N_
from palermo.kernel.moves import MoveLine, Owner, StateLine, StateTable


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


NARRATIVE_MOVES = StateTable(
    "narrative",
    (
        StateLine(NarrativeState.PROPOSED, Owner.COORDINATOR, N_("to be reviewed")),
        StateLine(NarrativeState.ACCEPTED, Owner.NOBODY, N_("accepted")),
        StateLine(NarrativeState.REJECTED, Owner.NOBODY, N_("rejected")),
    ),
    (
        MoveLine(
            None,
            NarrativeState.PROPOSED,
            "read_report",
            N_("read a narrative"),
            N_("Read a report"),
        ),
        MoveLine(
            NarrativeState.PROPOSED,
            NarrativeState.ACCEPTED,
            "accept_narrative",
            N_("accepted a narrative"),
            N_("Accept"),
        ),
        MoveLine(
            NarrativeState.PROPOSED,
            NarrativeState.REJECTED,
            "reject_narrative",
            N_("rejected a narrative"),
            N_("Reject"),
        ),
    ),
)
