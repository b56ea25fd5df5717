"""The board of demands and the page of one demand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from operator import attrgetter

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from palermo.actions.recommendations.add_note import add_note
from palermo.actions.recommendations.link_recommendation import link_recommendation
from palermo.actions.recommendations.split_duties import split_duties
from palermo.actions.recommendations.undo_link import undo_link
from palermo.actions.visit import Visit
from palermo.ledger.narratives.queries import accepted_countries, accepted_editions
from palermo.ledger.plans.values import ActionRow
from palermo.ledger.recommendations.board import count_left, list_board
from palermo.ledger.recommendations.queries import demand_page
from palermo.ledger.recommendations.values import BoardFilter, DutyRow
from palermo.web.form_errors import check_form
from palermo.web.guard import page
from palermo.web.paging import fetch_page
from palermo.web.recommendations import forms
from palermo.web.whole_numbers import parse_whole_number


@page("view_ledger")
def recommendations(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The board: by default all demands on this installation's country."""
    countries = accepted_countries()
    country = request.GET.get("country", visit.pack.iso3)
    editions = accepted_editions(country)
    asked = request.GET or {"country": country}
    form = forms.BoardForm(visit, asked, countries=countries, editions=editions)
    wanted = form.wanted() if form.is_valid() else BoardFilter(country=visit.pack.iso3)
    left = count_left()
    board = partial(list_board, wanted, visit.today)
    found, paging = fetch_page(request, board, attrgetter("total"))
    shown = {
        "section": "recommendations",
        "form": form,
        "found": found,
        "paging": paging,
        "query": request.GET.urlencode() or f"country={country}",
        "any": bool(countries) or bool(left),
        "left": left if not wanted.left else 0,
    }
    return render(request, "web/recommendations/board.html", shown)


@page("view_ledger")
def recommendation(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """The demand of a recommendation: its wordings, who does what, what shows progress."""
    found = demand_page(ref, visit.today)
    shown = {
        "section": "recommendations",
        "page": found,
        "ref": ref,
        "duties": [(duty, _forms(visit, duty)) for duty in found.duties],
        "split_form": forms.SplitForm(initial={"texts": "\n".join(d.text for d in found.duties)}),
        "link_form": forms.LinkForm(found, ref=ref),
        "note_form": forms.NoteForm(),
        "value_form": forms.ValueForm(visit),
    }
    return render(request, "web/recommendations/recommendation.html", shown)


@dataclass(frozen=True, slots=True)
class DutyForms:
    """All forms under a duty; `states` are its actions, each with the form of its state."""

    assign: forms.AssignForm
    action: forms.ActionForm
    milestone: forms.MilestoneForm
    evidence: forms.EvidenceForm
    closure: forms.ClosureForm
    answer: forms.AnswerForm
    states: list[tuple[ActionRow, forms.ActionStateForm]]


def _forms(visit: Visit, duty: DutyRow) -> DutyForms:
    return DutyForms(
        assign=forms.AssignForm(visit, duty),
        action=forms.ActionForm(visit, prefix=f"action-{duty.letter}"),
        milestone=forms.MilestoneForm(prefix=f"milestone-{duty.letter}"),
        evidence=forms.EvidenceForm(prefix=f"evidence-{duty.letter}"),
        closure=forms.ClosureForm(prefix=f"closure-{duty.letter}"),
        answer=forms.AnswerForm(prefix=f"answer-{duty.letter}"),
        states=[(a, forms.ActionStateForm(a.state, prefix=f"state-{a.id}")) for a in duty.actions],
    )


@page("split_duties")
def split(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Say in separate duties what is asked."""
    if request.method == "POST":
        texts = request.POST.get("texts", "").splitlines()
        version = _version(request)
        split_duties(visit, ref=ref, version=version, texts=texts)
        messages.success(request, _("The duties were saved."))
    return redirect("recommendation", ref)


@page("link_recommendation")
def link(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Link a recommendation to another demand, or split it off."""
    form = forms.LinkForm(demand_page(ref, visit.today), request.POST)
    if request.method == "POST":
        check_form(form)
        values = form.cleaned_data
        link_recommendation(
            visit,
            ref=values["ref"],
            version=_version(request),
            demand="" if values["demand"] == forms.OWN_DEMAND else values["demand"],
            duties=values["duties"],
        )
        messages.success(request, _("The link was changed. You can undo it below."))
        return redirect("recommendation", values["ref"])
    return redirect("recommendation", ref)


@page("undo_link")
def undo(request: HttpRequest, visit: Visit, ref: str, change_id: int) -> HttpResponse:
    """Undo a change of a link."""
    if request.method == "POST":
        undo_link(visit, change_id=change_id)
        messages.success(request, _("The change of the link was undone."))
    return redirect("recommendation", ref)


@page("add_note")
def note(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Write a note."""
    if request.method == "POST":
        add_note(visit, ref=ref, text=request.POST.get("text", ""))
        messages.success(request, _("The note was saved."))
    return redirect("recommendation", ref)


def _version(request: HttpRequest) -> int:
    return parse_whole_number(request.POST.get("version", "")) or 0
