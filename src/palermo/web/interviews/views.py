"""An interview: safety first, one question a page, advice at the end; the officer decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from palermo.accounts.people import Actor
from palermo.actions.installation import installed_pack
from palermo.actions.interviews._interviews import get_starting_version
from palermo.actions.interviews.answer_interview import answer_interview
from palermo.actions.interviews.decide_interview import decide_interview
from palermo.actions.interviews.pass_to_child_pathway import pass_to_child_pathway
from palermo.actions.interviews.start_interview import start_interview
from palermo.cases.interview import InterviewOrigin
from palermo.kernel.answers import Missing
from palermo.kernel.errors import BadValue, NotFound, PalermoError, Refused
from palermo.kernel.messages import N_
from palermo.procedures.decide import Outcome, run_procedure
from palermo.procedures.interview_order import (
    may_be_child,
    next_question,
    question_wording,
    read_age,
    relevant_questions,
)
from palermo.procedures.obligations import asks_for_decision
from palermo.procedures.shapes import Procedure, Question
from palermo.records.interviews.queries import count_interviews, get_interview, list_interviews
from palermo.records.interviews.values import InterviewRow
from palermo.saying.indications import indication_json
from palermo.saying.procedure_texts import procedure_text
from palermo.web.guard import page
from palermo.web.interviews.forms import PREFIX, read_form_answers
from palermo.web.language import localize_text, page_language
from palermo.web.paging import fetch_page

_AGE_DIGITS = 3
_SECTION = {"section": "interviews"}


@page("view_interviews")
@never_cache
def interviews(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The officer's own interviews, and the procedures that she may begin."""
    pack, today = installed_pack(), timezone.localdate()
    in_force = [p for name in pack.procedures.ids if (p := pack.procedures.in_force(name, today))]
    titles = {p.id: localize_text(p.title) for p in pack.procedures.versions}
    total = count_interviews(actor.username)
    found, paging = fetch_page(request, partial(list_interviews, actor.username), lambda _: total)
    rows = [(row, titles.get(row.procedure, row.procedure)) for row in found]
    usable = [p for p in in_force if p.may_be_used_by(actor.agency)]
    begin = [(p.id, localize_text(p.title), localize_text(p.purpose)) for p in usable]
    shown = {**_SECTION, "rows": rows, "begin": begin, "paging": paging}
    return render(request, "web/interviews/interviews.html", shown)


@page("start_interview")
@never_cache
def begin(request: HttpRequest, actor: Actor, procedure_id: str) -> HttpResponse:
    """What must hold before the first question; then the interview, the pathway or the refusal."""
    pack = installed_pack()
    procedure = pack.procedure(procedure_id, timezone.localdate())
    problem = None
    if request.method == "POST":
        refused = "refused" in request.POST
        if procedure.child_procedure and request.POST.get("adult") != "yes" and not refused:
            messages.warning(
                request, _("The person is or may be under 18. Continue with the child procedure.")
            )
            there = reverse("begin-interview", args=[procedure.child_procedure])
            return redirect(there + ("?paper" if request.POST.get("origin") == "paper" else ""))
        try:
            number = _start(request, actor, procedure)
        except PalermoError as error:
            problem = error.say(_)
        else:
            paper = request.POST.get("origin") == InterviewOrigin.PAPER
            return redirect("answer-list" if paper else "interview-next", number)
    shown = {
        **_SECTION,
        "it": procedure_text(procedure, pack, page_language()),
        "places": procedure.settings,
        "sent": request.POST,
        "confirmed": request.POST.getlist("confirmed"),
        "problem": problem,
        "paper": "paper" in request.GET or request.POST.get("origin") == InterviewOrigin.PAPER,
    }
    return render(
        request, "web/interviews/begin_interview.html", shown, status=422 if problem else 200
    )


def _start(request: HttpRequest, actor: Actor, procedure: Procedure) -> int:
    sent = request.POST
    age = sent.get("age", "")
    if age and not (age.isascii() and age.isdecimal() and len(age) <= _AGE_DIGITS):
        raise BadValue(
            N_("The age must be a number of years."),
            where="age",
            remedy=N_("Correct it, or leave it empty."),
        )
    origin = (
        InterviewOrigin.PAPER
        if sent.get("origin") == InterviewOrigin.PAPER
        else InterviewOrigin.WEB
    )
    return start_interview(
        actor,
        procedure=procedure,
        place_kind=sent.get("place_kind", ""),
        confirmed=sent.getlist("confirmed"),
        at=_moment(sent.get("at", "")),
        pack=installed_pack(),
        age=int(age) if age else None,
        origin=origin,
        refused="refused" in sent,
        person=sent.get("person", ""),
        adult=sent.get("adult") == "yes",
    )


def _moment(text: str) -> datetime:
    """When a paper form was filled in; now where nothing is said."""
    if not text:
        return timezone.now()
    try:
        found = parse_datetime(text)
        if found is not None:
            return timezone.make_aware(found) if timezone.is_naive(found) else found
    except (ValueError, OverflowError):
        pass
    raise BadValue(
        N_("This is not a date and time."), where="at", remedy=N_("Choose a date and a time.")
    )


@page("view_interviews")
@never_cache
def go_on(request: HttpRequest, actor: Actor, interview_id: int) -> HttpResponse:
    """To the first question that was not put yet; to the advice when all were."""
    row = get_interview(actor.username, interview_id)
    procedure = get_starting_version(row, installed_pack())
    if not row.is_open or may_be_child(procedure, row.answers):
        return redirect("interview", interview_id)
    return _to(row.id, next_question(procedure, row.answers))


@page("answer_interview")
@never_cache
def question(request: HttpRequest, actor: Actor, interview_id: int, name: str) -> HttpResponse:
    """One question: why it is asked, its answers, and the three ways to have none."""
    pack = installed_pack()
    row = get_interview(actor.username, interview_id)
    procedure = get_starting_version(row, pack)
    asked = procedure.question(name)
    if asked is None or not row.is_open:
        return redirect("interview", interview_id)
    problem = None
    if request.method == "POST":
        try:
            given = read_form_answers(request.POST, procedure)
            if "pause" not in request.POST:
                given.setdefault(name, Missing.NOT_ASKED)
            _save_answer(request, actor, row, given)
        except PalermoError as error:
            problem = error.say(_)
        else:
            told = get_interview(actor.username, interview_id)
            if may_be_child(procedure, told.answers):
                return _pass_on(request, actor, told)
            if "pause" in request.POST:
                return redirect("interviews")
            return _to(row.id, next_question(procedure, told.answers, after=name))
    shown = {**_SECTION, "row": row, "problem": problem, **_place_of(procedure, asked, row)}
    return render(request, "web/interviews/question.html", shown, status=422 if problem else 200)


@page("answer_interview")
@never_cache
def keep(request: HttpRequest, actor: Actor, interview_id: int) -> HttpResponse:
    """Keep what was just chosen, without leaving the page; answers the new version."""
    row = get_interview(actor.username, interview_id)
    if request.method != "POST":
        return redirect("interview-next", interview_id)
    procedure = get_starting_version(row, installed_pack())
    version = _save_answer(request, actor, row, read_form_answers(request.POST, procedure))
    told = get_interview(actor.username, interview_id)
    if may_be_child(procedure, told.answers):
        return JsonResponse(
            {"version": version, "next": _pass_on(request, actor, told)["Location"]}
        )
    return JsonResponse({"version": version})


@page("answer_interview")
@never_cache
def answer_list(request: HttpRequest, actor: Actor, interview_id: int) -> HttpResponse:
    """All questions on one page, in the order of the paper form, for typing it in."""
    row = get_interview(actor.username, interview_id)
    procedure = get_starting_version(row, installed_pack())
    if not row.is_open:
        return redirect("interview", interview_id)
    problem = None
    if request.method == "POST":
        try:
            _save_answer(request, actor, row, read_form_answers(request.POST, procedure))
        except PalermoError as error:
            problem = error.say(_)
        else:
            told = get_interview(actor.username, interview_id)
            if may_be_child(procedure, told.answers):
                return _pass_on(request, actor, told)
            return redirect("interview", interview_id)
    typed = {k[len(PREFIX) :]: v for k, v in request.POST.items() if k.startswith(PREFIX)}
    given = {**row.answers, **typed}
    questions = [_question_context(q, row, given.get(q.id)) for q in procedure.questions]
    shown = {**_SECTION, "row": row, "questions": questions, "problem": problem}
    shown["title"] = localize_text(procedure.title)
    return render(request, "web/interviews/answer_list.html", shown, status=422 if problem else 200)


@page("view_interviews")
@never_cache
def interview(request: HttpRequest, actor: Actor, interview_id: int) -> HttpResponse:
    """What the answers indicate, why, what is open; or what was decided, with its duties."""
    return _interview_page(request, get_interview(actor.username, interview_id))


def _interview_page(request: HttpRequest, row: InterviewRow, problem: str = "") -> HttpResponse:
    pack = installed_pack()
    procedure = get_starting_version(row, pack)
    outcomes = pack.speech.outcomes_of(procedure)
    kept = (row.indication or {}).get("said", {})
    it = kept.get(page_language()) or kept.get("en")
    if it is None:
        it = indication_json(
            run_procedure(procedure, row.answers), procedure, pack, page_language()
        )
    for duty in it["duties"]:
        duty["by"] = datetime.fromisoformat(duty["due"]) if duty.get("due") else None
    shown = {
        **_SECTION,
        "row": row,
        "it": it,
        "title": localize_text(procedure.title),
        "questions": [
            {
                **_question_context(q, row, row.answers.get(q.id)),
                "put": q.id in row.answers,
            }
            for q in relevant_questions(procedure, row.answers)
        ],
        "asks": asks_for_decision(procedure),
        "outcomes": [(o.value, localize_text(outcomes[o.value])) for o in Outcome],
        "decided": localize_text(outcomes[row.decision]) if row.decision else "",
        "for_adults": procedure.child_procedure is not None,
        "may_be_child": row.is_open and may_be_child(procedure, row.answers),
        "problem": problem,
        "sent": request.POST,
        "now": timezone.now(),
    }
    return render(request, "web/interviews/interview.html", shown, status=422 if problem else 200)


@page("decide_interview")
@never_cache
def decide(request: HttpRequest, actor: Actor, interview_id: int) -> HttpResponse:
    """Take the officer's decision."""
    if request.method != "POST":
        return redirect("interview", interview_id)
    chosen = request.POST.get("decision", "")
    try:
        decide_interview(
            actor,
            interview=interview_id,
            version=_version(request),
            at=timezone.now(),
            pack=installed_pack(),
            decision=Outcome(chosen) if chosen in list(Outcome) else None,
            reason=request.POST.get("reason", ""),
            language=page_language(),
        )
    except (BadValue, Refused) as error:
        row = get_interview(actor.username, interview_id)
        return _interview_page(request, row, error.say(_))
    messages.success(request, _("The decision was saved. The deadlines below run from now."))
    return redirect("interview", interview_id)


@page("pass_to_child_pathway")
@never_cache
def to_child(request: HttpRequest, actor: Actor, interview_id: int) -> HttpResponse:
    """The person may be under 18."""
    if request.method != "POST":
        return redirect("interview", interview_id)
    row = get_interview(actor.username, interview_id)
    return _pass_on(request, actor, replace(row, version=_version(request)))


def _pass_on(request: HttpRequest, actor: Actor, row: InterviewRow) -> HttpResponse:
    """Go on with the pathway for children, under the same code."""
    number = pass_to_child_pathway(
        actor, interview=row.id, version=row.version, at=timezone.now(), pack=installed_pack()
    )
    messages.warning(
        request, _("The person is or may be under 18. Continue with the child procedure.")
    )
    return redirect("interview-next", number)


@never_cache
def leave(request: HttpRequest) -> HttpResponse:
    """The quick exit: signs out and leaves a page on which nothing stands."""
    if request.method == "POST":
        logout(request)
        return redirect("leave")
    return render(request, "web/interviews/leave.html")


def _save_answer(
    request: HttpRequest, actor: Actor, row: InterviewRow, given: dict[str, object]
) -> int:
    version = _version(request)
    return answer_interview(
        actor, interview=row.id, version=version, given=given, pack=installed_pack()
    )


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    if not (text.isascii() and text.isdecimal()):
        raise BadValue(
            N_("The form is incomplete."), where="version", remedy=N_("Open the page again.")
        )
    return int(text)


def _to(interview_id: int, asked: Question | None) -> HttpResponse:
    if asked is None:
        return redirect("interview", interview_id)
    return redirect("interview-question", interview_id, asked.id)


def _place_of(procedure: Procedure, asked: Question, row: InterviewRow) -> dict[str, Any]:
    """The question and where it stands among those that are open now."""
    names = [q.id for q in relevant_questions(procedure, row.answers)]
    if asked.id not in names:
        raise NotFound(
            N_("With the answers so far, this question is not asked."),
            remedy=N_("Continue with the next question of the interview."),
        )
    place = names.index(asked.id)
    return {
        "title": localize_text(procedure.title),
        "asked": _question_context(asked, row, row.answers.get(asked.id)),
        "number": place + 1,
        "count": len(names),
        "before": names[place - 1] if place else None,
        "for_adults": procedure.child_procedure is not None,
        "gates": [localize_text(gate.text) for gate in procedure.before],
        "never": [localize_text(gate.text) for gate in procedure.never],
    }


def _question_context(asked: Question, row: InterviewRow, given: object) -> dict[str, Any]:
    speech = installed_pack().speech
    codes = [(code, localize_text(text)) for code, text in speech.choices(asked)]
    missing = [(m.value, localize_text(speech.answers[m.value])) for m in Missing]
    return {
        "id": asked.id,
        "field": PREFIX + asked.id,
        "text": localize_text(question_wording(asked, read_age(row.age, row.answers))),
        "note": speech.note(asked, page_language()),
        "why": localize_text(asked.why) if asked.why else "",
        "help": localize_text(asked.help) if asked.help else "",
        "is_number": asked.type == "number",
        "least": asked.least,
        "most": asked.most,
        "choices": codes,
        "missing": missing,
        "given": given,
        "said": dict([*codes, *missing]).get(str(given), given),
    }
