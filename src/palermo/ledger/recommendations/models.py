"""Recommendations, their duties and notes."""

from __future__ import annotations

from django.db import models

from palermo.cases.recommendation import LinkKind
from palermo.ledger.columns import enum_column, enum_constraint
from palermo.ledger.narratives.models import Narrative


class Recommendation(models.Model):
    """What an accepted narrative asks, verbatim, and what it continues."""

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
    follows = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="followed_by"
    )
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
            models.CheckConstraint(
                condition=models.Q(link_kind="new", follows=None)
                | (~models.Q(link_kind="new") & models.Q(follows__isnull=False)),
                name="only_a_new_one_follows_none",
            ),
        ]


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
    """One separable thing that a recommendation asks for."""

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="duties"
    )
    letter = models.CharField(max_length=2)
    text = models.TextField()
    lead = models.CharField(max_length=40, blank=True, default="")
    supporting = models.JSONField(default=list)
    due = models.DateField(null=True)
    budget = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True, default="")
    measures = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["letter"]
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "letter"], name="duty_letter"),
            models.CheckConstraint(
                condition=models.Q(budget=None) | ~models.Q(currency=""), name="budget_has_currency"
            ),
        ]


class Note(models.Model):
    """What somebody wrote on a recommendation, or on one of its duties."""

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.CASCADE, related_name="notes"
    )
    duty = models.ForeignKey(Duty, null=True, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField()
    author = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
