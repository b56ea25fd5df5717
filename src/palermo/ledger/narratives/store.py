"""Writes about narratives and what was read in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F

from palermo.cases.narrative import ItemKind, NarrativeState, ReviewDecision
from palermo.kernel.errors import changed_meanwhile
from palermo.ledger.narratives.models import Narrative, ReadingItem
from palermo.ledger.search.store import NewSearchEntry, index_entries
from palermo.ledger.versions import change_row

#: Header values that a person may correct even where the text does not state them.
HEADER = ("tier", "placement", "overall_efforts", "watch_list_year", "source")


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


def add_narrative(new: NewNarrative, by: str, at: datetime) -> int:
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
        uploaded_at=at,
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


def touch_proposed(narrative_id: int) -> None:
    """Count a narrative's version up because an item changes. Raises Refused once it is decided.

    Two reviewers of different items do not refuse each other; accepting refuses to miss either.
    """
    proposed = Narrative.objects.filter(pk=narrative_id, state=NarrativeState.PROPOSED)
    if not proposed.update(version=F("version") + 1):
        raise changed_meanwhile()


def decide_item(
    item_id: int,
    version: int,
    *,
    decision: ReviewDecision,
    current: dict[str, Any],
    by: str,
    at: datetime,
) -> None:
    """Set what a person made of an item. Raises Refused when it was changed in the meantime."""
    values = {"decision": decision, "current": current, "decided_by": by, "decided_at": at}
    change_row(ReadingItem, item_id, version, **values)


def add_item(
    narrative_id: int, kind: ItemKind, current: dict[str, Any], by: str, at: datetime
) -> int:
    """Add an item that the reader missed; returns its id."""
    last = ReadingItem.objects.filter(narrative_id=narrative_id, kind=kind).order_by("-number")
    item = ReadingItem.objects.create(
        narrative_id=narrative_id,
        kind=kind,
        number=(last.values_list("number", flat=True).first() or 0) + 1,
        current=current,
        decision=ReviewDecision.ADDED,
        decided_by=by,
        decided_at=at,
    )
    return item.pk


def accept_open_items(narrative_id: int, by: str, at: datetime) -> int:
    """Accept every item that nobody decided on; returns how many there were."""
    still_open = ReadingItem.objects.filter(
        narrative_id=narrative_id, decision=ReviewDecision.PROPOSED
    )
    return still_open.update(
        decision=ReviewDecision.ACCEPTED,
        decided_by=by,
        decided_at=at,
        version=F("version") + 1,
    )


def decide_narrative(
    narrative_id: int,
    version: int,
    state: NarrativeState,
    *,
    by: str,
    at: datetime,
    reason: str = "",
    entries: Sequence[NewSearchEntry] = (),
) -> None:
    """Set what became of a narrative, and put the `entries` of an accepted one into the search.

    Raises Refused.
    """
    values = {"state": state, "decided_by": by, "decided_at": at, "reason": reason}
    change_row(Narrative, narrative_id, version, **values)
    index_entries(entries)
