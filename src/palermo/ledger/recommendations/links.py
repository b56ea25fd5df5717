"""Wordings of demands by edition: what can be linked, and what became of those of one edition."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import F

from palermo.ledger.recommendations.models import LinkAnswer, LinkedCountry, Recommendation
from palermo.reports.continuing import KnownWording
from palermo.reports.linking import ContinuationKind, RecommendationLink


def known_wordings(country: str) -> tuple[KnownWording, ...]:
    """All accepted recommendations of a country with their demands, oldest edition first."""
    rows = Recommendation.objects.filter(country=country, narrative__state="accepted")
    found = rows.order_by("edition", "number").values_list("id", "demand_id", "edition", "text")
    return tuple(KnownWording(*row) for row in found)


def linking_version(country: str) -> int:
    """How often the links of a country were changed; 0 for never."""
    found = LinkedCountry.objects.filter(country=country).values_list("version", flat=True)
    return found.first() or 0


def link_answers(narrative_id: int) -> Mapping[tuple[int, int], tuple[bool, str]]:
    """By item and demand: whether a reviewer found them to be the same, and who did."""
    rows = LinkAnswer.objects.filter(item__narrative_id=narrative_id)
    return {
        (item, demand): (same, by)
        for item, demand, same, by in rows.values_list("item_id", "demand_id", "same", "decided_by")
    }


def links_between(country: str, earlier: int, later: int) -> tuple[RecommendationLink, ...]:
    """Links in the order of the later edition, dropped ones last; places count from 0.

    Two recommendations are linked that word the same demand. Where editions lie between, it counts
    as repeated when no wording changed, and the likeness is that of the least alike step (1 for a
    step made by hand).
    """
    rows = Recommendation.objects.filter(
        country=country, narrative__state="accepted", edition__range=(earlier, later)
    )
    # A number is an address. The place is counted in the text: a later text of a year may have
    # another order.
    counted: Counter[int] = Counter()
    demands: dict[int, list[_PlacedWording]] = defaultdict(list)
    for row in rows.order_by("edition", F("start").asc(nulls_last=True), "number"):
        demands[row.demand_id].append(_PlacedWording(row, counted[row.edition]))
        counted[row.edition] += 1
    links: list[RecommendationLink] = []
    for wordings in demands.values():
        links += _links_of_demand(wordings, earlier, later)
    numbered = sorted(
        links, key=lambda link: (link.later is None, link.later or 0, link.earlier or 0)
    )
    return tuple(numbered)


@dataclass(frozen=True, slots=True)
class _PlacedWording:
    row: Recommendation
    place: int


def _links_of_demand(
    wordings: list[_PlacedWording], earlier: int, later: int
) -> list[RecommendationLink]:
    before = [w for w in wordings if w.row.edition == earlier]
    after = [w for w in wordings if w.row.edition == later]
    if not before:
        return [RecommendationLink(ContinuationKind.NEW, None, w.place) for w in after]
    if not after:
        return [RecommendationLink(ContinuationKind.DROPPED, w.place, None) for w in before]
    steps = [w.row for w in wordings if earlier < w.row.edition < later]
    links = []
    # A demand that was split or joined has more wordings on one side: its last one is repeated.
    for place in range(max(len(before), len(after))):
        first, last = before[min(place, len(before) - 1)], after[min(place, len(after) - 1)]
        path = [*steps, last.row]
        same = all(w.link_kind == ContinuationKind.REPEATED for w in path)
        score = min(1.0 if w.link_score is None else w.link_score for w in path)
        kind = ContinuationKind.REPEATED if same else ContinuationKind.REWORDED
        links.append(RecommendationLink(kind, first.place, last.place, score))
    return links
