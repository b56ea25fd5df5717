"""A narrative, its reading, and the items a person decides on."""

from __future__ import annotations

from django.db import models

from palermo.cases.narrative import ItemKind, NarrativeState, ReviewDecision
from palermo.ledger.columns import enum_column, enum_constraint


class Narrative(models.Model):
    """A text as it came in, the reading as it was made, and what was decided about both."""

    country = models.CharField(max_length=3)
    edition = models.PositiveSmallIntegerField()
    file_name = models.CharField(max_length=200)
    media = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64)
    #: The text that was read, verbatim; all places are counted in it.
    text = models.TextField()
    #: The reading as the machine made it, never recomputed with later phrases.
    reading = models.JSONField()
    pack_fingerprint = models.CharField(max_length=64)
    state = enum_column(NarrativeState, NarrativeState.PROPOSED)
    uploaded_by = models.CharField(max_length=150)
    uploaded_at = models.DateTimeField()
    decided_by = models.CharField(max_length=150, blank=True, default="")
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True, default="")
    #: The narrative that was accepted in its place.
    superseded_by = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="supersedes"
    )
    #: The narrative whose reading is reviewed again in this one.
    copy_of = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="copies")
    #: False while an edition is being stored: nothing shows it yet.
    complete = models.BooleanField(default=True)
    #: Counted up by decisions on items too: accepting relies on all of them.
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            enum_constraint("state", NarrativeState, "narrative_state_known"),
            # Several texts may judge one year (a correction, another copy); only one may count.
            models.UniqueConstraint(
                fields=["country", "edition"],
                condition=models.Q(state="accepted"),
                name="one_accepted_narrative",
            ),
            # A reading that was accepted may be reviewed again, in one copy at a time.
            models.UniqueConstraint(
                fields=["sha256", "country", "edition"],
                condition=models.Q(state="proposed", complete=True),
                name="one_reading_of_a_file",
            ),
            models.CheckConstraint(
                condition=models.Q(state="superseded", superseded_by__isnull=False)
                | (~models.Q(state="superseded") & models.Q(superseded_by=None)),
                name="superseded_by_another",
            ),
        ]
        indexes = [models.Index(fields=["country", "edition"])]


class NarrativeMove(models.Model):
    """One decision on a narrative: who, when, why. Never changed or removed."""

    narrative = models.ForeignKey(Narrative, on_delete=models.CASCADE, related_name="moves")
    state = enum_column(NarrativeState)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    reason = models.TextField(blank=True, default="")
    #: Items that were accepted without review; empty where the narrative was not accepted.
    undecided_items = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [enum_constraint("state", NarrativeState, "move_state_known")]


class ReadingItem(models.Model):
    """One thing the reader found, beside what a person made of it."""

    narrative = models.ForeignKey(Narrative, on_delete=models.CASCADE, related_name="items")
    kind = enum_column(ItemKind)
    number = models.PositiveSmallIntegerField()
    #: As read; empty for an item that a person added.
    proposed = models.JSONField(default=dict)
    current = models.JSONField()
    decision = enum_column(ReviewDecision, ReviewDecision.PROPOSED)
    decided_by = models.CharField(max_length=150, blank=True, default="")
    decided_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["kind", "number"]
        constraints = [
            enum_constraint("kind", ItemKind, "item_kind_known"),
            enum_constraint("decision", ReviewDecision, "item_decision_known"),
            models.UniqueConstraint(fields=["narrative", "kind", "number"], name="item_number"),
        ]
