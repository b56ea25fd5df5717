"""Search over the words of the ledger; every spelling of a letter finds every other."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q

from palermo.ledger.search.models import SearchEntry
from palermo.ledger.search.search_folding import fold_text
from palermo.ledger.search.values import SearchHit

#: Hits beyond this are not ranked; a search that finds so many must be narrowed.
MOST = 300
_WEIGHT = {"recommendation": 4.0, "duty": 3.0, "note": 2.0, "narrative": 1.0}


def search_ledger(
    text: str, *, public_only: bool = False, limit: int = 50
) -> tuple[SearchHit, ...]:
    """Entries that hold all words of `text`, best first. Nothing for an empty search."""
    words = fold_text(text).split()
    if not words:
        return ()
    asked = Q()
    for word in words:
        asked &= Q(folded__contains=word)
    found = SearchEntry.objects.filter(asked)
    if public_only:
        found = found.filter(kind__in=("narrative", "recommendation"))
    hits = [_hit(entry, words) for entry in found.order_by("-id")[:MOST]]
    return tuple(sorted(hits, key=lambda h: (-h.score, h.title))[:limit])


def _hit(entry: SearchEntry, words: list[str]) -> SearchHit:
    title = fold_text(entry.title)
    score = _WEIGHT.get(entry.kind, 1.0) + sum(2.0 for word in words if word in title)
    # A short text with the words says more about them than a long one.
    score += 100.0 / (100.0 + len(entry.text))
    return SearchHit(
        kind=entry.kind,
        title=entry.title,
        excerpt=make_excerpt(entry.text, words),
        address=tuple(entry.address),
        score=score,
    )


def make_excerpt(
    text: str, words: list[str], width: int = 220, around: Callable[[str], str] = fold_text
) -> str:
    """About `width` characters of `text` around the first of `words`."""
    place = next((p for w in words if (p := around(text).find(w)) >= 0), 0)
    start = max(0, min(place - width // 3, len(text) - width))
    cut = text[start : start + width]
    return f"{'… ' if start else ''}{cut}{' …' if start + width < len(text) else ''}"
