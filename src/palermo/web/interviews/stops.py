"""What comes before every other question: duties after an answer that stops the interview."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from palermo.actions.interviews.handle_stop import handle_stop
from palermo.actions.interviews.read_interview import InterviewReading, read_interview
from palermo.actions.visit import Visit
from palermo.web.guard import page
from palermo.web.interviews.forms import read_version
from palermo.web.interviews.obligations import ObligationOnPage, obligation_on_page
from palermo.web.interviews.views import SECTION


@dataclass(frozen=True, slots=True)
class StopOnPage:
    """The duties that come first. `question`: whose answer stopped the interview."""

    question: str
    duties: list[ObligationOnPage]


def stop_on_page(visit: Visit, found: InterviewReading) -> StopOnPage | None:
    """The stop of an open interview; None where nothing stops it."""
    stop = found.next.stop
    if stop is None:
        return None
    first = {d.id for d in stop.duties}
    rows = [o for o in found.obligations if o.duty in first]
    return StopOnPage(stop.question, [obligation_on_page(visit, row) for row in rows])


def without_stop(
    obligations: list[ObligationOnPage], stop: StopOnPage | None
) -> list[ObligationOnPage]:
    """The obligations that do not stand already among what comes first."""
    first = {o.row.id for o in stop.duties} if stop else set()
    return [o for o in obligations if o.row.id not in first]


@page("answer_interview")
@never_cache
def stop(request: HttpRequest, visit: Visit, interview_id: int) -> HttpResponse:
    """What stays due from the interview before and comes before the first question."""
    found = read_interview(visit, interview=interview_id)
    if found.next.stop is None:
        return redirect("interview-next", interview_id)
    shown = {
        **SECTION,
        "row": found.row,
        "title": found.procedure.title.in_language(visit.language),
        "stop": stop_on_page(visit, found),
    }
    return render(request, "web/interviews/stop.html", shown)


@page("handle_stop")
@never_cache
def handled(request: HttpRequest, visit: Visit, interview_id: int) -> HttpResponse:
    """It is taken care of; the questions go on."""
    if request.method == "POST":
        handle_stop(
            visit,
            interview=interview_id,
            version=read_version(request),
            question=request.POST.get("question", ""),
        )
    return redirect("interview-next", interview_id)
