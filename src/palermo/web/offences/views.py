"""The legal elements of a case: which fact meets which, what is missing. Nothing is kept."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from palermo.actions.visit import Visit
from palermo.procedures.scenarios import parse_answers
from palermo.saying.qualifications import qualify_case
from palermo.web.guard import page
from palermo.web.offences.forms import GROUPS, ElementsForm


@page("view_ledger")
def elements(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The form of the facts, and above it what they carry."""
    form = ElementsForm(visit, request.POST if request.method == "POST" else None)
    shown: dict[str, Any] = {"section": "procedures", "form": form, "found": None}
    if request.method == "POST" and form.is_valid():
        found = qualify_case(
            visit.pack,
            parse_answers(form.answers().items()),
            charge=form.cleaned_data["charge"] or None,
            reason=form.cleaned_data["reason"] or None,
            on=visit.today,
            language=visit.language,
            translate=gettext,
        )
        shown["found"] = _worded(visit, found)
    return render(request, "web/offences/elements.html", shown, status=422 if form.errors else 200)


def _worded(visit: Visit, found: dict[str, Any]) -> dict[str, Any]:
    """With names of elements and answers as the reader's language has them."""
    answers, language = visit.pack.speech.answers, visit.language
    named = [
        {
            **e,
            "name": gettext(GROUPS[e["element"]]),
            "said": answers[e["answer"]].in_language(language),
        }
        for e in found["elements"]
    ]
    return {**found, "elements": named, "said": answers[found["trafficking"]].in_language(language)}
