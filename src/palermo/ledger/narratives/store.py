"""Writes about narratives and what was read in them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F

from palermo.cases.narrative import HeaderName, ItemKind, NarrativeState, ReviewDecision
from palermo.kernel.errors import changed_meanwhile
from palermo.ledger.narratives.items import ItemValue, item_json
from palermo.ledger.narratives.models import Narrative, NarrativeMove, ReadingItem
from palermo.ledger.search.store import NewSearchEntry, index_entries, remove_entries_below
from palermo.ledger.versions import change_row
from palermo.reports.assessment import ReadingJson

#: What was staged before is left by a process that ended before it showed it.
_STAGED_FOR = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class NewNarrative:
    """A text and its reading, before they are kept."""

    country: str
    edition: int
    file_name: str
    media: str
    sha256: str
    text: str
    reading: ReadingJson
    pack_fingerprint: str


def stage_narrative(new: NewNarrative, by: str, at: datetime) -> int:
    """Store a narrative with one item for each thing read; returns its id.

    Nothing shows it before `complete_narratives`.
    """
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
        complete=False,
    )
    ReadingItem.objects.bulk_create(
        ReadingItem(narrative=narrative, kind=kind, number=n, proposed=value, current=value)
        for kind, values in _group_by_kind(new.reading).items()
        for n, value in enumerate(values, 1)
    )
    return narrative.pk


def complete_narratives(ids: Collection[int], at: datetime) -> None:
    """Show narratives that were staged as proposed, and remove what was staged long before.

    Raises Refused when one was removed in the meantime.
    """
    staged = Narrative.objects.filter(complete=False)
    if staged.filter(pk__in=ids).update(complete=True) != len(ids):
        raise changed_meanwhile()
    staged.filter(uploaded_at__lt=at - _STAGED_FOR).delete()


def remove_staged(ids: Collection[int]) -> None:
    """Remove narratives that are not shown after all."""
    Narrative.objects.filter(pk__in=ids, complete=False).delete()


def _group_by_kind(reading: ReadingJson) -> dict[ItemKind, Sequence[Mapping[str, object]]]:
    places, values = reading["places"], dict[str, object](**reading)
    # A person may correct header values even where the text does not state them.
    header = [{"name": n, "value": values[n], **places.get(n, {})} for n in HeaderName]
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
    current: ItemValue,
    by: str,
    at: datetime,
) -> None:
    """Set what a person made of an item. Raises Refused when it was changed in the meantime."""
    values = {
        "decision": decision,
        "current": item_json(current),
        "decided_by": by,
        "decided_at": at,
    }
    change_row(ReadingItem, item_id, version, **values)


def add_item(narrative_id: int, kind: ItemKind, current: ItemValue, by: str, at: datetime) -> int:
    """Add an item that the reader missed; returns its id."""
    last = ReadingItem.objects.filter(narrative_id=narrative_id, kind=kind).order_by("-number")
    item = ReadingItem.objects.create(
        narrative_id=narrative_id,
        kind=kind,
        number=(last.values_list("number", flat=True).first() or 0) + 1,
        current=item_json(current),
        decision=ReviewDecision.ADDED,
        decided_by=by,
        decided_at=at,
    )
    return item.pk


def accept_open_items(narrative_id: int, by: str, at: datetime) -> int:
    """Mark every item without a decision as accepted without review; returns how many."""
    still_open = ReadingItem.objects.filter(
        narrative_id=narrative_id, decision=ReviewDecision.PROPOSED
    )
    return still_open.update(
        decision=ReviewDecision.UNREVIEWED,
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
    undecided_items: int | None = None,
    superseded_by: int | None = None,
    entries: Sequence[NewSearchEntry] = (),
) -> None:
    """Set what became of a narrative, with one more line of its history.

    `entries` of an accepted one go into the search; those of one that no longer counts leave it.
    Raises Refused.
    """
    values = {
        "state": state,
        "decided_by": by,
        "decided_at": at,
        "reason": reason,
        "superseded_by_id": superseded_by,
    }
    change_row(Narrative, narrative_id, version, **values)
    NarrativeMove.objects.create(
        narrative_id=narrative_id,
        state=state,
        by=by,
        at=at,
        reason=reason,
        undecided_items=undecided_items,
    )
    if state in {NarrativeState.SUPERSEDED, NarrativeState.WITHDRAWN}:
        remove_entries_below(f"text-{narrative_id}-")
    index_entries(entries)


def copy_narrative(narrative_id: int, by: str, at: datetime) -> int:
    """Propose the reading of a narrative again, with its decisions; returns the id of the copy.

    What was accepted without review is to be decided again.
    """
    copy = Narrative.objects.get(pk=narrative_id)
    items = list(ReadingItem.objects.filter(narrative_id=narrative_id))
    copy.pk, copy._state.adding = None, True
    copy.state, copy.decided_by, copy.decided_at = NarrativeState.PROPOSED, "", None
    copy.reason, copy.superseded_by_id, copy.copy_of_id = "", None, narrative_id
    copy.uploaded_by, copy.uploaded_at, copy.version = by, at, 1
    copy.save()
    for item in items:
        item.pk, item._state.adding = None, True
        item.narrative_id, item.version = copy.pk, 1
        if item.decision == ReviewDecision.UNREVIEWED:
            item.decision, item.decided_by, item.decided_at = ReviewDecision.PROPOSED, "", None
    ReadingItem.objects.bulk_create(items)
    return copy.pk
