"""Search over everything."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from palermo.accounts.people import Actor
from palermo.actions.installation import installed_pack
from palermo.ledger.search.queries import search_ledger
from palermo.ledger.search.search_folding import fold_text
from palermo.ledger.search.values import SearchHit
from palermo.web.guard import page
from palermo.web.language import country_label, localize_text


@page("view_ledger")
def search(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Recommendations, duties, notes, narratives, countries, agencies and measures."""
    asked = request.GET.get("q", "").strip()[:200]
    hits = (*_in_pack(asked), *search_ledger(asked)) if asked else ()
    shown = {
        "section": "search",
        "asked": asked,
        "hits": [(hit, reverse(hit.address[0], args=hit.address[1:])) for hit in hits],
    }
    return render(request, "web/tables/search.html", shown)


def _in_pack(asked: str) -> list[SearchHit]:
    """Countries, agencies and measures whose names hold all words."""
    pack, words = installed_pack(), fold_text(asked).split()
    named = [
        *(("country", c, country_label(c), ("country", c)) for c in pack.register.countries),
        *(("agency", a.code, localize_text(a.name), ("agency", a.code)) for a in pack.agencies),
        *(("measure", m.id, localize_text(m.title), ("measure", m.id)) for m in pack.measures),
    ]
    return [
        SearchHit(kind, code, words_of, address, 10.0)
        for kind, code, words_of, address in named
        if all(word in fold_text(f"{code} {words_of}") for word in words)
    ]


@page("view_ledger")
def measures(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The catalogue of measures."""
    return render(request, "web/tables/measures.html", {"measures": installed_pack().measures})


@page("view_ledger")
def measure(request: HttpRequest, actor: Actor, measure_id: str) -> HttpResponse:
    """One measure, in the catalogue."""
    found = installed_pack().measure(measure_id)
    return render(request, "web/tables/measures.html", {"measures": (found,), "one": found})


@page("view_ledger")
def agency(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """One agency: its role with the source, and what it leads."""
    found = installed_pack().agency(code)
    return render(request, "web/tables/agency.html", {"agency": found})
