"""Evidence for the checklist."""

from __future__ import annotations

from django.db import models


class ChecklistEvidence(models.Model):
    """Evidence for or against an item of the checklist, written by a person."""

    country = models.CharField(max_length=3)
    edition = models.PositiveSmallIntegerField()
    item = models.CharField(max_length=10)
    speaks_for = models.BooleanField()
    text = models.TextField()
    source = models.CharField(max_length=300)
    written_by = models.CharField(max_length=150)
    written_at = models.DateTimeField()
    verified = models.BooleanField(default=False)

    class Meta:
        ordering = ["item", "id"]
