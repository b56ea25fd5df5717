"""Search over everything."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from palermo.accounts.people import Actor
from palermo.actions.installation import installed_pack
from palermo.ledger.search.folding import fold
from palermo.ledger.search.queries import search as found_in_ledger
from palermo.ledger.search.values import Hit
from palermo.web.guard import page
from palermo.web.language import in_language, name_of


@page("view_ledger")
def search(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Recommendations, duties, notes, narratives, countries, agencies and measures."""
    asked = request.GET.get("q", "").strip()[:200]
    hits = (*_in_pack(asked), *found_in_ledger(asked)) if asked else ()
    shown = {
        "section": "search",
        "asked": asked,
        "hits": [(hit, reverse(hit.address[0], args=hit.address[1:])) for hit in hits],
    }
    return render(request, "web/tables/search.html", shown)


def _in_pack(asked: str) -> list[Hit]:
    """Countries, agencies and measures whose names hold all words."""
    pack, words = installed_pack(), fold(asked).split()
    named = [
        *(("country", c, name_of(c), ("country", c)) for c in pack.register.countries),
        *(("agency", a.code, in_language(a.name), ("agency", a.code)) for a in pack.agencies),
        *(("measure", m.id, in_language(m.title), ("measure", m.id)) for m in pack.measures),
    ]
    return [
        Hit(kind, code, words_of, address, 10.0)
        for kind, code, words_of, address in named
        if all(word in fold(f"{code} {words_of}") for word in words)
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
