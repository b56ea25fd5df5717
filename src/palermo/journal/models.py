"""Fields and constraints only; writes: `store.py`, reads: `queries.py`."""

from __future__ import annotations

from django.db import models


class JournalLine(models.Model):
    """What was done or refused: who, when, through which door, to what. Never edited or deleted.

    No key points at the user: a user may go, and what they did stays under their name.
    """

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    user_id = models.BigIntegerField(null=True)
    username = models.CharField(max_length=150)
    role = models.CharField(max_length=20)
    via = models.CharField(max_length=10)
    act = models.CharField(max_length=60, db_index=True)
    outcome = models.CharField(max_length=10, choices=[("done", "done"), ("denied", "denied")])
    target = models.CharField(max_length=120, blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=["done", "denied"]), name="audit_outcome_known"
            )
        ]
