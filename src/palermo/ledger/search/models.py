"""The search index."""

from __future__ import annotations

from django.db import models


class SearchEntry(models.Model):
    """A piece of the ledger's words. Its terms are kept beside it, see `full_text.py`."""

    key = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=20)
    country = models.CharField(max_length=3)
    title = models.CharField(max_length=200)
    text = models.TextField()
    #: Kind of page and its arguments, such as ["recommendation", "AZE-2023-04"].
    address = models.JSONField()
    #: `TERMS_VERSION` of the terms that were indexed; 0 before they were.
    terms_version = models.PositiveSmallIntegerField(default=0)
