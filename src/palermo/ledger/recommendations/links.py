"""What became of the recommendations of one accepted edition in another, corrections included."""

from __future__ import annotations

from collections import Counter

from django.db.models import F

from palermo.ledger.recommendations.board import Chains
from palermo.ledger.recommendations.models import Recommendation
from palermo.reports.linking import ContinuationKind, RecommendationLink


def links_between(country: str, earlier: int, later: int) -> tuple[RecommendationLink, ...]:
    """Links in the order of the later edition, dropped ones last; places count from 0.

    Where editions lie between, the chain is followed through them: it counts as repeated when no
    step reworded it, and its likeness is that of the least alike step (1 for a step made by hand).
    """
    found = Recommendation.objects.filter(country=country, narrative__state="accepted")
    # A number is an address. The place is counted in the text: a later text of a year may have
    # another order.
    counted: Counter[int] = Counter()
    steps = {}
    for pk, edition, kind, score in found.order_by(
        "edition", F("start").asc(nulls_last=True), "number"
    ).values_list("id", "edition", "link_kind", "link_score"):
        counted[edition] += 1
        steps[pk] = (edition, counted[edition], kind, score)
    chains = Chains({country})
    links, continued = [], set()
    for pk in sorted(steps, key=lambda i: steps[i][1]):
        edition, number, _, _ = steps[pk]
        if edition != later:
            continue
        chain = chains.ids(pk)
        start = next((i for i, step in enumerate(chain) if steps[step][0] == earlier), None)
        if start is None:
            links.append(RecommendationLink(ContinuationKind.NEW, None, number - 1))
            continue
        way = [steps[step] for step in chain[start + 1 :]]
        same = all(kind == ContinuationKind.REPEATED for _, _, kind, _ in way)
        score = min(1.0 if score is None else score for *_, score in way)
        place = steps[chain[start]][1] - 1
        continued.add(place)
        kind = ContinuationKind.REPEATED if same else ContinuationKind.REWORDED
        links.append(RecommendationLink(kind, place, number - 1, score))
    places = sorted(number - 1 for edition, number, *_ in steps.values() if edition == earlier)
    dropped = [
        RecommendationLink(ContinuationKind.DROPPED, p, None) for p in places if p not in continued
    ]
    return (*links, *dropped)
