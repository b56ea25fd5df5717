"""Interviews and their answers."""

from __future__ import annotations

import uuid

from django.db import models

from palermo.records.columns import code_column, code_constraint


class Interview(models.Model):
    """One run of one version of a procedure with one person."""

    #: Given by the device that began it, so that sending it twice keeps it once.
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    person = models.CharField(max_length=9, db_index=True)
    procedure = models.CharField(max_length=60)
    procedure_version = models.PositiveIntegerField()
    #: Of the rules that decided, or that it was begun with; empty where they are not known.
    procedure_fingerprint = models.CharField(max_length=64, blank=True, default="")
    officer = models.CharField(max_length=150, db_index=True)
    agency = models.CharField(max_length=40, blank=True, default="")
    place_kind = models.CharField(max_length=40)
    origin = code_column("interview.origin")
    #: The language in which the officer had the questions when deciding; empty where not known.
    language = models.CharField(max_length=16, blank=True, default="")
    #: About how old, in years, where it matters how a question is said; None where not known.
    age = models.PositiveSmallIntegerField(null=True)
    #: What was confirmed to hold before the first question.
    confirmed = models.JSONField(default=list)
    answers = models.JSONField(default=dict)
    state = code_column("interview.state")
    #: What was indicated when the officer decided, as ids of the version. Empty until then, and
    #: where the procedure indicates nothing.
    outcome = code_column("interview.outcome", can_be_empty=True)
    label = models.CharField(max_length=60, blank=True, default="")
    reasonable_grounds = code_column("interview.reasonable_grounds", can_be_empty=True)
    #: Dimension to yes, no or unknown.
    dimensions = models.JSONField(default=dict)
    #: Indicators that held, and that did not.
    grounds = models.JSONField(default=list)
    against = models.JSONField(default=list)
    #: Questions whose answer could still have changed the outcome.
    unknown = models.JSONField(default=list)
    possible_duties = models.JSONField(default=list)
    #: What the officer decided; empty where the procedure asks for no decision.
    decision = code_column("interview.decision", can_be_empty=True)
    decided_by = models.CharField(max_length=150, blank=True, default="")
    reason = models.TextField(blank=True, default="")
    #: Id of the pack's closing reason, where the decision is below what was indicated.
    reason_code = models.CharField(max_length=60, blank=True, default="")
    #: What the officer had decided, and the second person's reason, where one decided after them.
    decision_before_review = code_column("interview.decision_before_review", can_be_empty=True)
    review_reason = models.TextField(blank=True, default="")
    #: Who confirmed or changed such a decision, where a second person must.
    reviewed_by = models.CharField(max_length=150, blank=True, default="")
    reviewed_at = models.DateTimeField(null=True)
    #: When the first sign was answered yes. Set once; deadlines run from it.
    first_sign_at = models.DateTimeField(null=True, db_index=True)
    #: Questions whose answer stopped the interview, and that the officer has dealt with.
    handled_stops = models.JSONField(default=list)
    #: Of a talk that did not take place: the id of the gate that was not met, or `declined`.
    handover_reason = models.CharField(max_length=60, blank=True, default="")
    #: The roles that were called, and when somebody comes.
    called = models.JSONField(default=list)
    expected_at = models.DateTimeField(null=True, db_index=True)
    #: What an earlier form of this row held and this one has no place for; None for new rows.
    earlier_form = models.JSONField(null=True)
    #: The interview that this one took over from.
    follows = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    kept_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            code_constraint("interview.state"),
            code_constraint("interview.origin"),
            code_constraint("interview.outcome", can_be_empty=True),
            code_constraint("interview.reasonable_grounds", can_be_empty=True),
            code_constraint("interview.decision", can_be_empty=True),
            code_constraint("interview.decision_before_review", can_be_empty=True),
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
