"""What a decision obliges to: one row for each duty."""

from __future__ import annotations

from django.db import models

from palermo.records.interviews.models import Interview


class Obligation(models.Model):
    """One duty of the procedure that a decision brought. Only its times change."""

    interview = models.ForeignKey(Interview, on_delete=models.PROTECT, related_name="obligations")
    #: Id of the duty in the version that decided.
    duty = models.CharField(max_length=60)
    #: The role that must do it; the pack names the agency that fills it.
    who = models.CharField(max_length=40)
    due_at = models.DateTimeField(null=True, db_index=True)
    needs_acknowledgement = models.BooleanField(default=False)
    done_at = models.DateTimeField(null=True)
    #: Roles to whom the person was referred, where the duty refers.
    referred_to = models.JSONField(default=list)
    done_by = models.CharField(max_length=150, blank=True, default="")
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.CharField(max_length=150, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["interview", "duty"], name="a_duty_once_for_an_interview"
            ),
            models.CheckConstraint(
                condition=models.Q(acknowledged_at=None)
                | models.Q(done_at__isnull=False, needs_acknowledgement=True),
                name="only_what_was_done_is_acknowledged",
            ),
            models.CheckConstraint(
                condition=models.Q(done_at=None, done_by="")
                | (models.Q(done_at__isnull=False) & ~models.Q(done_by="")),
                name="what_was_done_was_done_by_somebody",
            ),
        ]
