"""Procedures as people read them: what must hold, what is asked, what follows, by which source."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from palermo.accounts.people import Actor
from palermo.actions.installation import installed_pack
from palermo.actions.procedures._procedure_files import find_procedure_file
from palermo.procedures.practice import has_practice_cases
from palermo.saying.flow_texts import FlowTexts
from palermo.saying.procedure_texts import procedure_text
from palermo.web.guard import page
from palermo.web.language import page_language
from palermo.web.tables.views import file_answer


@page("view_ledger")
def procedures(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All procedures in force today."""
    pack, today = installed_pack(), timezone.localdate()
    found = (pack.procedures.in_force(name, today) for name in pack.procedures.ids)
    shown = [procedure_text(p, pack, page_language()) for p in found if p]
    return render(
        request, "web/procedures/procedures.html", {"section": "procedures", "procedures": shown}
    )


@page("view_ledger")
def procedure(request: HttpRequest, actor: Actor, procedure_id: str) -> HttpResponse:
    """One procedure in words."""
    pack = installed_pack()
    found = pack.procedure(procedure_id, timezone.localdate())
    shown = {
        "section": "procedures",
        "it": procedure_text(found, pack, page_language()),
        "can_be_practised": has_practice_cases(found),
    }
    return render(request, "web/procedures/procedure.html", shown)


@page("view_ledger")
def procedure_flow(request: HttpRequest, actor: Actor, procedure_id: str) -> HttpResponse:
    """The course of a procedure as a picture, and the same course as a list."""
    pack = installed_pack()
    words = FlowTexts(pack.procedure(procedure_id, timezone.localdate()), pack, page_language())
    shown = {"section": "procedures", "it": words.text, "steps": words.steps()}
    return render(request, "web/procedures/procedure_flow.html", shown)


@page("view_ledger")
def procedure_file(
    request: HttpRequest, actor: Actor, procedure_id: str, name: str
) -> HttpResponse:
    """A procedure as a form, the text of an act or a picture, in the reader's language."""
    pack, file = installed_pack(), find_procedure_file(name)
    found = pack.procedure(procedure_id, timezone.localdate())
    content = file.write(found, pack, page_language())
    return file_answer(content, file.media_type, f"{found.id}-{found.version}-{name}")
