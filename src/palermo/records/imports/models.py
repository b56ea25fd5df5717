"""A file whose columns its officer has not confirmed yet."""

from __future__ import annotations

from django.db import models


class PendingImport(models.Model):
    """Coded answers of a file whose columns its officer has not confirmed yet; one an officer.

    Free text of the file is never in it. It goes with the import, when cancelled, or after a day.
    """

    officer = models.CharField(max_length=150, unique=True)
    procedure = models.CharField(max_length=60)
    procedure_version = models.PositiveIntegerField()
    table = models.JSONField()
    held_at = models.DateTimeField()
