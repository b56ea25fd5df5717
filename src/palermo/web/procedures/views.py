"""Procedures as people read them: what must hold, what is asked, what follows, by which source."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from palermo.actions.procedure_files import find_procedure_file
from palermo.actions.visit import Visit
from palermo.procedures.practice import has_practice_cases
from palermo.saying.flow_texts import FlowTexts
from palermo.saying.procedure_texts import procedure_text
from palermo.web.guard import page
from palermo.web.tables.views import file_answer


@page("view_ledger")
def procedures(request: HttpRequest, visit: Visit) -> HttpResponse:
    """All procedures in force today."""
    pack, today = visit.pack, visit.today
    found = (pack.procedures.in_force(name, today) for name in pack.procedures.ids)
    shown = [procedure_text(p, pack, visit.language) for p in found if p]
    return render(
        request, "web/procedures/procedures.html", {"section": "procedures", "procedures": shown}
    )


@page("view_ledger")
def procedure(request: HttpRequest, visit: Visit, procedure_id: str) -> HttpResponse:
    """One procedure in words."""
    pack = visit.pack
    found = pack.procedure(procedure_id, visit.today)
    shown = {
        "section": "procedures",
        "it": procedure_text(found, pack, visit.language),
        "can_be_practised": has_practice_cases(found),
    }
    return render(request, "web/procedures/procedure.html", shown)


@page("view_ledger")
def procedure_flow(request: HttpRequest, visit: Visit, procedure_id: str) -> HttpResponse:
    """The course of a procedure as a picture, and the same course as a list."""
    pack = visit.pack
    words = FlowTexts(pack.procedure(procedure_id, visit.today), pack, visit.language)
    shown = {"section": "procedures", "it": words.text, "steps": words.steps()}
    return render(request, "web/procedures/procedure_flow.html", shown)


@page("view_ledger")
def procedure_file(
    request: HttpRequest, visit: Visit, procedure_id: str, name: str
) -> HttpResponse:
    """A procedure as a form, the text of an act or a picture, in the reader's language."""
    pack, file = visit.pack, find_procedure_file(name)
    found = pack.procedure(procedure_id, visit.today)
    content = file.write(found, pack, visit.language)
    return file_answer(content, file.media_type, f"{found.id}-{found.version}-{name}")
