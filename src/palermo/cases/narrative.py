"""States of a narrative and of what was read in it."""

from __future__ import annotations

from palermo.kernel.codes import LabelledCode
from palermo.kernel.messages import N_
from palermo.kernel.moves import MoveLine, Owner, StateLine, StateTable


class NarrativeState(LabelledCode):
    """Proposed by reading, then decided on by a person; only an accepted one counts.

    Superseded: a later text of the same country and year was accepted. Withdrawn: a person took the
    acceptance back. Both stay on file, with all that was decided.
    """

    PROPOSED = "proposed", N_("to be reviewed")
    ACCEPTED = "accepted", N_("accepted")
    REJECTED = "rejected", N_("rejected")
    SUPERSEDED = "superseded", N_("superseded")
    WITHDRAWN = "withdrawn", N_("withdrawn")


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
    UNREVIEWED = "unreviewed", N_("accepted without review")


#: What a person may decide on one item that was read. The other two follow from another act.
ITEM_DECISIONS = frozenset(
    {
        ReviewDecision.PROPOSED,
        ReviewDecision.ACCEPTED,
        ReviewDecision.CORRECTED,
        ReviewDecision.REJECTED,
    }
)


NARRATIVE_MOVES = StateTable(
    "narrative",
    (
        StateLine(NarrativeState.PROPOSED, Owner.COORDINATOR),
        StateLine(NarrativeState.ACCEPTED, Owner.NOBODY),
        StateLine(NarrativeState.REJECTED, Owner.NOBODY),
        StateLine(NarrativeState.SUPERSEDED, Owner.NOBODY),
        StateLine(NarrativeState.WITHDRAWN, Owner.NOBODY),
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
        MoveLine(
            NarrativeState.ACCEPTED,
            NarrativeState.SUPERSEDED,
            "accept_narrative",
            N_("accepted a narrative"),
            N_("Accept and supersede"),
        ),
        MoveLine(
            NarrativeState.ACCEPTED,
            NarrativeState.WITHDRAWN,
            "withdraw_narrative",
            N_("withdrew a narrative"),
            N_("Withdraw"),
        ),
    ),
)
