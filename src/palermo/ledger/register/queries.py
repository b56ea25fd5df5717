"""Tiers that the ledger knows beside the pack's register: imported ones, and those read."""

from __future__ import annotations

from palermo.cases.narrative import ItemKind, NarrativeState, ReviewDecision
from palermo.ledger.narratives.models import Narrative, ReadingItem
from palermo.ledger.register.models import TierClaim
from palermo.reports import register
from palermo.reports.assessment import Tier

#: By whether the tier was accepted without review.
_SOURCES = {
    False: "accepted narrative: {name}",
    True: "narrative accepted without review: {name}",
}


def merge_register(base: register.Register) -> register.Register:
    """The pack's register with everything imported and every accepted narrative laid beside it.

    A narrative that contradicts another source is one more claim; nothing is resolved silently.
    """
    return base.with_claims((*_imported(), *_accepted_tier_claims()))


def _imported() -> tuple[register.RegisterClaim, ...]:
    return tuple(
        register.RegisterClaim(c.country, c.year, Tier(c.tier), c.source, c.waiver)
        for c in TierClaim.objects.all()
    )


def _accepted_tier_claims() -> tuple[register.RegisterClaim, ...]:
    narratives = Narrative.objects.filter(state=NarrativeState.ACCEPTED)
    header = ReadingItem.objects.filter(
        kind=ItemKind.HEADER, narrative__state=NarrativeState.ACCEPTED
    ).exclude(decision=ReviewDecision.REJECTED)
    stated: dict[int, dict[str, object]] = {}
    unreviewed = set()
    for narrative_id, current, decision in header.values_list(
        "narrative_id", "current", "decision"
    ):
        stated.setdefault(narrative_id, {})[current["name"]] = current.get("value")
        if current["name"] == "tier" and decision == ReviewDecision.UNREVIEWED:
            unreviewed.add(narrative_id)
    claims = []
    for pk, country, edition, name in narratives.values_list(
        "id", "country", "edition", "file_name"
    ):
        values = stated.get(pk, {})
        if values.get("tier"):
            # A text that does not speak of a waiver does not deny one.
            waiver = True if values.get("placement") == "waiver" else None
            tier = Tier(str(values["tier"]))
            claims.append(
                register.RegisterClaim(
                    country, edition, tier, _SOURCES[pk in unreviewed].format(name=name), waiver
                )
            )
    return tuple(claims)
