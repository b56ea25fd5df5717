"""Reviewed narratives as labelled passages: corrections by people show how to improve reading.

One JSON object per line: `country`, `year`, `source`, `section`, `text`, and under `gold` the
result of the review: `tier`, `placement`, `overall_efforts`, `recommendations` (verbatim),
`findings`, `figures`; under `corrections` every item that a person changed, as read and as
corrected; `unreviewed` is the number of items that were accepted without review.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from palermo.cases.narrative import ReviewDecision
from palermo.ledger.narratives.items import (
    FigureItem,
    FindingItem,
    RecommendationItem,
    item_json,
)
from palermo.ledger.narratives.values import NarrativePage, ReviewItem

_CHANGED = {ReviewDecision.CORRECTED, ReviewDecision.REJECTED, ReviewDecision.ADDED}


def write_passages(pages: Iterable[NarrativePage]) -> Iterator[str]:
    """One line per narrative, for a `.jsonl` file."""
    for page in pages:
        yield json.dumps(passage_json(page), ensure_ascii=False) + "\n"


def passage_json(page: NarrativePage) -> dict[str, object]:
    """A narrative as it is after review."""
    header = page.header
    gold = {
        "tier": header.tier,
        "placement": header.placement,
        "overall_efforts": header.overall_efforts,
        "recommendations": [i.text for i in page.accepted_values(RecommendationItem)],
        "findings": [_finding_json(i) for i in page.accepted_values(FindingItem)],
        "figures": [item_json(i) for i in page.accepted_values(FigureItem)],
    }
    return {
        "country": page.row.country,
        "year": page.row.edition,
        "source": page.row.file_name,
        "section": "full",
        "text": page.text,
        "gold": gold,
        "unreviewed": sum(i.decision is ReviewDecision.UNREVIEWED for i in page.items),
        "corrections": [_correction(i) for i in page.items if i.decision in _CHANGED],
    }


def _finding_json(item: FindingItem) -> dict[str, object]:
    left_out = {"bodies", "concerned"}
    return {key: value for key, value in item_json(item).items() if key not in left_out}


def _correction(item: ReviewItem) -> dict[str, object]:
    return {
        "kind": item.kind,
        "decision": item.decision,
        "read": item_json(item.proposed) if item.proposed else {},
        "stands": item_json(item.current),
    }
