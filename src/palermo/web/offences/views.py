"""The legal elements of a case: which fact meets which, what is missing. Nothing is kept."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from palermo.accounts.people import Actor
from palermo.actions.installation import installed_pack
from palermo.procedures.scenarios import parse_answers
from palermo.saying.qualifications import qualify_case
from palermo.web.guard import page
from palermo.web.language import localize_text, page_language
from palermo.web.offences.forms import GROUPS, ElementsForm


@page("view_ledger")
def elements(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The form of the facts, and above it what they carry."""
    today = timezone.localdate()
    form = ElementsForm(today, request.POST if request.method == "POST" else None)
    shown: dict[str, Any] = {"section": "procedures", "form": form, "found": None}
    if request.method == "POST" and form.is_valid():
        found = qualify_case(
            installed_pack(),
            parse_answers(form.answers().items()),
            charge=form.cleaned_data["charge"] or None,
            reason=form.cleaned_data["reason"] or None,
            on=today,
            language=page_language(),
            translate=gettext,
        )
        shown["found"] = _worded(found)
    return render(request, "web/offences/elements.html", shown, status=422 if form.errors else 200)


def _worded(found: dict[str, Any]) -> dict[str, Any]:
    """With names of elements and answers as the reader's language has them."""
    answers = installed_pack().speech.answers
    named = [
        {**e, "name": gettext(GROUPS[e["element"]]), "said": localize_text(answers[e["answer"]])}
        for e in found["elements"]
    ]
    return {**found, "elements": named, "said": localize_text(answers[found["trafficking"]])}
