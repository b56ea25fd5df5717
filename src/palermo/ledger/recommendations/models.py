"""Demands, the recommendations that word them, their duties and notes, and how they are linked."""

from __future__ import annotations

from django.db import models

from palermo.cases.recommendation import LinkKind
from palermo.kernel.amounts import BUDGET
from palermo.ledger.columns import enum_column, enum_constraint
from palermo.ledger.narratives.models import Narrative, ReadingItem


class Demand(models.Model):
    """What editions ask in the same or other words. The plan hangs on it, not on one wording.

    One that was merged into another stays as a row without recommendations.
    """

    country = models.CharField(max_length=3)
    #: The reference of one of its recommendations: that of the first one that was accepted.
    ref = models.CharField(max_length=20, db_index=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["country", "ref"]


class Recommendation(models.Model):
    """What an accepted narrative asks, verbatim: one wording of a demand."""

    narrative = models.ForeignKey(
        Narrative, on_delete=models.PROTECT, related_name="recommendations"
    )
    country = models.CharField(max_length=3)
    edition = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    #: Permanent address, such as AZE-2023-04.
    ref = models.CharField(max_length=20, unique=True)
    text = models.TextField()
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    themes = models.JSONField(default=list)
    paradigm = models.CharField(max_length=20, blank=True, default="")
    demand = models.ForeignKey(Demand, on_delete=models.PROTECT, related_name="recommendations")
    link_kind = enum_column(LinkKind, LinkKind.NEW)
    link_score = models.FloatField(null=True)
    #: Empty where the machine linked; the user's name where a person did.
    linked_by = models.CharField(max_length=150, blank=True, default="")
    #: False where the words were accepted as read, without a decision on them.
    reviewed = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["country", "-edition", "number"]
        constraints = [
            enum_constraint("link_kind", LinkKind, "link_kind_known"),
            models.UniqueConstraint(
                fields=["country", "edition", "number"], name="recommendation_number"
            ),
        ]


class LinkAnswer(models.Model):
    """What a reviewer answered: whether a recommendation that was read continues a demand."""

    item = models.ForeignKey(ReadingItem, on_delete=models.CASCADE, related_name="link_answers")
    demand = models.ForeignKey(Demand, on_delete=models.PROTECT, related_name="link_answers")
    same = models.BooleanField()
    decided_by = models.CharField(max_length=150)
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "demand"], name="one_answer_for_a_link"),
        ]


class DemandChange(models.Model):
    """A link that was changed after acceptance: what moved, so that it can be undone."""

    country = models.CharField(max_length=3)
    #: The reference of the recommendation that was linked to another demand.
    ref = models.CharField(max_length=20)
    source = models.ForeignKey(Demand, on_delete=models.PROTECT, related_name="changes_from")
    target = models.ForeignKey(Demand, on_delete=models.PROTECT, related_name="changes_to")
    #: Ids, references and letters before the change; see `store.move_content`.
    moved = models.JSONField()
    changed_by = models.CharField(max_length=150)
    changed_at = models.DateTimeField()
    undone_by = models.CharField(max_length=150, blank=True, default="")
    undone_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["id"]


class EarlierWording(models.Model):
    """A recommendation as a superseded or withdrawn narrative of its year has it."""

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.CASCADE, related_name="earlier_wordings"
    )
    narrative = models.ForeignKey(Narrative, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    replaced_by = models.CharField(max_length=150)
    replaced_at = models.DateTimeField()

    class Meta:
        ordering = ["replaced_at", "id"]


class LinkedCountry(models.Model):
    """A country whose recommendations are linked; guards links that depend on many rows."""

    country = models.CharField(max_length=3, unique=True)
    version = models.PositiveIntegerField(default=1)


class Duty(models.Model):
    """One separable thing that a demand asks for."""

    demand = models.ForeignKey(Demand, on_delete=models.PROTECT, related_name="duties")
    letter = models.CharField(max_length=2)
    #: Permanent address, such as AZE-2023-04b; it stays when the duty comes to another demand.
    ref = models.CharField(max_length=22, unique=True)
    text = models.TextField()
    lead = models.CharField(max_length=40, blank=True, default="")
    supporting = models.JSONField(default=list)
    due = models.DateField(null=True)
    budget = models.DecimalField(max_digits=BUDGET.digits, decimal_places=BUDGET.places, null=True)
    currency = models.CharField(max_length=3, blank=True, default="")
    measures = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["letter"]
        constraints = [
            models.UniqueConstraint(fields=["demand", "letter"], name="duty_letter"),
            models.CheckConstraint(
                condition=models.Q(budget=None) | ~models.Q(currency=""), name="budget_has_currency"
            ),
        ]


class Note(models.Model):
    """What somebody wrote on a demand, or on one of its duties."""

    demand = models.ForeignKey(Demand, on_delete=models.PROTECT, related_name="notes")
    #: The wording under which it was written.
    recommendation = models.ForeignKey(
        Recommendation, null=True, on_delete=models.SET_NULL, related_name="notes"
    )
    duty = models.ForeignKey(Duty, null=True, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField()
    author = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
