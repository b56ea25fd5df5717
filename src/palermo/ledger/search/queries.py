"""Search over the words of the ledger. What is found does not depend on the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.db.models import Case, IntegerField, QuerySet, Value, When

from palermo.ledger.recommendations.models import Recommendation
from palermo.ledger.search.excerpts import cut_excerpt, join_spans
from palermo.ledger.search.expression import MatchPlace, SearchExpression
from palermo.ledger.search.full_text import find_entries
from palermo.ledger.search.models import SearchEntry
from palermo.ledger.search.terms import TERMS_VERSION, split_terms
from palermo.ledger.search.values import SearchHit, SearchHits, SearchKind

#: So many are ranked by their text; of more, those of the weightier kind and the newest.
MOST_RANKED = 200
#: Names in one query; SQLite takes some thirty thousand.
_BATCH = 10_000
PUBLIC_KINDS = ("narrative", "recommendation")
_WEIGHT = {"recommendation": 4.0, "duty": 3.0, "note": 2.0, "narrative": 1.0}
_BY_KIND = Case(
    *(When(kind=kind, then=Value(int(weight))) for kind, weight in _WEIGHT.items()),
    default=Value(1),
    output_field=IntegerField(),
)


def search_ledger(
    expression: SearchExpression, *, public_only: bool = False, limit: int = 50
) -> SearchHits:
    """Entries that meet the expression, best first, and how many there are.

    The wordings of one demand in several editions are one hit, so that a demand that was asked for
    ten years hides no other.
    """
    found = find_entries(expression)
    if public_only:
        found = found.filter(kind__in=PUBLIC_KINDS)
    candidates = list(found.order_by(_BY_KIND.desc(), "-id")[:MOST_RANKED])
    hits = [hit for entry in candidates if (hit := _hit(entry, expression))]
    best = _join_wordings(sorted(hits, key=lambda h: (-h.score, h.title)))
    total = len(best) if len(candidates) < MOST_RANKED else _count_joined(found)
    return SearchHits(tuple(best[:limit]), total)


def _join_wordings(hits: Sequence[SearchHit]) -> list[SearchHit]:
    """One hit a demand, the best one, with the titles of its other wordings."""
    refs = [hit.title for hit in hits if hit.kind is SearchKind.RECOMMENDATION]
    demands = dict(Recommendation.objects.filter(ref__in=refs).values_list("ref", "demand_id"))
    joined: dict[str, SearchHit] = {}
    for number, hit in enumerate(hits):
        demand = demands.get(hit.title) if hit.kind is SearchKind.RECOMMENDATION else None
        key = f"demand {demand}" if demand else f"hit {number}"
        best = joined.get(key)
        joined[key] = replace(best, also=(*best.also, hit.title)) if best else hit
    return list(joined.values())


def _count_joined(found: QuerySet[SearchEntry]) -> int:
    """Each demand once; no subquery, because the index names the table of the outer query."""
    refs = list(found.filter(kind=SearchKind.RECOMMENDATION).values_list("title", flat=True))
    demands: set[int] = set()
    for at in range(0, len(refs), _BATCH):
        rows = Recommendation.objects.filter(ref__in=refs[at : at + _BATCH])
        demands.update(rows.values_list("demand_id", flat=True))
    return found.exclude(kind=SearchKind.RECOMMENDATION).count() + len(demands)


def count_entries() -> tuple[int, int]:
    """How many entries there are, and how many of them must be indexed again."""
    everything = SearchEntry.objects.count()
    return everything, SearchEntry.objects.exclude(terms_version=TERMS_VERSION).count()


def _hit(entry: SearchEntry, expression: SearchExpression) -> SearchHit | None:
    found = expression.match(split_terms(entry.title), split_terms(entry.text))
    if found is None:
        return None
    in_title, in_text = found
    excerpt = cut_excerpt(entry.text, in_text)
    return SearchHit(
        kind=SearchKind(entry.kind),
        title=entry.title,
        excerpt=excerpt.text,
        address=tuple(entry.address),
        score=_score(entry, in_title, in_text, len(expression.clauses)),
        title_matches=join_spans((p.start, p.end) for p in in_title),
        matches=excerpt.matches,
    )


def _score(
    entry: SearchEntry,
    in_title: tuple[MatchPlace, ...],
    in_text: tuple[MatchPlace, ...],
    clauses: int,
) -> float:
    """Kind first; then words in the title, how often they occur, and how short the text is."""
    score = _WEIGHT.get(entry.kind, 1.0) + 2.0 * len({p.clause for p in in_title})
    for clause in range(clauses):
        often = sum(p.clause == clause for p in in_text)
        score += often / (often + 1.0) / clauses
    # A short text with the words says more about them than a long one.
    return score + 100.0 / (100.0 + len(entry.text))
