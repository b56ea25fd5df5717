"""Reads about narratives and what was read in them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from palermo.cases.acceptance import YearClash
from palermo.cases.narrative import ItemKind, NarrativeState, ReviewDecision
from palermo.kernel.errors import NotFound
from palermo.kernel.messages import N_
from palermo.kernel.periods import Period
from palermo.kernel.spans import Span
from palermo.ledger.narratives.items import parse_item
from palermo.ledger.narratives.models import Narrative, ReadingItem
from palermo.ledger.narratives.values import (
    MoveRow,
    NarrativePage,
    NarrativeRow,
    ReviewItem,
)
from palermo.reports.assessment import NotReported, Tier
from palermo.reports.chapters import ChapterKind

_LIGHT = (
    "id", "country", "edition", "file_name", "state", "reading", "uploaded_by", "uploaded_at",
    "decided_by", "decided_at", "reason", "superseded_by", "copy_of", "version",
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


def accepted_narrative(country: str, edition: int) -> NarrativeRow | None:
    """The accepted narrative of a country and edition as a row, or None."""
    found = _narratives_with_counts().filter(
        country=country, edition=edition, state=NarrativeState.ACCEPTED
    )
    first = found.first()
    return _row(first) if first else None


def accepted_texts(country: str, edition: int, kind: ItemKind) -> frozenset[str]:
    """The words of all items of a kind that the accepted narrative has, rejected ones left out."""
    found = ReadingItem.objects.filter(
        kind=kind,
        narrative__country=country,
        narrative__edition=edition,
        narrative__state=NarrativeState.ACCEPTED,
    ).exclude(decision=ReviewDecision.REJECTED)
    return frozenset(str(now.get("text", "")) for now in found.values_list("current", flat=True))


def name_narratives(ids: Collection[int]) -> dict[int, tuple[str, int]]:
    """Country (ISO3) and edition of each of the narratives that are on file."""
    found = Narrative.objects.filter(pk__in=ids).values_list("pk", "country", "edition")
    return {number: (country, edition) for number, country, edition in found}


def find_clashes(ids: Collection[int]) -> tuple[YearClash, ...]:
    """Those of the narratives `ids` whose country and year have an accepted one, with its id."""
    found = _narratives_with_counts().filter(pk__in=ids).order_by("country", "pk")
    rows = map(_row, found)
    return tuple(
        YearClash(row.id, row.country, row.edition, row.accepted_other)
        for row in rows
        if row.accepted_other is not None
    )


def accepted_countries() -> tuple[str, ...]:
    """Countries with at least one accepted narrative."""
    found = Narrative.objects.filter(state=NarrativeState.ACCEPTED).order_by("country")
    return tuple(found.values_list("country", flat=True).distinct())


def find_narrative(sha256: str, country: str) -> int | None:
    """The id of an open or accepted narrative made of the same file for the same country."""
    kept = Narrative.objects.filter(sha256=sha256, country=country, complete=True)
    found = kept.filter(state__in=[NarrativeState.PROPOSED, NarrativeState.ACCEPTED])
    return found.order_by("id").values_list("id", flat=True).first()


def find_open_reading(sha256: str, country: str, edition: int) -> int | None:
    """The id of a proposed narrative made of the same file for the same country and year."""
    found = Narrative.objects.filter(
        sha256=sha256, country=country, edition=edition, complete=True
    ).filter(state=NarrativeState.PROPOSED)
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
    unreviewed = Count("items", filter=Q(items__decision=ReviewDecision.UNREVIEWED))
    others = Narrative.objects.filter(
        country=OuterRef("country"), edition=OuterRef("edition"), state=NarrativeState.ACCEPTED
    ).exclude(pk=OuterRef("pk"))
    found = Narrative.objects.filter(complete=True).annotate(
        items_all=Count("items"),
        items_open=still_open,
        items_unreviewed=unreviewed,
        accepted_other=Subquery(others.values("pk")[:1]),
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
        moves=tuple(
            MoveRow(NarrativeState(m.state), m.by, m.at, m.reason, m.undecided_items)
            for m in narrative.moves.all()
        ),
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
        items_unreviewed=getattr(narrative, "items_unreviewed", 0),
        accepted_other=getattr(narrative, "accepted_other", None),
        superseded_by=narrative.superseded_by_id,
        copy_of=narrative.copy_of_id,
        version=narrative.version,
    )
