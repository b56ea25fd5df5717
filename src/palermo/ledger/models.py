"""Fields and constraints only. Rules are in `states.py`, writes in `store`, reads in `queries`.

Users appear by name, not by key: the ledger and the accounts are strangers, and a name stays
readable when the account is gone.
"""

from __future__ import annotations

from enum import StrEnum

from django.db import models

from palermo.ledger.states import (
    ActionState,
    Decision,
    ItemKind,
    LinkKind,
    NarrativeState,
    Outcome,
    ValueState,
)


def _one_of(enum: type[StrEnum], default: StrEnum | None = None) -> models.CharField[str, str]:
    """A text column for the values of `enum`; the constraint beside it is the last defence."""
    choices = [(v.value, v.value) for v in enum]
    first = models.NOT_PROVIDED if default is None else default.value
    return models.CharField(max_length=24, choices=choices, default=first)


def _known(field: str, enum: type[StrEnum], name: str) -> models.CheckConstraint:
    values = [v.value for v in enum]
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": values}), name=name)


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
    state = _one_of(NarrativeState, NarrativeState.PROPOSED)
    uploaded_by = models.CharField(max_length=150)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.CharField(max_length=150, blank=True, default="")
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            _known("state", NarrativeState, "narrative_state_known"),
            # Several texts may judge one year (a correction, another copy); only one may count.
            models.UniqueConstraint(
                fields=["country", "edition"],
                condition=models.Q(state="accepted"),
                name="one_accepted_narrative",
            ),
        ]
        indexes = [models.Index(fields=["country", "edition"])]


class ReadingItem(models.Model):
    """One thing the reader found, beside what a person made of it."""

    narrative = models.ForeignKey(Narrative, on_delete=models.CASCADE, related_name="items")
    kind = _one_of(ItemKind)
    number = models.PositiveSmallIntegerField()
    #: As read; empty for an item that a person added.
    proposed = models.JSONField(default=dict)
    current = models.JSONField()
    decision = _one_of(Decision, Decision.PROPOSED)
    decided_by = models.CharField(max_length=150, blank=True, default="")
    decided_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["kind", "number"]
        constraints = [
            _known("kind", ItemKind, "item_kind_known"),
            _known("decision", Decision, "item_decision_known"),
            models.UniqueConstraint(fields=["narrative", "kind", "number"], name="item_number"),
        ]


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
    link_kind = _one_of(LinkKind, LinkKind.NEW)
    link_score = models.FloatField(null=True)
    #: Empty where the machine linked; the user's name where a person did.
    linked_by = models.CharField(max_length=150, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["country", "-edition", "number"]
        constraints = [
            _known("link_kind", LinkKind, "link_kind_known"),
            models.UniqueConstraint(
                fields=["country", "edition", "number"], name="recommendation_number"
            ),
            models.CheckConstraint(
                condition=models.Q(link_kind="new", follows=None)
                | (~models.Q(link_kind="new") & models.Q(follows__isnull=False)),
                name="only_a_new_one_follows_none",
            ),
        ]


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


class Action(models.Model):
    """A thing an agency does for a duty."""

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="actions")
    title = models.CharField(max_length=300)
    agency = models.CharField(max_length=40, blank=True, default="")
    #: A post or office, not a private person.
    owner = models.CharField(max_length=150, blank=True, default="")
    due = models.DateField(null=True)
    state = _one_of(ActionState, ActionState.PLANNED)
    done_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["id"]
        constraints = [
            _known("state", ActionState, "action_state_known"),
            models.CheckConstraint(
                condition=models.Q(state="done", done_on__isnull=False)
                | (~models.Q(state="done") & models.Q(done_on=None)),
                name="only_a_done_action_has_a_day",
            ),
        ]


class Milestone(models.Model):
    """A day by which something must be visible."""

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(max_length=300)
    due = models.DateField(null=True)
    reached_on = models.DateField(null=True)

    class Meta:
        ordering = ["due", "id"]


class Note(models.Model):
    """What somebody wrote on a recommendation, or on one of its duties."""

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.CASCADE, related_name="notes"
    )
    duty = models.ForeignKey(Duty, null=True, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField()
    author = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at"]


class Evidence(models.Model):
    """A file or link that shows that something was done, and who checked it."""

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="evidence")
    title = models.CharField(max_length=300)
    file = models.FileField(upload_to="evidence/", blank=True)
    file_name = models.CharField(max_length=200, blank=True, default="")
    sha256 = models.CharField(max_length=64, blank=True, default="")
    url = models.URLField(max_length=500, blank=True, default="")
    uploaded_by = models.CharField(max_length=150)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    verified_by = models.CharField(max_length=150, blank=True, default="")
    verified_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(file="") | ~models.Q(url=""), name="evidence_is_there"
            ),
            models.CheckConstraint(
                condition=models.Q(verified_by="") | ~models.Q(verified_by=models.F("uploaded_by")),
                name="evidence_checked_by_another",
            ),
        ]


class Closure(models.Model):
    """The proposal that a duty is met, and a second person's answer. Kept, never overwritten."""

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="closures")
    reason = models.TextField()
    proposed_by = models.CharField(max_length=150)
    proposed_at = models.DateTimeField(auto_now_add=True)
    outcome = _one_of(Outcome, Outcome.WAITING)
    answer = models.TextField(blank=True, default="")
    confirmed_by = models.CharField(max_length=150, blank=True, default="")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            _known("outcome", Outcome, "closure_outcome_known"),
            models.UniqueConstraint(
                fields=["duty"], condition=models.Q(outcome="waiting"), name="one_open_closure"
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by="")
                | ~models.Q(confirmed_by=models.F("proposed_by")),
                name="closed_by_another",
            ),
        ]


class MeasureValue(models.Model):
    """A value of a measure for a period, entered by hand. A correction is a new row."""

    country = models.CharField(max_length=3)
    measure = models.CharField(max_length=20)
    start = models.DateField()
    end = models.DateField()
    state = _one_of(ValueState, ValueState.VALUE)
    value = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    source = models.CharField(max_length=300)
    entered_by = models.CharField(max_length=150)
    entered_at = models.DateTimeField(auto_now_add=True)
    superseded_by = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["measure", "start", "id"]
        constraints = [
            _known("state", ValueState, "value_state_known"),
            models.CheckConstraint(
                condition=models.Q(state="value", value__isnull=False)
                | (~models.Q(state="value") & models.Q(value=None)),
                name="a_value_or_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(end__gte=models.F("start")), name="period_runs_forward"
            ),
        ]


class ChecklistEvidence(models.Model):
    """Evidence for or against an item of the checklist, written by a person."""

    country = models.CharField(max_length=3)
    edition = models.PositiveSmallIntegerField()
    item = models.CharField(max_length=10)
    speaks_for = models.BooleanField()
    text = models.TextField()
    source = models.CharField(max_length=300)
    written_by = models.CharField(max_length=150)
    written_at = models.DateTimeField(auto_now_add=True)
    verified = models.BooleanField(default=False)

    class Meta:
        ordering = ["item", "id"]


class TierClaim(models.Model):
    """A tier that an imported source gives for a country and year, beside the pack's register."""

    country = models.CharField(max_length=3)
    year = models.PositiveSmallIntegerField()
    tier = models.CharField(max_length=3)
    source = models.CharField(max_length=300)
    waiver = models.BooleanField(null=True)
    imported_by = models.CharField(max_length=150)
    imported_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["country", "year", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["country", "year", "tier", "source"], name="a_claim_stands_once"
            )
        ]


class SearchEntry(models.Model):
    """A piece of the ledger's words, folded so that any spelling finds it. Written by the store."""

    key = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=20)
    country = models.CharField(max_length=3)
    title = models.CharField(max_length=200)
    text = models.TextField()
    folded = models.TextField()
    #: Kind of page and its arguments, such as ["recommendation", "AZE-2023-04"].
    address = models.JSONField()
