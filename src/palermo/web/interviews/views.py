"""The officer's start page, the first page of an interview, and the way on from it."""

from __future__ import annotations

from functools import partial
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from palermo.actions.interviews.list_interviews import list_interviews
from palermo.actions.interviews.list_obligations import list_obligations
from palermo.actions.interviews.read_interview import read_interview
from palermo.actions.interviews.start_interview import start_interview
from palermo.actions.visit import Visit
from palermo.cases.handover import NextCourse, TalkCourse, find_course
from palermo.cases.interview import InterviewOrigin, NextStep, list_gates_kept, parse_age
from palermo.cases.obligation import ObligationState
from palermo.procedures.shapes import Procedure
from palermo.saying.procedure_texts import procedure_text
from palermo.web.guard import page
from palermo.web.interviews.forms import find_begun_version, read_moment
from palermo.web.interviews.handovers import find_came_from, find_reason, meeting_page
from palermo.web.interviews.obligations import obligation_on_page
from palermo.web.paging import fetch_page
from palermo.web.refused_form import show_filled_page

SECTION = {"section": "interviews"}
#: The start page shows so many at once; what is done makes room for the rest.
_MOST_OBLIGATIONS = 200


@page("view_interviews")
@never_cache
def interviews(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What is due, overdue first; then the officer's interviews."""
    pack, language = visit.pack, visit.language
    titles = {p.id: p.title.in_language(language) for p in pack.procedures.versions}
    found, paging = fetch_page(request, partial(list_interviews, visit), lambda rows: rows.total)
    open_rows = list_obligations(visit, limit=_MOST_OBLIGATIONS)
    obligations = [obligation_on_page(visit, row) for row in open_rows]
    shown = {
        **SECTION,
        "due": [o for o in obligations if o.state is ObligationState.TO_DO],
        "sent": [o for o in obligations if o.state is ObligationState.SENT],
        "late": {o.row.interview for o in obligations if o.is_late},
        "rows": [(row, titles.get(row.procedure, row.procedure)) for row in found.rows],
        "most": _MOST_OBLIGATIONS if len(open_rows) == _MOST_OBLIGATIONS else 0,
        "paging": paging,
    }
    return render(request, "web/interviews/interviews.html", shown)


@page("start_interview")
@never_cache
def begin(request: HttpRequest, visit: Visit, procedure_id: str) -> HttpResponse:
    """The safety conditions; then the interview, or what follows where there is no talk."""
    procedure = find_begun_version(request, visit, procedure_id)
    paper = "paper" in request.GET or request.POST.get("origin") == InterviewOrigin.PAPER
    if request.method == "POST":
        if find_reason(request):
            return meeting_page(request, visit, procedure)
        sure = request.POST.get("adult") == "yes"
        course = find_course(procedure, None, {}, surely_adult=sure)
        if course.course is TalkCourse.CHILD:
            return _begin_with_child(request, visit, procedure, course, paper=paper)
        number = _start(request, visit, procedure)
        return redirect("answer-list" if paper else "interview-next", number)
    shown = {
        **SECTION,
        "it": procedure_text(procedure, visit.pack, visit.language, visit.today),
        "places": procedure.settings,
        "paper": paper,
        "versions": [p.version for p in visit.pack.procedures.versions_of(procedure.id)],
        # The same page sent twice begins one interview.
        "key": uuid4(),
        "came_from": request.POST.get("from") or request.GET.get("from", ""),
        # The page may be shown at the address of the procedure that was chosen first.
        "address": request.get_full_path(),
    }
    return render(request, "web/interviews/begin_interview.html", shown)


def _begin_with_child(
    request: HttpRequest,
    visit: Visit,
    procedure: Procedure,
    course: NextCourse,
    *,
    paper: bool,
) -> HttpResponse:
    """The first page for children, with what was typed that it asks, too."""
    messages.warning(
        request, _("The person is or may be under 18. Continue with the child procedure.")
    )
    there = reverse("begin-interview", args=[course.procedure])
    # What the chosen procedure made due to protect the person stays due.
    address = f"{there}?from={procedure.id}{'&paper' if paper else ''}"
    child = visit.pack.procedure(course.procedure, visit.today)
    sent = request.POST.copy()
    sent.setlist("confirmed", list_gates_kept(sent.getlist("confirmed"), procedure, child))
    # The number of a version is that of another form.
    sent.pop("form_version", None)
    return show_filled_page(request, address, there, sent) or redirect(address)


def _start(request: HttpRequest, visit: Visit, procedure: Procedure) -> int:
    sent = request.POST
    paper = sent.get("origin") == InterviewOrigin.PAPER
    return start_interview(
        visit,
        procedure=procedure,
        place_kind=sent.get("place_kind", ""),
        confirmed=sent.getlist("confirmed"),
        at=read_moment(visit, sent.get("at", "")) or visit.now,
        age=parse_age(sent.get("age", "")),
        origin=InterviewOrigin.PAPER if paper else InterviewOrigin.WEB,
        person=sent.get("person", ""),
        adult=sent.get("adult") == "yes",
        came_from=find_came_from(request, visit),
        first_sign_at=read_moment(visit, sent.get("first_sign_at", ""), "first_sign_at"),
        key=_parse_key(sent.get("key", "")),
    )


def _parse_key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@page("view_interviews")
@never_cache
def go_on(request: HttpRequest, visit: Visit, interview_id: int) -> HttpResponse:
    """To the first question that was not put yet; to the advice when all were."""
    found = read_interview(visit, interview=interview_id)
    return next_page(interview_id, found.next if found.row.is_open else NextStep())


def next_page(interview: int, step: NextStep) -> HttpResponse:
    """The page of what stops it, of the next question, or of the interview where there is none."""
    if step.stop and step.question is None:
        return redirect("interview-stop", interview)
    if step.question is None:
        return redirect("interview", interview)
    return redirect("interview-question", interview, step.question)


@never_cache
def leave(request: HttpRequest) -> HttpResponse:
    """The quick exit: signs out and leaves a page on which nothing stands."""
    if request.method == "POST":
        logout(request)
        return redirect("leave")
    return render(request, "web/interviews/leave.html")
