"""Findings and figures of accepted narratives, and accepted readings as assessments."""

from __future__ import annotations

from collections.abc import Iterator

from palermo.cases.narrative import ItemKind, ReviewDecision
from palermo.kernel.periods import reporting_period
from palermo.kernel.spans import Span
from palermo.ledger.narratives.models import ReadingItem
from palermo.ledger.narratives.queries import accepted_page
from palermo.ledger.narratives.values import (
    AcceptedFigure,
    AcceptedFinding,
    NarrativePage,
    ReviewItem,
)
from palermo.reports import assessment as reading


def list_findings(country: str, edition: int | None = None) -> tuple[AcceptedFinding, ...]:
    """Findings of accepted narratives, newest edition first, in the order of the text."""
    return tuple(_finding(row) for row in _accepted(ItemKind.FINDING, country, edition))


def list_figures(country: str, edition: int | None = None) -> tuple[AcceptedFigure, ...]:
    """Figures of accepted narratives, newest edition first."""
    return tuple(_figure(row) for row in _accepted(ItemKind.FIGURE, country, edition))


def _accepted(kind: ItemKind, country: str, edition: int | None) -> Iterator[ReadingItem]:
    found = ReadingItem.objects.filter(
        kind=kind, narrative__country=country, narrative__state="accepted"
    ).exclude(decision=ReviewDecision.REJECTED)
    if edition is not None:
        found = found.filter(narrative__edition=edition)
    found = found.select_related("narrative").defer("narrative__text", "narrative__reading")
    return iter(found.order_by("-narrative__edition", "number"))


def _finding(row: ReadingItem) -> AcceptedFinding:
    now = row.current
    return AcceptedFinding(
        id=row.pk,
        country=row.narrative.country,
        edition=row.narrative.edition,
        text=now["text"],
        polarity=now["polarity"],
        direction=now.get("direction"),
        themes=tuple(now.get("themes", ())),
        paradigm=now.get("paradigm"),
        bodies=tuple(now.get("bodies", ())),
        concerned=tuple(now.get("concerned", ())),
        start=now.get("start"),
        end=now.get("end"),
    )


def _figure(row: ReadingItem) -> AcceptedFigure:
    now = row.current
    return AcceptedFigure(
        id=row.pk,
        country=row.narrative.country,
        edition=row.narrative.edition,
        measure=now["measure"],
        value=now["value"],
        year=now["year"],
        currency=now.get("currency"),
        quote=now.get("quote", ""),
    )


def accepted_assessment(country: str, edition: int) -> reading.Assessment | None:
    """The accepted reading, corrections included, as the reader's own type; None without one."""
    page = accepted_page(country, edition)
    return make_assessment(page) if page else None


def make_assessment(page: NarrativePage) -> reading.Assessment:
    """A narrative's items as they stand, as an `Assessment` (rejected items left out)."""
    tier, placement = page.header("tier"), page.header("placement")
    efforts = page.header("overall_efforts")
    return reading.Assessment(
        country=page.row.country,
        year=page.row.edition,
        tier=reading.Tier(tier) if tier else None,
        placement=reading.Placement(placement) if placement else None,
        overall_efforts=reading.Efforts(efforts) if efforts else None,
        watch_list_year=page.header("watch_list_year"),
        partial=bool(page.reading.get("partial")),
        missing_chapters=tuple(page.reading.get("missing_chapters", ())),
        period=reporting_period(page.row.edition),
        source=page.header("source"),
        recommendations=tuple(_read_recommendation(i) for i in page.standing("recommendation")),
        findings=tuple(_read_finding(i) for i in page.standing("finding")),
        figures=tuple(_read_figure(i) for i in page.standing("figure")),
    )


#: An item that a person added without a place still needs one; no text is this long.
_NOWHERE = Span(2**31 - 2, 2**31 - 1)


def _span(item: ReviewItem) -> Span:
    if item.start is None or item.end is None:
        return _NOWHERE
    return Span(item.start, item.end)


def _paradigm(item: ReviewItem) -> reading.Paradigm | None:
    value = item.current.get("paradigm")
    return reading.Paradigm(value) if value else None


def _read_recommendation(item: ReviewItem) -> reading.ReadRecommendation:
    themes = tuple(item.current.get("themes", ()))
    return reading.ReadRecommendation(item.text, _span(item), themes, _paradigm(item))


def _read_finding(item: ReviewItem) -> reading.Finding:
    direction = item.current.get("direction")
    return reading.Finding(
        text=item.text,
        span=_span(item),
        polarity=reading.Polarity(item.current["polarity"]),
        direction=reading.Direction(direction) if direction else None,
        themes=tuple(item.current.get("themes", ())),
        paradigm=_paradigm(item),
        bodies=tuple(item.current.get("bodies", ())),
        concerned=tuple(item.current.get("concerned", ())),
    )


def _read_figure(item: ReviewItem) -> reading.Figure:
    now = item.current
    return reading.Figure(
        measure=now["measure"],
        value=now["value"],
        year=now["year"],
        quote=now.get("quote", ""),
        span=_span(item),
        currency=now.get("currency"),
    )
