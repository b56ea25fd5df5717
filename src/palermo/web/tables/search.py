"""Search over everything."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from palermo.actions.visit import Visit
from palermo.ledger.search.expression import LONGEST_SEARCH
from palermo.ledger.search.values import SearchHit
from palermo.saying.search_results import search_everything
from palermo.web.guard import page


@page("view_ledger")
def search(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Recommendations, duties, notes, narratives, and the names of the pack."""
    asked = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    hits = search_everything(asked, pack=visit.pack, language=visit.language)
    shown = {
        "section": "search",
        "asked": asked,
        "longest": LONGEST_SEARCH,
        "total": hits.total,
        "hits": [(hit, _address(hit)) for hit in hits.best],
    }
    return render(request, "web/tables/search.html", shown)


def _address(hit: SearchHit) -> str:
    if hit.kind == "theme":
        return f"{reverse('recommendations')}?{urlencode({'theme': hit.title})}"
    return reverse(hit.address[0], args=hit.address[1:])


@page("view_ledger")
def measures(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The catalogue of measures."""
    return render(request, "web/tables/measures.html", {"measures": visit.pack.measures})


@page("view_ledger")
def measure(request: HttpRequest, visit: Visit, measure_id: str) -> HttpResponse:
    """One measure, in the catalogue."""
    found = visit.pack.measure(measure_id)
    return render(request, "web/tables/measures.html", {"measures": (found,), "one": found})


@page("view_ledger")
def agency(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    """One agency: its role with the source, and what it leads."""
    found = visit.pack.agency(code)
    return render(request, "web/tables/agency.html", {"agency": found})
