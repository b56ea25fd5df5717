"""Writes about imported tiers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from palermo.ledger.register.models import TierClaim
from palermo.reports import register


def add_tier_claims(claims: Iterable[register.RegisterClaim], by: str, at: datetime) -> int:
    """Keep imported tiers; one that stands already is left alone. Returns how many are new."""
    before = TierClaim.objects.count()
    rows = [
        TierClaim(
            country=c.country,
            year=c.year,
            tier=c.tier,
            source=c.source,
            waiver=c.waiver,
            imported_by=by,
            imported_at=at,
        )
        for c in claims
    ]
    TierClaim.objects.bulk_create(rows, ignore_conflicts=True)
    return TierClaim.objects.count() - before
