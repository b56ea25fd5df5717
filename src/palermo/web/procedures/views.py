"""Procedures as people read them: what must hold, what is asked, what follows, by which source."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from palermo.actions.procedure_files import find_procedure_file
from palermo.actions.visit import Visit
from palermo.procedures.practice import has_practice_cases
from palermo.saying.flow_texts import FlowTexts
from palermo.saying.group_texts import group_texts
from palermo.saying.procedure_texts import procedure_text
from palermo.saying.service_texts import service_list
from palermo.web.guard import page
from palermo.web.procedures.guide import list_stages
from palermo.web.tables.views import file_answer


@page("view_ledger")
def procedures(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The procedures that apply today by who stands before the officer, and the groups at risk."""
    groups = group_texts(visit.pack, visit.language, visit.today)
    stages = list_stages(visit)
    said = {it.status for s in stages for one in s.situations for it in one.procedures}
    context = {
        "section": "procedures",
        "stages": stages,
        "groups": groups,
        # What is true of all is said once, not thirty times.
        "all_status": said.pop() if len(said) == 1 else "",
    }
    return render(request, "web/procedures/procedures.html", context)


@page("view_ledger")
def procedure(request: HttpRequest, visit: Visit, procedure_id: str) -> HttpResponse:
    """One procedure in words."""
    pack = visit.pack
    found = pack.procedure(procedure_id, visit.today)
    shown = {
        "section": "procedures",
        "it": procedure_text(found, pack, visit.language, visit.today),
        "services": service_list(pack, visit.language, found.people),
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
