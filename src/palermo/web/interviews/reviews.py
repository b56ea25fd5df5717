"""Decisions below the indication: the list of a supervisor, one decision, and counts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from palermo.actions.interviews.count_overruled_decisions import count_overruled_decisions
from palermo.actions.interviews.list_overruled_decisions import list_overruled_decisions
from palermo.actions.interviews.read_overruled_decision import read_overruled_decision
from palermo.actions.interviews.review_decision import review_decision
from palermo.actions.visit import Visit
from palermo.kernel.errors import BadValue, Refused
from palermo.procedures.decide import DECISIONS
from palermo.records.interviews.values import OverruledDecision
from palermo.saying.indications import decision_names
from palermo.saying.overruled_texts import OverruledText, overruled_text
from palermo.web.guard import page
from palermo.web.interviews.forms import read_decision, read_version
from palermo.web.paging import fetch_page

SECTION = {"section": "decisions"}


@dataclass(frozen=True, slots=True)
class OverruledOnPage:
    """A decision below the indication with its words."""

    row: OverruledDecision
    words: OverruledText


def _on_page(visit: Visit, row: OverruledDecision) -> OverruledOnPage:
    procedure = visit.pack.procedures.version(row.procedure, row.procedure_version)
    words = overruled_text(
        procedure, row.indicated, row.decision, row.officers_own, row.reason_code,
        visit.pack, visit.language,
    )  # fmt: skip
    return OverruledOnPage(row, words)


@page("list_overruled_decisions")
@never_cache
def decisions(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What waits for a second person, then every other decision below the indication."""
    listed = partial(list_overruled_decisions, visit)
    found, paging = fetch_page(request, listed, lambda rows: rows.total)
    shown = {
        **SECTION,
        "rows": [_on_page(visit, row) for row in found.rows],
        "counts": count_overruled_decisions(visit),
        "paging": paging,
    }
    return render(request, "web/interviews/decisions.html", shown)


@page("count_overruled_decisions")
@never_cache
def counts(request: HttpRequest, visit: Visit) -> HttpResponse:
    """How many of each agency; no codes."""
    shown = {**SECTION, "counts": count_overruled_decisions(visit)}
    return render(request, "web/interviews/decision_counts.html", shown)


@page("read_overruled_decision")
@never_cache
def decision(request: HttpRequest, visit: Visit, interview_id: int) -> HttpResponse:
    """Signs, decision and reason of one; no answers and no identity."""
    return _decision_page(request, visit, interview_id)


def _decision_page(
    request: HttpRequest, visit: Visit, interview: int, problem: str = ""
) -> HttpResponse:
    row = read_overruled_decision(visit, interview=interview)
    procedure = visit.pack.procedures.version(row.procedure, row.procedure_version)
    names = decision_names(procedure, visit.pack, visit.language) if procedure else {}
    shown = {
        **SECTION,
        "it": _on_page(visit, row),
        "choices": [(outcome.value, names.get(outcome, outcome.value)) for outcome in DECISIONS],
        "sent": request.POST,
        "problem": problem,
    }
    status = 422 if problem else 200
    return render(request, "web/interviews/decision.html", shown, status=status)


@page("review_decision")
@never_cache
def review(request: HttpRequest, visit: Visit, interview_id: int) -> HttpResponse:
    """Confirm or change it."""
    if request.method != "POST":
        return redirect("decision", interview_id)
    try:
        chosen = read_decision(request.POST.get("decision", ""))
        if chosen is None:
            return _decision_page(request, visit, interview_id, _("Choose a decision."))
        review_decision(
            visit,
            interview=interview_id,
            version=read_version(request),
            decision=chosen,
            reason=request.POST.get("reason", ""),
        )
    except (BadValue, Refused) as error:
        return _decision_page(request, visit, interview_id, error.say(_))
    messages.success(request, _("The decision is final."))
    return redirect("decisions")
