"""The questions of an interview: a chapter a page, kept at once, or all on one page from paper."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from palermo.actions.interviews.answer_interview import AnswerResult, answer_interview
from palermo.actions.interviews.read_interview import InterviewReading, read_interview
from palermo.actions.visit import Visit
from palermo.kernel.answers import Missing
from palermo.kernel.errors import NotFound
from palermo.kernel.messages import N_
from palermo.procedures.chapters import find_page, list_pages
from palermo.procedures.interview_order import (
    has_left,
    question_wording,
    read_age,
    relevant_questions,
)
from palermo.procedures.shapes import Procedure, Question
from palermo.records.interviews.values import InterviewRow
from palermo.web.guard import page
from palermo.web.interviews.forms import PREFIX, read_version, typed_answers
from palermo.web.interviews.obligations import due_on_page
from palermo.web.interviews.stops import stop_on_page, without_stop
from palermo.web.interviews.views import SECTION, next_page


@page("answer_interview")
@never_cache
def question(request: HttpRequest, visit: Visit, interview_id: int, name: str) -> HttpResponse:
    """A question with those of its chapter: why they are asked, answers, ways to have none."""
    if request.method == "POST":
        done = _save_page(request, visit, interview_id, name)
        if done.child:
            return _child_page(request, done.child)
        return _leave_page(request, interview_id, name, done)
    found = read_interview(visit, interview=interview_id)
    if found.procedure.question(name) is None or not found.row.is_open:
        return redirect("interview", interview_id)
    if found.next.stop and found.next.stop.question != name:
        return next_page(interview_id, found.next)
    return _question_page(request, visit, name, found)


def _leave_page(
    request: HttpRequest, interview: int, name: str, done: AnswerResult
) -> HttpResponse:
    """Where the button leads to; a stop comes before every other question."""
    if "pause" in request.POST:
        return redirect("interviews")
    if "missing" in request.POST and len(request.POST.getlist("asked")) > 1 and not done.next.stop:
        return redirect("interview-question", interview, name)
    if "enough" in request.POST:
        return redirect("interview", interview)
    return next_page(interview, done.next)


@page("answer_interview")
@never_cache
def keep(request: HttpRequest, visit: Visit, interview_id: int) -> HttpResponse:
    """Keep what was just chosen, without leaving the page; answers the new version."""
    if request.method != "POST":
        return redirect("interview-next", interview_id)
    done = _save_answer(request, visit, interview_id)
    answer: dict[str, int | str] = {"version": done.version}
    if done.child:
        answer["next"] = _child_page(request, done.child)["Location"]
    elif done.next.stop and "list" not in request.POST:
        # The duties are shown at once, on the page of the question.
        answer["next"] = next_page(interview_id, done.next)["Location"]
    return JsonResponse(answer)


@page("answer_interview")
@never_cache
def answer_list(request: HttpRequest, visit: Visit, interview_id: int) -> HttpResponse:
    """All questions on one page, in the order of the paper form, for typing it in."""
    if request.method == "POST":
        done = _save_answer(request, visit, interview_id)
        if done.child:
            return _child_page(request, done.child)
        return redirect("interview", interview_id)
    found = read_interview(visit, interview=interview_id)
    row, procedure = found.row, found.procedure
    if not row.is_open:
        return redirect("interview", interview_id)
    questions = [
        question_on_page(visit, q, row, row.answers.get(q.id), procedure)
        for q in procedure.questions
    ]
    shown = {**SECTION, "row": row, "questions": questions}
    shown["title"] = procedure.title.in_language(visit.language)
    return render(request, "web/interviews/answer_list.html", shown)


def _save_answer(request: HttpRequest, visit: Visit, interview: int) -> AnswerResult:
    """Keep the answers in the form."""
    return answer_interview(
        visit,
        interview=interview,
        version=read_version(request),
        given={},
        typed=typed_answers(request.POST),
    )


def _save_page(request: HttpRequest, visit: Visit, interview: int, name: str) -> AnswerResult:
    """Keep the answers of a page; its questions were put, also where nothing was said.

    "Pause" and "Enough is known" leave unknown what was not answered.
    """
    sent, typed = request.POST, typed_answers(request.POST)
    asked, code = sent.getlist("asked") or [name], sent.get("missing", "")
    if code:
        without, _colon, why = code.partition(":")
        typed[without] = why
    left = code or "pause" in sent or "enough" in sent
    put = () if left else [q for q in asked if not typed.get(q, "").strip()]
    return answer_interview(
        visit,
        interview=interview,
        version=read_version(request),
        given=dict.fromkeys(put, Missing.NOT_ASKED),
        typed=typed,
        after=sent.get("after", "") if "asked" in sent else name,
    )


def _child_page(request: HttpRequest, child: int) -> HttpResponse:
    """Go on with the procedure for children, under the same code."""
    messages.warning(
        request, _("The person is or may be under 18. Continue with the child procedure.")
    )
    return redirect("interview-next", child)


def _question_page(
    request: HttpRequest, visit: Visit, name: str, found: InterviewReading
) -> HttpResponse:
    """The page of a question and its place among those that are open now."""
    procedure, row, language = found.procedure, found.row, visit.language
    pages = list_pages(procedure, row.answers)
    place = find_page(pages, name)
    if place is None:
        raise NotFound(
            N_("With the answers so far, this question is not asked."),
            remedy=N_("Continue with the next question of the interview."),
        )
    here, stop = pages[place], stop_on_page(visit, found)
    # While something comes first, the other questions of the chapter wait.
    questions = [q for q in here.questions if stop is None or q.id == name]
    names = [q.id for q in relevant_questions(procedure, row.answers)]
    before = names.index(here.first)
    shown = {
        **SECTION,
        "row": row,
        "title": procedure.title.in_language(language),
        "chapter": here.chapter.text.in_language(language) if here.chapter else "",
        "questions": [
            question_on_page(visit, q, row, row.answers.get(q.id), procedure) for q in questions
        ],
        "number": place + 1,
        "count": len(pages),
        "before": pages[place - 1].first if place else None,
        "after": names[before - 1] if before else "",
        "stop": stop,
        "due": without_stop(due_on_page(visit, found.obligations), stop),
        "for_adults": procedure.child_procedure is not None,
        "gates": [gate.text.in_language(language) for gate in procedure.before],
        "never": [gate.text.in_language(language) for gate in procedure.never],
    }
    return render(request, "web/interviews/question.html", shown)


@dataclass(frozen=True, slots=True)
class QuestionOnPage:
    """A question with its choices, in the words for somebody of this age.

    `given` is the answer so far, `said` its words; `put`: it was asked already.
    """

    id: str
    field: str
    text: str
    note: str
    why: str
    help: str
    is_number: bool
    least: float | None
    most: float | None
    choices: list[tuple[str, str]]
    missing: list[tuple[str, str]]
    given: object
    said: object
    put: bool


def question_on_page(
    visit: Visit, asked: Question, row: InterviewRow, given: object, procedure: Procedure
) -> QuestionOnPage:
    """The question as a page shows it; about that time, where the person has left."""
    speech, language = visit.pack.speech, visit.language
    codes = [(code, text.in_language(language)) for code, text in speech.choices(asked)]
    missing = [(m.value, speech.answers[m.value].in_language(language)) for m in Missing]
    left = has_left(procedure, row.answers)
    wording = question_wording(asked, read_age(row.age, row.answers), left=left)
    return QuestionOnPage(
        id=asked.id,
        field=PREFIX + asked.id,
        text=wording.in_language(language),
        note=speech.note(asked, language),
        why=asked.why.in_language(language) if asked.why else "",
        help=asked.help.in_language(language) if asked.help else "",
        is_number=asked.type == "number",
        least=asked.least,
        most=asked.most,
        choices=codes,
        missing=missing,
        given=given,
        said=dict([*codes, *missing]).get(str(given), given),
        put=asked.id in row.answers,
    )
