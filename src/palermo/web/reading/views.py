"""Reading a new narrative and reviewing what was read, beside its text."""

from __future__ import annotations

from functools import partial
from operator import itemgetter

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palermo.actions.reading.accept_narrative import accept_narrative
from palermo.actions.reading.read_report import read_report
from palermo.actions.reading.reject_narrative import reject_narrative
from palermo.actions.reading.review_again import review_again
from palermo.actions.reading.withdraw_narrative import withdraw_narrative
from palermo.actions.visit import Visit
from palermo.cases.narrative import NarrativeState
from palermo.kernel.errors import BadValue, PalermoError, Refused
from palermo.ledger.narratives.queries import (
    find_clashes,
    list_narratives,
    list_warnings,
    narrative_page,
)
from palermo.web.guard import page
from palermo.web.paging import fetch_page
from palermo.web.reading.forms import UploadForm, make_item_form
from palermo.web.reading.review import (
    describe_year_clash,
    say_refusal,
    show_review,
)
from palermo.web.whole_numbers import parse_whole_number

#: More of them would hide the list. The page of each narrative shows its own.
_MOST_WARNINGS = 10
#: Clashes that are said one by one after an upload; the list marks all.
_MOST_CLASHES = 5


@page("view_review")
def narratives(request: HttpRequest, visit: Visit) -> HttpResponse:
    """All narratives, newest first, and the form for a new one."""
    form = UploadForm(visit, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            ids = _read_upload(visit, form)
        except PalermoError as error:
            form.add_error(None, error.say(_))
        else:
            said = ngettext("{n} narrative was read.", "{n} narratives were read.", len(ids))
            messages.success(request, said.format(n=len(ids)))
            _warn_of_clashes(request, visit, ids)
            if len(ids) == 1:  # its own page shows the warnings for as long as it is there
                return redirect("review", ids[0])
            for warning in list_warnings(ids)[:_MOST_WARNINGS]:
                messages.warning(request, warning)
            return redirect("narratives")
    asked = {"state": request.GET.get("state", ""), "country": request.GET.get("country", "")}
    found = partial(list_narratives, state=asked["state"], country=asked["country"])
    (rows, _total), paging = fetch_page(request, found, itemgetter(1))
    shown = {
        "section": "narratives",
        "rows": rows,
        "form": form,
        "asked": asked,
        "states": list(NarrativeState),
        "paging": paging,
    }
    status = 422 if form.errors else 200
    return render(request, "web/reading/narratives.html", shown, status=status)


def _warn_of_clashes(request: HttpRequest, visit: Visit, ids: tuple[int, ...]) -> None:
    clashes = find_clashes(ids)
    for clash in clashes[:_MOST_CLASHES]:
        messages.warning(request, describe_year_clash(visit, clash))
    more = len(clashes[_MOST_CLASHES:])
    if more:
        words = ngettext(
            "{n} more narrative is of a year with an accepted one. The list marks it.",
            "{n} more narratives are of years with accepted ones. The list marks them.",
            more,
        )
        messages.warning(request, words.format(n=more))


def _read_upload(visit: Visit, form: UploadForm) -> tuple[int, ...]:
    values = form.cleaned_data
    file = values["file"]
    return read_report(
        visit,
        content=file.read() if file else values["text"].encode(),
        file_name=file.name if file else _("pasted text"),
        country=values["country"] or None,
        edition=values["year"],
    )


@page("view_review")
def review(request: HttpRequest, visit: Visit, narrative_id: int) -> HttpResponse:
    """The text on one side, everything read in it on the other; `?edit=` opens an item's form."""
    found = narrative_page(narrative_id)
    asked = {parse_whole_number(each) for each in request.GET.getlist("edit")}
    edited = [make_item_form(visit, item) for item in found.items if item.id in asked]
    return render(request, "web/reading/review.html", show_review(visit, found, edited=edited))


@page("accept_narrative")
def accept(request: HttpRequest, visit: Visit, narrative_id: int) -> HttpResponse:
    """Accept the narrative; its recommendations go to the board."""
    if request.method != "POST":
        return redirect("review", narrative_id)
    found, sent = narrative_page(narrative_id), request.POST
    try:
        accept_narrative(
            visit,
            narrative_id=narrative_id,
            undecided_items=parse_whole_number(sent.get("undecided_items", "")),
            supersedes=parse_whole_number(sent.get("supersedes", "")),
            reason=sent.get("reason", ""),
            passes_to=_passes_to(sent),
        )
    except (Refused, BadValue) as error:
        shown = {**show_review(visit, found), "refused": say_refusal(visit, error), "typed": sent}
        return render(request, "web/reading/review.html", shown, status=error.status)
    messages.success(
        request, _("The narrative was accepted. Its recommendations are now followed.")
    )
    return redirect("assessment", found.row.country, found.row.edition)


def _passes_to(sent: QueryDict) -> dict[str, int]:
    """The item chosen for each recommendation that the program did not find in the new text."""
    chosen = {
        name.removeprefix("pass-"): parse_whole_number(value)
        for name, value in sent.items()
        if name.startswith("pass-") and isinstance(value, str) and value
    }
    return {ref: item for ref, item in chosen.items() if item is not None}


@page("withdraw_narrative")
def withdraw(request: HttpRequest, visit: Visit, narrative_id: int) -> HttpResponse:
    """Withdraw an accepted narrative with a reason."""
    if request.method == "POST":
        planned = withdraw_narrative(
            visit, narrative_id=narrative_id, reason=request.POST.get("reason", "")
        )
        messages.success(request, _("The narrative was withdrawn. Everything stays on file."))
        if planned:
            words = ngettext(
                "{n} recommendation with a plan is in no accepted text now.",
                "{n} recommendations with a plan are in no accepted text now.",
                planned,
            )
            messages.warning(request, words.format(n=planned))
    return redirect("review", narrative_id)


@page("review_again")
def again(request: HttpRequest, visit: Visit, narrative_id: int) -> HttpResponse:
    """Propose the reading of a narrative again."""
    if request.method != "POST":
        return redirect("review", narrative_id)
    copy = review_again(visit, narrative_id=narrative_id)
    messages.success(request, _("The reading is proposed again. Correct it, then accept it."))
    return redirect("review", copy)


@page("reject_narrative")
def reject(request: HttpRequest, visit: Visit, narrative_id: int) -> HttpResponse:
    """Reject the narrative with a reason."""
    if request.method == "POST":
        reject_narrative(visit, narrative_id=narrative_id, reason=request.POST.get("reason", ""))
        messages.success(request, _("The narrative was rejected. Its text and reading are kept."))
        return redirect("narratives")
    return redirect("review", narrative_id)
