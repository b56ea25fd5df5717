"""A vignette: read, judged, compared with the key. Nothing is kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from palermo.actions.visit import Visit
from palermo.procedures.vignettes import VignetteAnswer, make_vignette_key, score_vignette
from palermo.saying.vignette_texts import (
    VignetteText,
    list_vignettes,
    newest_procedure,
    vignette_score_text,
    vignette_text,
)
from palermo.web.guard import page
from palermo.web.yes_no_unknown import YesNoUnknownForm


class VignetteForm(YesNoUnknownForm):
    """The signs, the decision, what to ask next and what to do."""

    def __init__(self, visit: Visit, shown: VignetteText, *args: Any, **kwargs: Any) -> None:
        super().__init__(visit, [(s.id, s.text) for s in shown.signs], *args, **kwargs)
        self.fields["decision"] = forms.ChoiceField(
            label=_("Your decision"),
            choices=[(d.id, d.text) for d in shown.decisions],
            widget=forms.RadioSelect,
        )
        for name, label, offered in (
            ("next", _("What do you ask next?"), shown.questions),
            ("acts", _("What do you do?"), shown.acts),
        ):
            self.fields[name] = forms.MultipleChoiceField(
                label=label,
                choices=[(o.id, o.text) for o in offered],
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )


@page("view_ledger")
def vignettes(request: HttpRequest, visit: Visit) -> HttpResponse:
    """All vignettes, by the procedure that they train."""
    shown = {"section": "procedures", "vignettes": list_vignettes(visit.pack, visit.language)}
    return render(request, "web/procedures/vignettes.html", shown)


@page("view_ledger")
def vignette(request: HttpRequest, visit: Visit, vignette_id: str) -> HttpResponse:
    """One vignette with its answers; after sending, the comparison with the key."""
    pack = visit.pack
    told = pack.vignette(vignette_id)
    text = vignette_text(told, pack, visit.language)
    form = VignetteForm(visit, text, request.POST if request.method == "POST" else None)
    score = None
    if request.method == "POST" and form.is_valid():
        given = VignetteAnswer(
            vignette=told.id,
            decision=form.cleaned_data["decision"],
            signs=form.answers(),
            next=tuple(form.cleaned_data["next"]),
            acts=tuple(form.cleaned_data["acts"]),
        )
        key = make_vignette_key(told, newest_procedure(told, pack))
        score = vignette_score_text(score_vignette(key, given), pack, visit.language)
    shown = {
        "section": "procedures",
        "vignette": text,
        "form": form,
        "score": score,
    }
    status = 422 if form.errors else 200
    return render(request, "web/procedures/vignette.html", shown, status=status)
