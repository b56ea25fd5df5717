"""Published instruments: cut-offs, what studies found, and what a positive screen is worth."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from palermo.accounts.people import Actor
from palermo.actions.installation import installed_pack
from palermo.saying.instrument_texts import instrument_text
from palermo.web.guard import page
from palermo.web.language import page_language


@page("view_ledger")
def instruments(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All instruments, whether or not their wording is at hand."""
    pack = installed_pack()
    shown = [instrument_text(i, pack, page_language()) for i in pack.instruments.instruments]
    return render(
        request, "web/procedures/instruments.html", {"section": "procedures", "instruments": shown}
    )


@page("view_ledger")
def instrument(request: HttpRequest, actor: Actor, instrument_id: str) -> HttpResponse:
    """One instrument with every published figure and its mark."""
    pack = installed_pack()
    it = instrument_text(pack.instrument(instrument_id), pack, page_language())
    runs = pack.procedures.in_force(instrument_id, timezone.localdate()) is not None
    return render(
        request, "web/procedures/instrument.html", {"section": "procedures", "it": it, "runs": runs}
    )
