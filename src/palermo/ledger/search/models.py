"""The search index."""

from __future__ import annotations

from django.db import models


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
