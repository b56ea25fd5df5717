"""Interviews and their answers."""

from __future__ import annotations

import uuid

from django.db import models

from palermo.cases.interview import InterviewOrigin, InterviewState


class Interview(models.Model):
    """One run of one version of a procedure with one person."""

    #: Given by the device that began it, so that sending it twice keeps it once.
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    person = models.CharField(max_length=9, db_index=True)
    procedure = models.CharField(max_length=60)
    procedure_version = models.PositiveIntegerField()
    pack_fingerprint = models.CharField(max_length=64)
    officer = models.CharField(max_length=150, db_index=True)
    agency = models.CharField(max_length=40, blank=True, default="")
    place_kind = models.CharField(max_length=40)
    origin = models.CharField(max_length=10, choices=[(o.value, o.value) for o in InterviewOrigin])
    #: About how old, in years, where it matters how a question is said; None where not known.
    age = models.PositiveSmallIntegerField(null=True)
    #: What was confirmed to hold before the first question.
    confirmed = models.JSONField(default=list)
    answers = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in InterviewState])
    #: What the procedure indicated when the officer decided, duties with deadlines among it.
    indication = models.JSONField(null=True)
    #: What the officer decided; empty where the procedure asks for no decision.
    decision = models.CharField(max_length=12, blank=True, default="")
    reason = models.TextField(blank=True, default="")
    #: The interview that this one took over from.
    follows = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    kept_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in InterviewState]),
                name="interview_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(origin__in=[o.value for o in InterviewOrigin]),
                name="interview_origin_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="decided") | models.Q(decided_at__isnull=False),
                name="decided_interview_has_a_time",
            ),
        ]


class AnswerChange(models.Model):
    """One answer as it was given. Never edited: a later answer is another row."""

    interview = models.ForeignKey(Interview, on_delete=models.PROTECT, related_name="changes")
    question = models.CharField(max_length=80)
    value = models.JSONField()
    by = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
