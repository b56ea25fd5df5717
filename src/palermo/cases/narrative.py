"""States of a narrative and of what was read in it."""

from __future__ import annotations

from palermo.kernel.codes import LabelledCode
from palermo.kernel.messages import N_
from palermo.kernel.moves import MoveLine, Owner, StateLine, StateTable


class NarrativeState(LabelledCode):
    """Where a narrative stands: proposed by reading, then accepted or rejected by a person."""

    PROPOSED = "proposed", N_("to be reviewed")
    ACCEPTED = "accepted", N_("accepted")
    REJECTED = "rejected", N_("rejected")


class ItemKind(LabelledCode):
    """What an item of a reading is about."""

    HEADER = "header", N_("Statement about the country")
    RECOMMENDATION = "recommendation", N_("Recommendation")
    FINDING = "finding", N_("Finding")
    FIGURE = "figure", N_("Figure")


class HeaderName(LabelledCode):
    """What the text says of the country in its heading and first chapter."""

    TIER = "tier", N_("Tier")
    PLACEMENT = "placement", N_("Placement")
    OVERALL_EFFORTS = "overall_efforts", N_("Overall efforts")
    WATCH_LIST_YEAR = "watch_list_year", N_("Year on the Watch List")
    SOURCE = "source", N_("Source line")


class ReviewDecision(LabelledCode):
    """What a person decided about an item of a reading."""

    PROPOSED = "proposed", N_("to be reviewed")
    ACCEPTED = "accepted", N_("accepted")
    CORRECTED = "corrected", N_("corrected")
    REJECTED = "rejected", N_("rejected")
    ADDED = "added", N_("added")


NARRATIVE_MOVES = StateTable(
    "narrative",
    (
        StateLine(NarrativeState.PROPOSED, Owner.COORDINATOR),
        StateLine(NarrativeState.ACCEPTED, Owner.NOBODY),
        StateLine(NarrativeState.REJECTED, Owner.NOBODY),
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
