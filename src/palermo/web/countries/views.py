"""The world by year, one country, and one edition's narrative."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from palermo.accounts.queries import rights_of_actor
from palermo.actions.visit import Visit
from palermo.cases.narrative import ItemKind, ReviewDecision
from palermo.kernel.errors import NotFound
from palermo.kernel.messages import N_
from palermo.ledger.measures.queries import list_values
from palermo.ledger.narratives.items import FindingItem
from palermo.ledger.narratives.queries import accepted_editions, accepted_page
from palermo.ledger.narratives.readings import list_figures, list_mentioning_editions
from palermo.ledger.narratives.values import AcceptedFigure, NarrativePage, ReviewItem
from palermo.ledger.recommendations.board import list_board
from palermo.ledger.recommendations.queries import refs_by_place
from palermo.ledger.recommendations.values import BoardFilter, BoardPage
from palermo.ledger.register.queries import merge_register
from palermo.reports.assessment import Polarity
from palermo.reports.conflicts import FigureClaim, find_conflicts
from palermo.reports.figures.catalogue import FIGURE_MEASURES
from palermo.reports.register import Register
from palermo.reports.tier_history import judge_history, judge_next_year
from palermo.web.guard import page
from palermo.web.language import country_label
from palermo.web.reading.marks import Mark
from palermo.web.whole_numbers import parse_whole_number


@page("view_public")
def home(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The map and the table of all countries in one year."""
    register = merge_register(visit.pack.register)
    year = _year(request, register)
    rows = [
        {
            "iso3": code,
            "name": country_label(visit, code),
            "entry": register.entry(code, year),
            "tier": register.entry(code, year).tier,
            "url": reverse("country", args=[code]),
        }
        for code in register.countries
    ]
    rows.sort(key=lambda row: str(row["name"]))
    shown = {
        "section": "countries",
        "rows": rows,
        "year": year,
        "unknown_year": _unknown_year(request, register),
        "first": register.years[0],
        "last": register.years[-1],
        "known": sum(row["tier"] is not None for row in rows),
    }
    return render(request, "web/countries/home.html", shown)


def _unknown_year(request: HttpRequest, register: Register) -> str:
    """What was asked for instead of a year that the register has; "" where nothing was."""
    asked = request.GET.get("year", "")
    return "" if parse_whole_number(asked) in register.years else asked[:10]


def _year(request: HttpRequest, register: Register) -> int:
    """The year asked for, or the latest for which most countries are known."""
    asked = parse_whole_number(request.GET.get("year", ""))
    if asked in register.years and asked is not None:
        return asked
    counts = {
        year: sum(register.entry(code, year).tier is not None for code in register.countries)
        for year in register.years
    }
    return max(y for y, n in counts.items() if n > len(register.countries) / 2)


@page("view_public")
def country(request: HttpRequest, visit: Visit, iso3: str) -> HttpResponse:
    """One country: its tiers with the rules on them, its narratives, its figures over the years."""
    pack = visit.pack
    register = merge_register(pack.register)
    history = register.history(iso3)
    editions = accepted_editions(iso3)
    if not history and not editions:
        raise NotFound(
            N_("The register has no country {code}."),
            remedy=N_("The first page lists all countries."),
            code=iso3,
        )
    stated = list_figures(iso3)
    sees_ledger = "view_ledger" in rights_of_actor(visit.actor)
    claims = [c for entry in history for c in entry.claims]
    shown = {
        "section": "countries",
        "iso3": iso3,
        "name": country_label(visit, iso3),
        "history": [(entry.year, entry.tier) for entry in history],
        "years": list(zip(history, judge_history(history, pack.tier_rules), strict=True))[::-1],
        "next": judge_next_year(history, pack.tier_rules),
        "editions": editions[::-1],
        "latest": accepted_page(iso3, editions[-1]) if editions else None,
        "charts": make_charts(stated),
        "unreviewed_figures": sum(not figure.reviewed for figure in stated),
        "conflicts": find_conflicts(tiers=claims, figures=[_claim(f) for f in stated]),
        "values": list_values(iso3) if sees_ledger else (),
        "counts": _latest_board(visit, iso3, editions) if sees_ledger else None,
    }
    return render(request, "web/countries/country.html", shown)


def _latest_board(visit: Visit, iso3: str, editions: tuple[int, ...]) -> BoardPage | None:
    if not editions:
        return None
    return list_board(BoardFilter(country=iso3, edition=editions[-1]), visit.today)


def _claim(figure: AcceptedFigure) -> FigureClaim:
    source = f"{figure.country} {figure.edition}"
    return FigureClaim(
        figure.country, figure.measure, figure.year, figure.value, source, figure.currency
    )


@dataclass(frozen=True, slots=True)
class FigurePoint:
    """The value of one year and the report that states it; None where none does."""

    year: int
    value: float | None = None
    edition: int | None = None


@dataclass(frozen=True, slots=True)
class FigureChart:
    """A measure's values over the years; `points` in order, gaps between first and last shown."""

    measure: str
    currency: str | None
    points: tuple[FigurePoint, ...]


def make_charts(stated: tuple[AcceptedFigure, ...]) -> list[FigureChart]:
    """A chart for each measure that one narrative or more states.

    Where narratives disagree on a year, or state several amounts, the newest narrative's largest
    value is drawn; all of them stand in the list of conflicts and in the exported table.
    """
    newest: dict[tuple[str, str | None], dict[int, AcceptedFigure]] = {}
    for figure in stated:
        years = newest.setdefault((figure.measure, figure.currency), {})
        known = years.get(figure.year)
        if known is None or (figure.edition, figure.value) > (known.edition, known.value):
            years[figure.year] = figure
    order = list(FIGURE_MEASURES)
    found = []
    for (measure, currency), years in newest.items():
        points = tuple(
            FigurePoint(y, years[y].value, years[y].edition) if y in years else FigurePoint(y)
            for y in range(min(years), max(years) + 1)
        )
        found.append(FigureChart(measure, currency, points))
    return sorted(found, key=lambda c: order.index(c.measure) if c.measure in order else 99)


@page("view_public")
def assessment(request: HttpRequest, visit: Visit, iso3: str, edition: int) -> HttpResponse:
    """One edition's narrative: efforts and shortfalls beside the text, marks on every place."""
    found = accepted_page(iso3, edition)
    if found is None:
        raise NotFound(
            N_("No narrative is accepted for {country} {edition}."),
            remedy=N_("A coordinator can upload and accept one under Narratives."),
            country=iso3,
            edition=edition,
        )
    editions = accepted_editions(iso3)
    mentioned = list_mentioning_editions(iso3, edition, visit.pack.linking)
    findings = [(item, mentioned[item.id]) for item in found.standing("finding")]
    shown = {
        "section": "countries",
        "page": found,
        "name": country_label(visit, iso3),
        "efforts": [pair for pair in findings if mark_kind(pair[0]) == Polarity.EFFORT],
        "shortfalls": [pair for pair in findings if mark_kind(pair[0]) == Polarity.SHORTFALL],
        "recommendations": _with_refs(found),
        "figures": found.standing("figure"),
        "header": found.header,
        "marks": make_marks(found.items),
        "editions": editions,
        "earlier": max((e for e in editions if e < edition), default=None),
        "not_reported": found.not_reported,
    }
    return render(request, "web/countries/assessment.html", shown)


def _with_refs(found: NarrativePage) -> list[tuple[ReviewItem, str]]:
    """Each recommendation with its reference; the text of one that was split has several."""
    refs = refs_by_place(found.row.id)
    return [(i, refs.get((i.start, i.text), "")) for i in found.standing("recommendation")]


def make_marks(items: tuple[ReviewItem, ...]) -> list[Mark]:
    """Marks for the places of all items that were not rejected."""
    return [
        Mark(f"m{item.id}", item.start, item.end, mark_kind(item), f"#item-{item.id}")
        for item in items
        if item.start is not None and item.end is not None
        if item.decision is not ReviewDecision.REJECTED and item.kind is not ItemKind.HEADER
    ]


def mark_kind(item: ReviewItem) -> str:
    """How an item is coloured: findings by what they speak for."""
    now = item.current
    return now.polarity.value if isinstance(now, FindingItem) else item.kind.value
