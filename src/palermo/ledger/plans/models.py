"""What is done for a duty: actions, milestones, evidence, closing."""

from __future__ import annotations

from django.db import models

from palermo.cases.plan import ActionState, ClosureOutcome
from palermo.ledger.columns import enum_column, enum_constraint
from palermo.ledger.recommendations.models import Duty, Recommendation


class Action(models.Model):
    """A thing an agency does for a duty."""

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="actions")
    title = models.CharField(max_length=300)
    agency = models.CharField(max_length=40, blank=True, default="")
    #: A post or office, not a private person.
    owner = models.CharField(max_length=150, blank=True, default="")
    due = models.DateField(null=True)
    state = enum_column(ActionState, ActionState.PLANNED)
    done_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["id"]
        constraints = [
            enum_constraint("state", ActionState, "action_state_known"),
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
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["due", "id"]


class Evidence(models.Model):
    """A file or link that shows that something was done, and who checked it."""

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="evidence")
    title = models.CharField(max_length=300)
    file = models.FileField(upload_to="evidence/", blank=True)
    file_name = models.CharField(max_length=200, blank=True, default="")
    sha256 = models.CharField(max_length=64, blank=True, default="")
    url = models.URLField(max_length=500, blank=True, default="")
    uploaded_by = models.CharField(max_length=150)
    uploaded_at = models.DateTimeField()
    verified_by = models.CharField(max_length=150, blank=True, default="")
    verified_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

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
    proposed_at = models.DateTimeField()
    outcome = enum_column(ClosureOutcome, ClosureOutcome.WAITING)
    answer = models.TextField(blank=True, default="")
    confirmed_by = models.CharField(max_length=150, blank=True, default="")
    confirmed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["id"]
        constraints = [
            enum_constraint("outcome", ClosureOutcome, "closure_outcome_known"),
            models.UniqueConstraint(
                fields=["duty"], condition=models.Q(outcome="waiting"), name="one_open_closure"
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by="")
                | ~models.Q(confirmed_by=models.F("proposed_by")),
                name="closed_by_another",
            ),
        ]


class Reopening(models.Model):
    """A duty of a met demand, from the moment when a later edition asked the demand again.

    It counts while the recommendation belongs to the demand of the duty.
    """

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="reopenings")
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.CASCADE, related_name="reopenings"
    )
    #: Ids of what was done before, by kind, and the due date then: history, not progress.
    earlier = models.JSONField()
    reopened_by = models.CharField(max_length=150)
    reopened_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["duty", "recommendation"], name="reopened_once"),
        ]
