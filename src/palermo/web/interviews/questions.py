"""The questions of an interview: one a page, kept at once, or all on one page from paper."""

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
from palermo.kernel.errors import NotFound, PalermoError
from palermo.kernel.messages import N_
from palermo.procedures.interview_order import question_wording, read_age, relevant_questions
from palermo.procedures.shapes import Question
from palermo.records.interviews.values import InterviewRow
from palermo.web.guard import page
from palermo.web.interviews.forms import PREFIX, read_version, typed_answers
from palermo.web.interviews.views import SECTION, next_page


@page("answer_interview")
@never_cache
def question(request: HttpRequest, visit: Visit, interview_id: int, name: str) -> HttpResponse:
    """One question: why it is asked, its answers, and the three ways to have none."""
    problem = None
    if request.method == "POST":
        try:
            done = _save_answer(request, visit, interview_id, name)
        except PalermoError as error:
            problem = error.say(_)
        else:
            if done.child:
                return _child_page(request, done.child)
            if "pause" in request.POST:
                return redirect("interviews")
            return next_page(interview_id, done.next)
    found = read_interview(visit, interview=interview_id)
    asked = found.procedure.question(name)
    if asked is None or not found.row.is_open:
        return redirect("interview", interview_id)
    return _question_page(request, visit, asked, found, problem)


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
    return JsonResponse(answer)


@page("answer_interview")
@never_cache
def answer_list(request: HttpRequest, visit: Visit, interview_id: int) -> HttpResponse:
    """All questions on one page, in the order of the paper form, for typing it in."""
    problem = None
    if request.method == "POST":
        try:
            done = _save_answer(request, visit, interview_id)
        except PalermoError as error:
            problem = error.say(_)
        else:
            if done.child:
                return _child_page(request, done.child)
            return redirect("interview", interview_id)
    found = read_interview(visit, interview=interview_id)
    row, procedure = found.row, found.procedure
    if not row.is_open:
        return redirect("interview", interview_id)
    given = {**row.answers, **typed_answers(request.POST)}
    questions = [question_on_page(visit, q, row, given.get(q.id)) for q in procedure.questions]
    shown = {**SECTION, "row": row, "questions": questions, "problem": problem}
    shown["title"] = procedure.title.in_language(visit.language)
    return render(request, "web/interviews/answer_list.html", shown, status=422 if problem else 200)


def _save_answer(
    request: HttpRequest, visit: Visit, interview: int, asked: str = ""
) -> AnswerResult:
    """Keep the answers in the form; the question `asked` was put, also where nothing was said."""
    typed = typed_answers(request.POST)
    was_put = asked and "pause" not in request.POST and not typed.get(asked, "").strip()
    return answer_interview(
        visit,
        interview=interview,
        version=read_version(request),
        given={asked: Missing.NOT_ASKED} if was_put else {},
        typed=typed,
        after=asked,
    )


def _child_page(request: HttpRequest, child: int) -> HttpResponse:
    """Go on with the procedure for children, under the same code."""
    messages.warning(
        request, _("The person is or may be under 18. Continue with the child procedure.")
    )
    return redirect("interview-next", child)


def _question_page(
    request: HttpRequest,
    visit: Visit,
    asked: Question,
    found: InterviewReading,
    problem: str | None,
) -> HttpResponse:
    """The question and its place among those that are open now."""
    procedure, row, language = found.procedure, found.row, visit.language
    names = [q.id for q in relevant_questions(procedure, row.answers)]
    if asked.id not in names:
        raise NotFound(
            N_("With the answers so far, this question is not asked."),
            remedy=N_("Continue with the next question of the interview."),
        )
    place = names.index(asked.id)
    shown = {
        **SECTION,
        "row": row,
        "problem": problem,
        "title": procedure.title.in_language(language),
        "asked": question_on_page(visit, asked, row, row.answers.get(asked.id)),
        "number": place + 1,
        "count": len(names),
        "before": names[place - 1] if place else None,
        "for_adults": procedure.child_procedure is not None,
        "gates": [gate.text.in_language(language) for gate in procedure.before],
        "never": [gate.text.in_language(language) for gate in procedure.never],
    }
    return render(request, "web/interviews/question.html", shown, status=422 if problem else 200)


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
    visit: Visit, asked: Question, row: InterviewRow, given: object
) -> QuestionOnPage:
    """The question as a page shows it."""
    speech, language = visit.pack.speech, visit.language
    codes = [(code, text.in_language(language)) for code, text in speech.choices(asked)]
    missing = [(m.value, speech.answers[m.value].in_language(language)) for m in Missing]
    wording = question_wording(asked, read_age(row.age, row.answers))
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
