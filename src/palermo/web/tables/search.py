"""Search over everything."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from palermo.accounts.queries import rights_of_actor
from palermo.actions.visit import Visit
from palermo.ledger.measures.queries import list_values
from palermo.ledger.recommendations.board import list_board
from palermo.ledger.recommendations.values import BoardFilter
from palermo.ledger.search.expression import LONGEST_SEARCH
from palermo.ledger.search.values import SearchHit, SearchKind
from palermo.saying.search_results import search_everything
from palermo.web.guard import page

#: So many demands an agency's page shows; the board shows the rest.
_LED = 50


@page("view_public")
def search(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Everything that the reader may see; visitors search the published texts."""
    public_only = "view_ledger" not in rights_of_actor(visit.actor)
    asked = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    hits = search_everything(
        asked, pack=visit.pack, today=visit.today, language=visit.language, public_only=public_only
    )
    shown = {
        "section": "search",
        "asked": asked,
        "longest": LONGEST_SEARCH,
        "total": hits.total,
        "hits": [
            (hit, _public_address(hit) if public_only else _address(hit)) for hit in hits.best
        ],
    }
    return render(request, "web/tables/search.html", shown)


def _address(hit: SearchHit) -> str:
    if hit.kind is SearchKind.THEME:
        return f"{reverse('recommendations')}?{urlencode({'theme': hit.address[1]})}"
    if hit.kind is SearchKind.TERM:
        return f"{reverse('glossary')}#term-{hit.address[1]}"
    if hit.kind is SearchKind.SERVICE:
        return f"{reverse('help')}#service-{hit.address[1]}"
    return reverse(hit.address[0], args=hit.address[1:])


def _public_address(hit: SearchHit) -> str:
    """The published page with the hit: a recommendation is shown in the text of its edition."""
    if hit.kind is SearchKind.RECOMMENDATION:
        country, edition, _ = hit.title.split("-")
        return reverse("assessment", args=[country, edition])
    if hit.kind is SearchKind.SERVICE:
        return reverse("help")
    return _address(hit)


@page("view_ledger")
def measures(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The catalogue of measures."""
    return render(request, "web/tables/measures.html", {"measures": visit.pack.measures})


@page("view_ledger")
def measure(request: HttpRequest, visit: Visit, measure_id: str) -> HttpResponse:
    """One measure, in the catalogue."""
    found = visit.pack.measure(measure_id)
    values = list_values(visit.pack.iso3, measure_id)
    shown = {"measures": (found,), "one": found, "values": values}
    return render(request, "web/tables/measures.html", shown)


@page("view_ledger")
def agency(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    """One agency: its role with the source, and what it leads, the soonest due first."""
    found = visit.pack.agency(code)
    wanted = BoardFilter(agency=code, sort="due")
    led = list_board(wanted, visit.today, limit=_LED)
    return render(request, "web/tables/agency.html", {"agency": found, "led": led})
