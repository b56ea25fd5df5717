"""The page of an interview: what it indicates, the officer's decision, and what must be done."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from palermo.actions.interviews.decide_interview import decide_interview
from palermo.actions.interviews.pass_to_child_pathway import pass_to_child_pathway
from palermo.actions.interviews.read_interview import InterviewReading, read_interview
from palermo.actions.visit import Visit
from palermo.cases.interview import InterviewState
from palermo.kernel.errors import BadValue, Refused
from palermo.procedures.interview_order import age_questions, relevant_questions
from palermo.procedures.obligations import asks_for_decision
from palermo.procedures.shapes import Question
from palermo.saying.indications import (
    IndicationText,
    decision_names,
    indication_text,
    person_indication_text,
)
from palermo.saying.overruled_texts import reason_choices, reason_code_text
from palermo.saying.service_texts import service_list
from palermo.web.guard import page
from palermo.web.interviews.forms import read_decision, read_version
from palermo.web.interviews.handovers import handover_on_page
from palermo.web.interviews.obligations import obligation_on_page
from palermo.web.interviews.questions import question_on_page
from palermo.web.interviews.stops import stop_on_page, without_stop
from palermo.web.interviews.views import SECTION


@page("view_interviews")
@never_cache
def interview(request: HttpRequest, visit: Visit, interview_id: int) -> HttpResponse:
    """What the answers indicate, why, what is open; or what was decided, with what must be done."""
    return _interview_page(request, visit, read_interview(visit, interview=interview_id))


def _interview_page(
    request: HttpRequest, visit: Visit, found: InterviewReading, problem: str = ""
) -> HttpResponse:
    row, procedure, language = found.row, found.procedure, visit.language
    stop = stop_on_page(visit, found)
    obligations = [obligation_on_page(visit, o) for o in found.obligations]
    obligations = without_stop(obligations, stop)
    names = {o.value: words for o, words in decision_names(procedure, visit.pack, language).items()}
    shown = {
        **SECTION,
        "row": row,
        "it": _indication(visit, found),
        "obligations": [o for o in obligations if o.row.interview == row.id],
        "stop": stop,
        "taken_over_by": found.taken_over_by,
        "carried": [o for o in obligations if o.row.interview != row.id],
        "handover": handover_on_page(visit, row, procedure),
        "title": procedure.title.in_language(language),
        "questions": [
            question_on_page(visit, q, row, row.answers.get(q.id), procedure)
            for q in _shown_questions(found)
        ],
        "services": service_list(visit.pack, language, procedure.people),
        "asks": asks_for_decision(procedure),
        "outcomes": list(names.items()),
        "decided": names.get(row.decision, ""),
        "decided_before": names.get(row.decision_before_review, ""),
        "reasons": reason_choices(visit.pack, language),
        "reason_words": reason_code_text(row.reason_code, visit.pack, language),
        "for_adults": procedure.child_procedure is not None,
        "may_be_child": row.is_open and found.next.to_child,
        "age_question": _age_question(found),
        "rules_changed": found.rules_changed and not row.is_open,
        "problem": problem,
        "sent": request.POST,
        "now": visit.now,
    }
    return render(request, "web/interviews/interview.html", shown, status=422 if problem else 200)


def _shown_questions(found: InterviewReading) -> tuple[Question, ...]:
    """The questions on the page; of a hand-over all, since what was seen may belong to any."""
    if found.row.state is InterviewState.HANDED_OVER:
        return found.procedure.questions
    return relevant_questions(found.procedure, found.row.answers)


def _indication(visit: Visit, found: InterviewReading) -> IndicationText:
    """What is or was indicated, in words of the version that decided."""
    procedure, pack, language = found.procedure, visit.pack, visit.language
    if found.row.is_open:
        return person_indication_text(
            found.indication,
            procedure,
            found.row.answers,
            pack,
            language,
            visit.today,
            age=found.row.age,
        )
    it = indication_text(found.indication, procedure, pack, language, visit.today)
    earlier = found.row.earlier_label
    return replace(it, label=it.label or earlier.get(visit.language) or earlier.get("en"))


def _age_question(found: InterviewReading) -> str:
    """The question that must be answered before a procedure for adults decides; else nothing."""
    if found.may_decide or not found.row.is_open:
        return ""
    asked = {q.id for q in relevant_questions(found.procedure, found.row.answers)}
    return next((name for name in age_questions(found.procedure) if name in asked), "")


@page("decide_interview")
@never_cache
def decide(request: HttpRequest, visit: Visit, interview_id: int) -> HttpResponse:
    """Take the officer's decision."""
    if request.method != "POST":
        return redirect("interview", interview_id)
    try:
        state = decide_interview(
            visit,
            interview=interview_id,
            version=read_version(request),
            decision=read_decision(request.POST.get("decision", "")),
            reason=request.POST.get("reason", ""),
            reason_code=request.POST.get("reason_code", ""),
        )
    except (BadValue, Refused) as error:
        found = read_interview(visit, interview=interview_id)
        return _interview_page(request, visit, found, error.say(_))
    if state is InterviewState.IN_REVIEW:
        messages.warning(
            request,
            _("The decision waits for a second person. Everything below stays due until then."),
        )
    else:
        messages.success(request, _("The decision was saved. The deadlines below go on."))
    return redirect("interview", interview_id)


@page("pass_to_child_pathway")
@never_cache
def to_child(request: HttpRequest, visit: Visit, interview_id: int) -> HttpResponse:
    """The person may be under 18."""
    if request.method != "POST":
        return redirect("interview", interview_id)
    number = pass_to_child_pathway(visit, interview=interview_id, version=read_version(request))
    messages.warning(
        request, _("The person is or may be under 18. Continue with the child procedure.")
    )
    return redirect("interview-next", number)
