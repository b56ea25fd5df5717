"""Procedures as people read them: what must hold, what is asked, what follows, by which source."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from palermo.accounts.people import Actor
from palermo.exchange.installation import installed_pack
from palermo.exchange.procedure_texts import procedure_text
from palermo.web.guard import page


@page("view_ledger")
def procedures(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All procedures in force today."""
    pack, today = installed_pack(), timezone.localdate()
    found = (pack.procedures.in_force(name, today) for name in pack.procedures.ids)
    shown = [procedure_text(p, pack, _language()) for p in found if p]
    return render(request, "web/procedures.html", {"section": "procedures", "procedures": shown})


@page("view_ledger")
def procedure(request: HttpRequest, actor: Actor, procedure_id: str) -> HttpResponse:
    """One procedure in words."""
    pack = installed_pack()
    found = pack.procedure(procedure_id, timezone.localdate())
    shown = {"section": "procedures", "it": procedure_text(found, pack, _language())}
    return render(request, "web/procedure.html", shown)


def _language() -> str:
    return get_language() or "en"
