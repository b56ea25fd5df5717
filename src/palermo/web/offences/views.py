"""The legal elements of a case: which fact meets which, what is missing. Nothing is kept."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from palermo.actions.visit import Visit
from palermo.procedures.scenarios import parse_answers
from palermo.saying.qualifications import qualify_case
from palermo.web.guard import page
from palermo.web.offences.forms import ElementsForm


@page("view_ledger")
def elements(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The form of the facts, and above it what they carry."""
    form = ElementsForm(visit, request.POST if request.method == "POST" else None)
    shown: dict[str, object] = {"section": "procedures", "form": form, "found": None}
    if request.method == "POST" and form.is_valid():
        found = qualify_case(
            visit.pack,
            parse_answers(form.answers().items()),
            charge=form.charge(),
            reason=form.cleaned_data["reason"] or None,
            on=visit.today,
            language=visit.language,
            translate=gettext,
        )
        shown["found"] = found
    return render(request, "web/offences/elements.html", shown, status=422 if form.errors else 200)
