"""Reviewed narratives as labelled passages: corrections by people show how to improve reading.

One JSON object per line: `country`, `year`, `source`, `section`, `text`, and under `gold` the
result of the review: `tier`, `placement`, `overall_efforts`, `recommendations` (verbatim),
`findings`, `figures`; under `corrections` every item that a person changed, as read and as
corrected.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from palermo.cases.narrative import ReviewDecision
from palermo.ledger.narratives.values import NarrativePage, ReviewItem

_HEADER = ("tier", "placement", "overall_efforts")
_FIGURE = ("measure", "value", "year", "currency", "quote", "start", "end")
_FINDING = ("text", "polarity", "direction", "themes", "paradigm", "start", "end")
_CHANGED = {ReviewDecision.CORRECTED, ReviewDecision.REJECTED, ReviewDecision.ADDED}


def write_passages(pages: Iterable[NarrativePage]) -> Iterator[str]:
    """One line per narrative, for a `.jsonl` file."""
    for page in pages:
        yield json.dumps(passage_json(page), ensure_ascii=False) + "\n"


def passage_json(page: NarrativePage) -> dict[str, Any]:
    """A narrative as it is after review."""
    gold: dict[str, Any] = {name: page.header(name) for name in _HEADER}
    gold["recommendations"] = [i.text for i in page.standing("recommendation")]
    gold["findings"] = [_part(i, _FINDING) for i in page.standing("finding")]
    gold["figures"] = [_part(i, _FIGURE) for i in page.standing("figure")]
    return {
        "country": page.row.country,
        "year": page.row.edition,
        "source": page.row.file_name,
        "section": "full",
        "text": page.text,
        "gold": gold,
        "corrections": [_correction(i) for i in page.items if i.decision in _CHANGED],
    }


def _part(item: ReviewItem, keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: item.current.get(key) for key in keys}


def _correction(item: ReviewItem) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "decision": item.decision,
        "read": item.proposed,
        "stands": item.current,
    }
