"""Deciding on what was read: one item, what is left of a group, what the reader missed, links.

A script sends `X-Palermo-Part` and receives only what the decision changes, each part under its
id; without it the browser comes back to the item on the whole page.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palermo.actions.reading.accept_items import accept_items
from palermo.actions.reading.correct_item import correct_item
from palermo.actions.reading.decide_link import decide_link
from palermo.actions.visit import Visit
from palermo.cases.narrative import ItemKind, ReviewDecision
from palermo.kernel.errors import BadValue, PalermoError
from palermo.kernel.messages import N_
from palermo.ledger.narratives.queries import narrative_page
from palermo.ledger.narratives.values import NarrativePage, ReviewItem
from palermo.web.guard import page
from palermo.web.reading.forms import AddForm, ItemForm, make_item_form, read_item_values
from palermo.web.reading.review import KINDS, find_item_of, show_review
from palermo.web.whole_numbers import parse_whole_number

#: A script sends it to ask for a part of the page, and finds it in the answer that is one.
_PART = "X-Palermo-Part"
_LINK_ANSWERS = {"yes": True, "no": False, "open": None}


@page("correct_item")
def decide(request: HttpRequest, visit: Visit, narrative_id: int, item_id: int) -> HttpResponse:
    """Accept, correct or reject one item. A GET shows it with the form for correcting it."""
    found = narrative_page(narrative_id)
    item = find_item_of(found, item_id)
    if item is None:
        return redirect("review", narrative_id)
    if request.method != "POST":
        edited = () if "close" in request.GET else (make_item_form(visit, item),)
        return _answer(request, visit, found, (item,), edited=edited)
    sent = request.POST.get("decision", "")
    if sent not in list(ReviewDecision):
        raise BadValue(
            N_("The form is incomplete."), where="decision", remedy=N_("Open the page again.")
        )
    decision = ReviewDecision(sent)
    form = make_item_form(visit, item, request.POST)
    if decision is not ReviewDecision.CORRECTED:
        return _keep(request, visit, narrative_id, item, decision, None)
    if not form.is_valid():
        return _answer(request, visit, found, (item,), edited=(form,), status=422)
    return _keep(request, visit, narrative_id, item, decision, form)


def _keep(
    request: HttpRequest,
    visit: Visit,
    narrative_id: int,
    item: ReviewItem,
    decision: ReviewDecision,
    form: ItemForm | None,
) -> HttpResponse:
    """Keep the decision. A refused one shows the item as it is now beside what was sent."""
    version = parse_whole_number(request.POST.get("version", "")) or 0
    refused: PalermoError | None = None
    try:
        correct_item(
            visit,
            narrative_id=narrative_id,
            item_id=item.id,
            version=version,
            decision=decision,
            values=read_item_values(form) if form else None,
        )
    except PalermoError as error:
        refused = error
    found = narrative_page(narrative_id)
    now = find_item_of(found, item.id) or item
    if refused is None:
        return _answer(request, visit, found, (now,))
    if form and refused.where in form.fields:
        form.add_error(refused.where, refused.say_sentence(_))
        return _answer(request, visit, found, (now,), edited=(form,), status=refused.status)
    if now.version == version:
        note, wanted = refused.say_sentence(_), None
    elif form is None and now.decision is decision and now.current == item.proposed:
        # Both want the same.
        return _answer(request, visit, found, (now,))
    else:
        note, wanted = _say_clash(now, decision), None if form else decision
    return _answer(
        request,
        visit,
        found,
        (now,),
        edited=(form,) if form else (),
        noted=now.id,
        note=note,
        wanted=wanted,
        status=refused.status,
    )


def _say_clash(now: ReviewItem, decision: ReviewDecision) -> str:
    """What another user made of the item, and what this one wanted."""
    if decision is ReviewDecision.CORRECTED:
        return _(
            "Another user changed this item while you were working. Their version is above, yours "
            "is below. Save yours, or close it without saving."
        )
    words = _(
        "{name} decided on this item while you were working: {theirs}. You chose: {yours}. "
        "The item is shown as it is now. Choose what is to count."
    )
    theirs, yours = _(now.decision.label), _(decision.label)
    return words.format(name=now.decided_by, theirs=theirs, yours=yours)


@page("accept_items")
def accept_rest(request: HttpRequest, visit: Visit, narrative_id: int) -> HttpResponse:
    """Accept the undecided items that the page showed."""
    if request.method != "POST":
        return redirect("review", narrative_id)
    shown = dict(_item_version(each) for each in request.POST.getlist("item"))
    try:
        accepted = accept_items(visit, narrative_id=narrative_id, versions=shown)
    except PalermoError as error:
        found = narrative_page(narrative_id)
        named = tuple(item for item in found.items if item.id in shown)
        others = sum(item.version != shown[item.id] for item in named)
        note = _say_clashes(others) if others else error.say_sentence(_)
        refused = {"refused_kind": named[0].kind if named else "", "note": note}
        return _answer(request, visit, found, named, status=error.status, **refused)
    if not _wants_part(request):
        said = ngettext("{n} item was accepted.", "{n} items were accepted.", accepted)
        messages.success(request, said.format(n=accepted))
    found = narrative_page(narrative_id)
    return _answer(request, visit, found, tuple(i for i in found.items if i.id in shown))


def _say_clashes(others: int) -> str:
    words = ngettext(
        "Another user decided {n} of these items while you were working.",
        "Other users decided {n} of these items while you were working.",
        others,
    )
    return words.format(n=others)


def _item_version(sent: str) -> tuple[int, int]:
    item, _dash, version = sent.partition("-")
    return parse_whole_number(item) or 0, parse_whole_number(version) or 0


@page("correct_item")
def add(request: HttpRequest, visit: Visit, narrative_id: int, kind: str) -> HttpResponse:
    """Add what the reader missed. A refused form comes back with what was typed."""
    if request.method != "POST" or kind not in KINDS[1:]:
        return redirect("review", narrative_id)
    form = AddForm(visit, kind, request.POST)
    status = 422
    if form.is_valid():
        try:
            item = correct_item(
                visit,
                narrative_id=narrative_id,
                decision=ReviewDecision.ADDED,
                kind=ItemKind(kind),
                values=read_item_values(form),
            )
        except PalermoError as error:
            form.add_error(error.where if error.where in form.fields else None, error.say(_))
            status = error.status
        else:
            messages.success(request, _("The item was added."))
            return redirect(item_address(narrative_id, item))
    shown = show_review(visit, narrative_page(narrative_id), added=form)
    return render(request, "web/reading/review.html", shown, status=status)


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
        try:
            decide_link(
                visit,
                narrative_id=narrative_id,
                item_id=item_id,
                demand=request.POST["demand"],
                same=_LINK_ANSWERS[sent],
            )
        except PalermoError as error:
            return _refuse_link(request, visit, narrative_id, item_id, error)
        if _wants_part(request):
            return _answer(request, visit, narrative_page(narrative_id), ())
    return redirect(item_address(narrative_id, item_id))


def _refuse_link(
    request: HttpRequest, visit: Visit, narrative_id: int, item_id: int, error: PalermoError
) -> HttpResponse:
    """The refusal at the item that it is about, as the item is now."""
    found = narrative_page(narrative_id)
    item = find_item_of(found, item_id)
    if item is None:
        raise error
    note = error.say_sentence(_)
    return _answer(request, visit, found, (item,), noted=item_id, note=note, status=error.status)


def item_address(narrative_id: int, item_id: int) -> str:
    """Where an item stands on the review page of its narrative."""
    return f"{reverse('review', args=[narrative_id])}#item-{item_id}"


def _wants_part(request: HttpRequest) -> bool:
    return _PART in request.headers


def _answer(
    request: HttpRequest,
    visit: Visit,
    found: NarrativePage,
    changed: tuple[ReviewItem, ...],
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """What the decision changes, for a script; else the whole page, or the way back to it."""
    if _wants_part(request):
        shown = show_review(visit, found, changed=changed, **more)
        answer = render(request, "web/reading/review_parts.html", shown, status=status)
        answer[_PART] = "1"
        return answer
    if status == 200 and not more.get("edited") and changed:
        return redirect(item_address(found.row.id, changed[-1].id))
    shown = show_review(visit, found, **more)
    return render(request, "web/reading/review.html", shown, status=status)
