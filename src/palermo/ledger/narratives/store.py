"""Writes about narratives and what was read in them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from palermo.cases.narrative import ItemKind, NarrativeState, ReviewDecision
from palermo.ledger.narratives.models import Narrative, ReadingItem
from palermo.ledger.narratives.values import NarrativePage
from palermo.ledger.search.store import NewSearchEntry, index_entries
from palermo.ledger.versions import change_row

#: Header values that a person may correct even where the text does not state them.
HEADER = ("tier", "placement", "overall_efforts", "watch_list_year", "source")

#: Words of one entry of the search; a text without line breaks is indexed in pieces.
_LONGEST_PIECE = 1_000


@dataclass(frozen=True, slots=True)
class NewNarrative:
    """A text and its reading, before they are kept."""

    country: str
    edition: int
    file_name: str
    media: str
    sha256: str
    text: str
    #: `Assessment.to_json()`.
    reading: Mapping[str, Any]
    pack_fingerprint: str


def add_narrative(new: NewNarrative, by: str) -> int:
    """Keep a narrative as proposed, with one item for each thing read; returns its id."""
    narrative = Narrative.objects.create(
        country=new.country,
        edition=new.edition,
        file_name=new.file_name,
        media=new.media,
        sha256=new.sha256,
        text=new.text,
        reading=dict(new.reading),
        pack_fingerprint=new.pack_fingerprint,
        uploaded_by=by,
    )
    items = [
        ReadingItem(narrative=narrative, kind=kind, number=n, proposed=value, current=value)
        for kind, values in _group_by_kind(new.reading).items()
        for n, value in enumerate(values, 1)
    ]
    ReadingItem.objects.bulk_create(items)
    return narrative.pk


def _group_by_kind(reading: Mapping[str, Any]) -> dict[ItemKind, Sequence[dict[str, Any]]]:
    places = reading.get("places", {})
    header = [{"name": n, "value": reading.get(n), **places.get(n, {})} for n in HEADER]
    return {
        ItemKind.HEADER: header,
        ItemKind.RECOMMENDATION: reading["recommendations"],
        ItemKind.FINDING: reading["findings"],
        ItemKind.FIGURE: reading["figures"],
    }


def decide_item(
    item_id: int, version: int, *, decision: ReviewDecision, current: dict[str, Any], by: str
) -> None:
    """Set what a person made of an item. Raises Refused when it was changed in the meantime."""
    now = timezone.now()
    values = {"decision": decision, "current": current, "decided_by": by, "decided_at": now}
    change_row(ReadingItem, item_id, version, **values)


def add_item(narrative_id: int, kind: ItemKind, current: dict[str, Any], by: str) -> int:
    """Add an item that the reader missed; returns its id."""
    last = ReadingItem.objects.filter(narrative_id=narrative_id, kind=kind).order_by("-number")
    item = ReadingItem.objects.create(
        narrative_id=narrative_id,
        kind=kind,
        number=(last.values_list("number", flat=True).first() or 0) + 1,
        current=current,
        decision=ReviewDecision.ADDED,
        decided_by=by,
        decided_at=timezone.now(),
    )
    return item.pk


def accept_open_items(narrative_id: int, by: str) -> int:
    """Accept every item that nobody decided on; returns how many there were."""
    still_open = ReadingItem.objects.filter(
        narrative_id=narrative_id, decision=ReviewDecision.PROPOSED
    )
    now = timezone.now()
    return still_open.update(decision=ReviewDecision.ACCEPTED, decided_by=by, decided_at=now)


def decide_narrative(
    narrative_id: int,
    state: NarrativeState,
    *,
    by: str,
    reason: str = "",
    entries: Sequence[NewSearchEntry] = (),
) -> None:
    """Set what became of a narrative, and put the `entries` of an accepted one into the search."""
    now = timezone.now()
    values = {"state": state, "decided_by": by, "decided_at": now, "reason": reason}
    Narrative.objects.filter(pk=narrative_id).update(**values)
    index_entries(entries)


def make_narrative_entries(page: NarrativePage) -> list[NewSearchEntry]:
    """The paragraphs of a narrative for the search. Writes nothing: call it before writing."""
    row = page.row
    return [
        NewSearchEntry(
            key=f"text-{row.id}-{number}-{piece}",
            kind="narrative",
            country=row.country,
            title=f"{row.country} {row.edition}",
            text=text,
            address=("assessment", row.country, str(row.edition)),
        )
        for number, paragraph in enumerate(page.text.split("\n"))
        for piece, text in enumerate(_pieces(paragraph.strip()))
    ]


def _pieces(paragraph: str) -> list[str]:
    """The paragraph, cut after every `_LONGEST_PIECE` words."""
    cuts = [w.end() for w in re.finditer(r"\S+", paragraph)][_LONGEST_PIECE - 1 :: _LONGEST_PIECE]
    borders = itertools.pairwise([0, *cuts, len(paragraph)])
    return [piece for a, b in borders if (piece := paragraph[a:b].strip())]
