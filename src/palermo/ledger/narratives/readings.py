"""Findings and figures of accepted narratives, and accepted readings as assessments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from palermo.cases.narrative import ItemKind, ReviewDecision
from palermo.kernel.periods import reporting_period
from palermo.kernel.spans import Span
from palermo.ledger.narratives.items import (
    FigureItem,
    FindingItem,
    ItemValue,
    RecommendationItem,
    parse_figure,
    parse_finding,
)
from palermo.ledger.narratives.models import ReadingItem
from palermo.ledger.narratives.queries import accepted_page
from palermo.ledger.narratives.values import (
    AcceptedFigure,
    AcceptedFinding,
    NarrativePage,
)
from palermo.reports import assessment as reading
from palermo.reports.finding_links import list_mentions, trace_findings
from palermo.reports.similarity import LinkSettings


def list_findings(country: str, edition: int | None = None) -> tuple[AcceptedFinding, ...]:
    """Findings of accepted narratives, newest edition first, in the order of the text."""
    return tuple(_finding(row) for row in _accepted(ItemKind.FINDING, country, edition))


def list_figures(country: str, edition: int | None = None) -> tuple[AcceptedFigure, ...]:
    """Figures of accepted narratives, newest edition first."""
    return tuple(_figure(row) for row in _accepted(ItemKind.FIGURE, country, edition))


def list_mentioning_editions(
    country: str, edition: int, settings: LinkSettings
) -> Mapping[int, tuple[int, ...]]:
    """For each finding of an edition, by its item, the editions up to it that mention the same."""
    found: dict[int, list[AcceptedFinding]] = {}
    for finding in reversed(list_findings(country)):
        if finding.edition <= edition:
            found.setdefault(finding.edition, []).append(finding)
    years = sorted(found)
    traced = trace_findings([found[year] for year in years], settings)
    last = len(years) - 1
    return {
        finding.id: tuple(years[index] for index in list_mentions((last, place), traced))
        for place, finding in enumerate(found.get(edition, ()))
    }


def _accepted(kind: ItemKind, country: str, edition: int | None) -> Iterator[ReadingItem]:
    found = ReadingItem.objects.filter(
        kind=kind, narrative__country=country, narrative__state="accepted"
    ).exclude(decision=ReviewDecision.REJECTED)
    if edition is not None:
        found = found.filter(narrative__edition=edition)
    found = found.select_related("narrative").defer("narrative__text", "narrative__reading")
    return iter(found.order_by("-narrative__edition", "number"))


def _finding(row: ReadingItem) -> AcceptedFinding:
    now = parse_finding(row.current)
    return AcceptedFinding(
        id=row.pk,
        country=row.narrative.country,
        edition=row.narrative.edition,
        text=now.text,
        polarity=now.polarity,
        direction=now.direction,
        themes=now.themes,
        paradigm=now.paradigm,
        bodies=now.bodies,
        concerned=now.concerned,
        start=now.start,
        end=now.end,
        reviewed=row.decision != ReviewDecision.UNREVIEWED,
    )


def _figure(row: ReadingItem) -> AcceptedFigure:
    now = parse_figure(row.current)
    return AcceptedFigure(
        id=row.pk,
        country=row.narrative.country,
        edition=row.narrative.edition,
        measure=now.measure,
        value=now.value,
        year=now.year,
        currency=now.currency,
        quote=now.quote,
        reviewed=row.decision != ReviewDecision.UNREVIEWED,
    )


def accepted_assessment(country: str, edition: int) -> reading.Assessment | None:
    """The accepted reading, corrections included, as the reader's own type; None without one."""
    page = accepted_page(country, edition)
    return make_assessment(page) if page else None


def make_assessment(page: NarrativePage) -> reading.Assessment:
    """A narrative's items as they stand, as an `Assessment` (rejected items left out)."""
    header = page.header
    return reading.Assessment(
        country=page.row.country,
        year=page.row.edition,
        tier=header.tier,
        placement=header.placement,
        overall_efforts=header.overall_efforts,
        watch_list_year=header.watch_list_year,
        partial=page.partial,
        missing_chapters=page.missing_chapters,
        period=reporting_period(page.row.edition),
        source=header.source,
        recommendations=tuple(
            reading.ReadRecommendation(i.text, _span(i), i.themes, i.paradigm)
            for i in page.accepted_values(RecommendationItem)
        ),
        findings=tuple(_read_finding(i) for i in page.accepted_values(FindingItem)),
        figures=tuple(_read_figure(i) for i in page.accepted_values(FigureItem)),
    )


#: An item that a person added without a place still needs one; no text is this long.
_NOWHERE = Span(2**31 - 2, 2**31 - 1)


def _span(item: ItemValue) -> Span:
    if item.start is None or item.end is None:
        return _NOWHERE
    return Span(item.start, item.end)


def _read_finding(item: FindingItem) -> reading.Finding:
    return reading.Finding(
        text=item.text,
        span=_span(item),
        polarity=item.polarity,
        direction=item.direction,
        themes=item.themes,
        paradigm=item.paradigm,
        bodies=item.bodies,
        concerned=item.concerned,
    )


def _read_figure(item: FigureItem) -> reading.Figure:
    return reading.Figure(
        measure=item.measure,
        value=item.value,
        year=item.year,
        quote=item.quote,
        span=_span(item),
        currency=item.currency,
    )
