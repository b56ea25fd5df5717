"""Imported tiers."""

from __future__ import annotations

from django.db import models


class TierClaim(models.Model):
    """A tier that an imported source gives for a country and year, beside the pack's register."""

    country = models.CharField(max_length=3)
    year = models.PositiveSmallIntegerField()
    tier = models.CharField(max_length=3)
    source = models.CharField(max_length=300)
    waiver = models.BooleanField(null=True)
    imported_by = models.CharField(max_length=150)
    imported_at = models.DateTimeField()

    class Meta:
        ordering = ["country", "year", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["country", "year", "tier", "source"], name="a_claim_stands_once"
            )
        ]
