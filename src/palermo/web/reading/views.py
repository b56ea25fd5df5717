"""Reading a new narrative and reviewing what was read, beside its text."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from operator import itemgetter
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palermo.actions.reading.accept_narrative import accept_narrative
from palermo.actions.reading.correct_item import correct_item
from palermo.actions.reading.decide_link import decide_link
from palermo.actions.reading.read_report import read_report
from palermo.actions.reading.reject_narrative import reject_narrative
from palermo.actions.reading.review_again import review_again
from palermo.actions.reading.withdraw_narrative import withdraw_narrative
from palermo.actions.visit import Visit
from palermo.cases.acceptance import YearClash, describe_clash
from palermo.cases.narrative import ItemKind, NarrativeState, ReviewDecision
from palermo.cases.recommendation import LinkKind
from palermo.cases.superseding import WordingChange
from palermo.kernel.errors import BadValue, PalermoError, Refused
from palermo.kernel.messages import N_
from palermo.ledger.narratives.queries import (
    find_clashes,
    list_narratives,
    list_warnings,
    narrative_page,
)
from palermo.ledger.narratives.values import NarrativePage, ReviewItem
from palermo.ledger.recommendations.preview import preview_acceptance
from palermo.ledger.recommendations.superseding import preview_superseding
from palermo.ledger.register.queries import merge_register
from palermo.web.countries.views import make_marks
from palermo.web.form_errors import describe_form_errors
from palermo.web.guard import page
from palermo.web.language import country_label
from palermo.web.paging import fetch_page
from palermo.web.reading.forms import AddForm, UploadForm, make_item_form, read_item_values
from palermo.web.whole_numbers import parse_whole_number

_LINK_ANSWERS = {"yes": True, "no": False, "open": None}
#: More of them would hide the list. The page of each narrative shows its own.
_MOST_WARNINGS = 10
#: Clashes that are said one by one after an upload; the list marks all.
_MOST_CLASHES = 5
_WERE_ACCEPTED = frozenset(
    {NarrativeState.ACCEPTED, NarrativeState.SUPERSEDED, NarrativeState.WITHDRAWN}
)
_KINDS = ("header", "recommendation", "finding", "figure")


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
        messages.warning(request, _clash_words(visit, clash))
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
    """The text on one side, everything read in it on the other."""
    found = narrative_page(narrative_id)
    return render(request, "web/reading/review.html", _review(visit, found))


def _review(visit: Visit, found: NarrativePage, wrong: Any = None) -> dict[str, Any]:
    register = merge_register(visit.pack.register)
    entry = register.entry(found.row.country, found.row.edition)
    tier = found.header.tier
    others = [c for c in entry.claims if tier and c.tier != tier]
    is_open = found.row.state is NarrativeState.PROPOSED
    groups = [
        (kind, [(item, wrong if wrong and wrong.item_id == item.id else make_item_form(visit, item))
                for item in found.of_kind(kind)])
        for kind in _KINDS
    ]  # fmt: skip
    preview = preview_acceptance(found, visit.pack.linking, visit.today) if is_open else None
    return {
        "section": "narratives",
        "page": found,
        "name": country_label(visit, found.row.country),
        "marks": make_marks(found.items),
        "groups": groups,
        "is_open": is_open,
        "tier_conflicts": others,
        "add_forms": [AddForm(visit, kind) for kind in _KINDS[1:]] if is_open else [],
        "not_reported": found.not_reported,
        "preview": preview,
        "link_counts": [(kind, preview.count(kind)) for kind in LinkKind] if preview else [],
        "was_accepted": found.row.state in _WERE_ACCEPTED,
        **_acceptance(visit, found, is_open),
    }


def _acceptance(visit: Visit, found: NarrativePage, is_open: bool) -> dict[str, Any]:
    """What must be chosen to accept an open narrative."""
    row = found.row
    open_ids = [i for ids in found.undecided.values() for i in ids]
    shown: dict[str, Any] = {"first_open": _anchor(found, open_ids[0]) if open_ids else ""}
    if is_open and row.accepted_other is not None:
        lines = preview_superseding(found, visit.pack.linking)
        clash = YearClash(row.id, row.country, row.edition, row.accepted_other)
        shown["clash"] = _clash_words(visit, clash)
        shown["superseding"] = lines
        shown["decisive"] = [
            x for x in lines if x.change in {WordingChange.LEFT, WordingChange.NEW}
        ]
        left = any(line.change is WordingChange.LEFT for line in lines)
        shown["unmatched"] = [x for x in lines if left and x.change is WordingChange.NEW]
    return shown


def _clash_words(visit: Visit, clash: YearClash) -> str:
    """The clash with the name of the country, for a page that names the narrative already."""
    error = describe_clash(replace(clash, country=country_label(visit, clash.country)))
    return _error_words(error)


def _error_words(error: PalermoError) -> str:
    """What is wrong and what to do, without the number that the page names already."""
    said = error.what.say(_)
    # gettext answers an empty template with the catalogue's header.
    return f"{said} {error.remedy.say(_)}" if error.remedy.template else said


def _anchor(found: NarrativePage, item_id: int) -> str:
    header = {i.id for i in found.of_kind(ItemKind.HEADER)}
    return f"item-{item_id}" if item_id in header else f"item-m{item_id}"


@page("correct_item")
def decide(request: HttpRequest, visit: Visit, narrative_id: int, item_id: int) -> HttpResponse:
    """Accept, correct or reject one item; a wrong correction comes back with its message."""
    found = narrative_page(narrative_id)
    item = next((i for i in found.items if i.id == item_id), None)
    if request.method != "POST" or item is None:
        return redirect("review", narrative_id)
    form = make_item_form(visit, item, request.POST)
    sent = request.POST.get("decision", "")
    if sent not in list(ReviewDecision):
        raise BadValue(
            N_("The form is incomplete."), where="decision", remedy=N_("Open the page again.")
        )
    decision = ReviewDecision(sent)
    if decision is not ReviewDecision.CORRECTED or form.is_valid():
        try:
            _decide_item(visit, narrative_id, item, decision, form, request)
        except PalermoError as error:
            form.add_error(None, error.say(_))
        else:
            return redirect(f"{_review_address(narrative_id)}#item-{item_id}")
    shown = _review(visit, found, wrong=form)
    return render(request, "web/reading/review.html", shown, status=422)


def _decide_item(
    visit: Visit,
    narrative_id: int,
    item: ReviewItem,
    decision: ReviewDecision,
    form: Any,
    request: HttpRequest,
) -> None:
    correct_item(
        visit,
        narrative_id=narrative_id,
        item_id=item.id,
        version=parse_whole_number(request.POST.get("version", "")) or 0,
        decision=decision,
        values=read_item_values(form) if decision is ReviewDecision.CORRECTED else None,
    )


def _review_address(narrative_id: int) -> str:
    response = redirect("review", narrative_id)
    return str(response["Location"])


@page("correct_item")
def add(request: HttpRequest, visit: Visit, narrative_id: int, kind: str) -> HttpResponse:
    """Add what the reader missed."""
    if request.method == "POST" and kind in _KINDS[1:]:
        form = AddForm(visit, kind, request.POST)
        if form.is_valid():
            item = correct_item(
                visit,
                narrative_id=narrative_id,
                decision=ReviewDecision.ADDED,
                kind=ItemKind(kind),
                values=read_item_values(form),
            )
            messages.success(request, _("The item was added."))
            return redirect(f"{_review_address(narrative_id)}#item-{item}")
        messages.error(request, describe_form_errors(form))
    return redirect("review", narrative_id)


@page("decide_link")
def decide_item_link(
    request: HttpRequest, visit: Visit, narrative_id: int, item_id: int
) -> HttpResponse:
    """Confirm or reject that a recommendation continues a demand, or take the answer back."""
    if request.method == "POST":
        sent = request.POST.get("same", "")
        if sent not in _LINK_ANSWERS or not request.POST.get("demand"):
            raise BadValue(
                N_("The form is incomplete."), where="demand", remedy=N_("Open the page again.")
            )
        decide_link(
            visit,
            narrative_id=narrative_id,
            item_id=item_id,
            demand=request.POST["demand"],
            same=_LINK_ANSWERS[sent],
        )
    return redirect(f"{_review_address(narrative_id)}#link-{item_id}")


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
        shown = {**_review(visit, found), "refused": _error_words(error), "typed": sent}
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
