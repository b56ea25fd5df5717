"""Published instruments: cut-offs, what studies found, and what a positive screen is worth."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from palermo.actions.visit import Visit
from palermo.saying.instrument_texts import instrument_text
from palermo.web.guard import page


@page("view_ledger")
def instruments(request: HttpRequest, visit: Visit) -> HttpResponse:
    """All instruments, whether or not their wording is at hand."""
    pack = visit.pack
    shown = [instrument_text(i, pack, visit.language) for i in pack.instruments.instruments]
    return render(
        request, "web/procedures/instruments.html", {"section": "procedures", "instruments": shown}
    )


@page("view_ledger")
def instrument(request: HttpRequest, visit: Visit, instrument_id: str) -> HttpResponse:
    """One instrument with every published figure and its mark."""
    pack = visit.pack
    it = instrument_text(pack.instrument(instrument_id), pack, visit.language)
    runs = pack.procedures.in_force(instrument_id, visit.today) is not None
    return render(
        request, "web/procedures/instrument.html", {"section": "procedures", "it": it, "runs": runs}
    )
