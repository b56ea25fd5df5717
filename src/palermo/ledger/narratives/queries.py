"""Reads about narratives and what was read in them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from palermo.cases.narrative import ItemKind, NarrativeState, ReviewDecision
from palermo.kernel.errors import NotFound
from palermo.kernel.messages import N_
from palermo.kernel.periods import Period
from palermo.kernel.spans import Span
from palermo.ledger.narratives.items import parse_item
from palermo.ledger.narratives.models import Narrative, ReadingItem
from palermo.ledger.narratives.values import NarrativePage, NarrativeRow, ReviewItem
from palermo.reports.assessment import NotReported, Tier
from palermo.reports.chapters import ChapterKind

_LIGHT = (
    "id", "country", "edition", "file_name", "state", "reading", "uploaded_by", "uploaded_at",
    "decided_by", "decided_at", "reason", "version",
)  # fmt: skip


def list_narratives(
    *, country: str = "", state: str = "", offset: int = 0, limit: int = 50
) -> tuple[tuple[NarrativeRow, ...], int]:
    """Narratives, newest first, and how many match in all."""
    found = _narratives_with_counts()
    if country:
        found = found.filter(country=country)
    if state:
        found = found.filter(state=state)
    rows = found.order_by("-id")[offset : offset + limit]
    return tuple(_row(n) for n in rows), found.count()


def list_warnings(narratives: Collection[int]) -> tuple[str, ...]:
    """What the reader warned of in these narratives, each sentence once."""
    found = Narrative.objects.filter(pk__in=narratives).order_by("id")
    warnings = found.values_list("reading__warnings", flat=True)
    return tuple(dict.fromkeys(sentence for some in warnings for sentence in some or ()))


def narrative_page(narrative_id: int) -> NarrativePage:
    """A narrative with its text and items. Raises NotFound."""
    found = _narratives_with_counts(whole=True).filter(pk=narrative_id).first()
    if found is None:
        raise NotFound(
            N_("There is no such narrative."),
            where=str(narrative_id),
            remedy=N_("See the list of narratives."),
        )
    return _page(found)


def accepted_page(country: str, edition: int) -> NarrativePage | None:
    """The accepted narrative of a country and edition, or None."""
    found = (
        _narratives_with_counts(whole=True)
        .filter(country=country, edition=edition, state="accepted")
        .first()
    )
    return _page(found) if found else None


def accepted_editions(country: str) -> tuple[int, ...]:
    """Editions with an accepted narrative, oldest first."""
    found = Narrative.objects.filter(country=country, state=NarrativeState.ACCEPTED)
    return tuple(found.order_by("edition").values_list("edition", flat=True))


def accepted_countries() -> tuple[str, ...]:
    """Countries with at least one accepted narrative."""
    found = Narrative.objects.filter(state=NarrativeState.ACCEPTED).order_by("country")
    return tuple(found.values_list("country", flat=True).distinct())


def find_narrative(sha256: str, country: str) -> int | None:
    """The id of a narrative made of the same file for the same country, unless it was rejected."""
    kept = Narrative.objects.filter(sha256=sha256, country=country, complete=True)
    found = kept.exclude(state="rejected")
    return found.values_list("id", flat=True).first()


def find_item(item_id: int) -> tuple[int, ReviewItem]:
    """An item and the id of its narrative. Raises NotFound."""
    found = ReadingItem.objects.filter(pk=item_id).first()
    if found is None:
        raise NotFound(
            N_("The reading has no such item."),
            where=str(item_id),
            remedy=N_("Open the review page again."),
        )
    return found.narrative_id, make_item(found)


def _narratives_with_counts(whole: bool = False) -> QuerySet[Narrative]:
    still_open = Count("items", filter=Q(items__decision=ReviewDecision.PROPOSED))
    found = Narrative.objects.filter(complete=True).annotate(
        items_all=Count("items"), items_open=still_open
    )
    return found if whole else found.only(*_LIGHT)


def _page(narrative: Narrative) -> NarrativePage:
    items = (make_item(i) for i in narrative.items.order_by("number"))
    # Items are shown in the order of the text; those without a place come last.
    ordered = sorted(items, key=lambda i: (i.kind, i.start is None, i.start or 0, i.number))
    reading = narrative.reading
    return NarrativePage(
        row=_row(narrative),
        media=narrative.media,
        sha256=narrative.sha256,
        text=narrative.text,
        period=_period(reading.get("period")),
        partial=bool(reading.get("partial")),
        missing_chapters=tuple(ChapterKind(c) for c in reading.get("missing_chapters", ())),
        not_reported=tuple(_not_reported(n) for n in reading.get("not_reported", ())),
        items=tuple(ordered),
        warnings=tuple(reading.get("warnings", ())),
    )


def _period(stored: Mapping[str, str] | None) -> Period | None:
    if stored is None:
        return None
    return Period(date.fromisoformat(stored["start"]), date.fromisoformat(stored["end"]))


def _not_reported(stored: Mapping[str, Any]) -> NotReported:
    place = Span(stored["start"], stored["end"])
    return NotReported(stored["measure"], stored["year"], stored["quote"], place)


def make_item(row: ReadingItem) -> ReviewItem:
    """The frozen value of an item."""
    kind = ItemKind(row.kind)
    return ReviewItem(
        id=row.pk,
        kind=kind,
        number=row.number,
        proposed=parse_item(kind, row.proposed) if row.proposed else None,
        current=parse_item(kind, row.current),
        decision=ReviewDecision(row.decision),
        decided_by=row.decided_by,
        version=row.version,
    )


def _row(narrative: Narrative) -> NarrativeRow:
    tier = narrative.reading.get("tier")
    return NarrativeRow(
        id=narrative.pk,
        country=narrative.country,
        edition=narrative.edition,
        file_name=narrative.file_name,
        state=NarrativeState(narrative.state),
        tier=Tier(tier) if tier else None,
        uploaded_by=narrative.uploaded_by,
        uploaded_at=narrative.uploaded_at,
        decided_by=narrative.decided_by,
        decided_at=narrative.decided_at,
        reason=narrative.reason,
        items=getattr(narrative, "items_all", 0),
        items_open=getattr(narrative, "items_open", 0),
        version=narrative.version,
    )
