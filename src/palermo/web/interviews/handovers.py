"""A talk that does not take place, or no longer: why, what is seen, who was called, who comes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from palermo.actions.interviews._meetings import Meeting
from palermo.actions.interviews.end_interview import end_interview
from palermo.actions.interviews.read_interview import read_interview
from palermo.actions.interviews.record_handover import record_handover
from palermo.actions.visit import Visit
from palermo.cases.child import find_age_group
from palermo.cases.handover import (
    DECLINED,
    Handover,
    TalkCourse,
    find_course,
    find_situations,
    observed_questions,
)
from palermo.cases.interview import InterviewOrigin, InterviewState, check_open, parse_age
from palermo.kernel.answers import Answers
from palermo.kernel.errors import PalermoError
from palermo.procedures.shapes import Procedure, Question
from palermo.procedures.speech import Situation
from palermo.records.interviews.values import InterviewRow
from palermo.saying.handover_texts import (
    NamedCode,
    called_groups,
    reason_text,
    reason_texts,
    role_texts,
)
from palermo.web.guard import page
from palermo.web.interviews.forms import (
    PREFIX,
    find_begun_version,
    read_moment,
    read_version,
    typed_answers,
)

SECTION = {"section": "interviews"}
#: What the first page says of the meeting; it goes on unseen until the record is kept.
_MEETING_FIELDS = (
    "place_kind", "at", "first_sign_at", "age", "person", "origin", "from", "form_version",
)  # fmt: skip
#: Of these, what the page of the record asks where the first page did not say it.
_ASKED_HERE = ("place_kind", "at", "first_sign_at")
#: What the officer says of the age; without an answer it was not asked yet.
_ADULT = {"yes": True, "no": False, "unknown": False}


@page("record_handover")
@never_cache
def hand_over(request: HttpRequest, visit: Visit, procedure_id: str) -> HttpResponse:
    """Of a person of whom no question was asked."""
    return meeting_page(request, visit, find_begun_version(request, visit, procedure_id))


def meeting_page(request: HttpRequest, visit: Visit, procedure: Procedure) -> HttpResponse:
    """The next page of a meeting without a talk, or the record, once everything is said."""
    sent = request.POST
    reason = find_reason(request)
    hidden = [(name, sent[name]) for name in _MEETING_FIELDS if sent.get(name)]
    if "save" in sent:
        # Where something is wrong, the fields of this page keep what was chosen in them.
        hidden = [(name, value) for name, value in hidden if name not in _ASKED_HERE]
    hidden += [("confirmed", gate) for gate in sent.getlist("confirmed")]
    adult = _ADULT.get(sent.get("adult", ""))
    problem = None
    age = parse_age(sent.get("age", ""))
    found = find_course(procedure, age, {}, surely_adult=adult, reason=reason or DECLINED)
    try:
        is_ready = found.course is TalkCourse.CODE_ONLY or "save" in sent
        if reason and is_ready and found.course is not TalkCourse.ASK_AGE:
            number = record_handover(
                visit,
                met=_meeting(request, visit, procedure, age, adult=adult is True),
                handover=_handover(request, visit, reason),
                observed=typed_answers(sent),
            )
            return redirect("interview", number)
    except PalermoError as error:
        if "save" not in sent:
            raise  # the first page comes back with what was typed in it
        problem = error.say(_)
    kept = visit.pack.procedure(found.procedure, visit.today)
    group = find_age_group(procedure, age, {}, surely_adult=adult is True)
    return _form(
        request, visit, procedure, kept=kept, reason=reason,
        asks_age=found.course is TalkCourse.ASK_AGE, hidden=hidden, problem=problem, answers={},
        situations=find_situations(procedure, kept, {}, group),
    )  # fmt: skip


def find_reason(request: HttpRequest) -> str:
    """Why there is no talk; empty where there is one, or where it was not said yet."""
    sent = request.POST
    return DECLINED if "refused" in sent else sent.get("unmet") or sent.get("reason", "")


def _meeting(
    request: HttpRequest, visit: Visit, procedure: Procedure, age: int | None, *, adult: bool
) -> Meeting:
    sent = request.POST
    paper = sent.get("origin") == InterviewOrigin.PAPER
    return Meeting(
        procedure,
        sent.get("place_kind", ""),
        read_moment(visit, sent.get("at", "")) or visit.now,
        InterviewOrigin.PAPER if paper else InterviewOrigin.WEB,
        surely_adult=adult,
        age=age,
        person=sent.get("person", ""),
        confirmed=tuple(sent.getlist("confirmed")),
        came_from=find_came_from(request, visit),
        first_sign_at=read_moment(visit, sent.get("first_sign_at", ""), "first_sign_at"),
    )


def find_came_from(request: HttpRequest, visit: Visit) -> Procedure | None:
    """The procedure for adults that was chosen before the one for children."""
    chosen = request.POST.get("from") or request.GET.get("from")
    return visit.pack.procedure(chosen, visit.today) if chosen else None


def _handover(request: HttpRequest, visit: Visit, reason: str) -> Handover:
    sent = request.POST
    expected = read_moment(visit, sent.get("expected_at", ""))
    return Handover(reason, tuple(sent.getlist("called")), expected)


@dataclass(frozen=True, slots=True)
class HandoverOnPage:
    """A record of a talk that did not take place, in words. `is_late`: nobody has come in time."""

    reason: str
    is_declined: bool
    called: tuple[NamedCode, ...]
    expected_at: datetime | None
    is_late: bool


def handover_on_page(
    visit: Visit, row: InterviewRow, procedure: Procedure
) -> HandoverOnPage | None:
    """The record as a page shows it; None for every other interview."""
    if row.state is not InterviewState.HANDED_OVER:
        return None
    pack, language, expected = visit.pack, visit.language, row.expected_at
    return HandoverOnPage(
        reason=reason_text(row.handover_reason, procedure, pack, language),
        is_declined=row.handover_reason == DECLINED,
        called=role_texts(row.called, pack, language),
        expected_at=expected,
        is_late=expected is not None and expected < visit.now,
    )


@page("end_interview")
@never_cache
def end(request: HttpRequest, visit: Visit, interview_id: int) -> HttpResponse:
    """Of an interview that has begun and cannot go on."""
    found = read_interview(visit, interview=interview_id)
    row, procedure, sent = found.row, found.procedure, request.POST
    if not row.is_open:
        return redirect("interview", interview_id)
    reason, adult = find_reason(request), _ADULT.get(sent.get("adult", ""))
    course = find_course(
        procedure, row.age, row.answers,
        surely_adult=adult, reason=reason or DECLINED, is_begun=True,
    )  # fmt: skip
    if reason and course.course is TalkCourse.DECIDE:
        return redirect("interview", interview_id)
    problem = None
    if reason and "save" in sent and course.course is not TalkCourse.ASK_AGE:
        try:
            check_open(row.state)
            number = end_interview(
                visit,
                interview=interview_id,
                version=read_version(request),
                handover=_handover(request, visit, reason),
                observed=typed_answers(sent),
                adult=adult is True,
            )
            return redirect("interview", number)
        except PalermoError as error:
            problem = error.say(_)
    takes_over = course.procedure != procedure.id
    kept = visit.pack.procedure(course.procedure, visit.today) if takes_over else procedure
    group = find_age_group(procedure, row.age, row.answers, surely_adult=adult is True)
    return _form(
        request, visit, procedure, kept=kept, reason=reason,
        situations=find_situations(procedure, kept, row.answers, group),
        asks_age=course.course is TalkCourse.ASK_AGE,
        hidden=[("version", str(row.version))], problem=problem,
        answers={} if takes_over else row.answers, row=row,
    )  # fmt: skip


def _form(
    request: HttpRequest,
    visit: Visit,
    procedure: Procedure,
    *,
    kept: Procedure,
    reason: str,
    asks_age: bool,
    hidden: list[tuple[str, str]],
    problem: str | None,
    answers: Answers,
    situations: Collection[Situation],
    row: object = None,
) -> HttpResponse:
    """The first part asks why and how old; the second what is seen and who was called."""
    pack, language, sent = visit.pack, visit.language, request.POST
    is_first = not reason or asks_age
    shown = {
        **SECTION,
        "row": row,
        "title": procedure.title.in_language(language),
        "procedure": procedure.id,
        "for_child": kept.id != procedure.id or kept.people == "children",
        "hidden": hidden,
        "problem": problem,
        "sent": sent,
        "reason": reason,
        "asks_age": asks_age,
        "called": sent.getlist("called"),
    }
    if is_first:
        shown["reasons"] = reason_texts(procedure, pack, language)
        template = "web/interviews/no_talk.html"
    else:
        typed = typed_answers(sent)
        shown |= {
            "reason_words": reason_text(reason, procedure, pack, language),
            "is_declined": reason == DECLINED,
            "adult": sent.get("adult", ""),
            "seen": [
                _observed(visit, q, typed.get(q.id, answers.get(q.id)))
                for q in observed_questions(kept, answers)
            ],
            "groups": called_groups(pack, language, situations),
            # What the first page did not say is asked here; the record is kept without it, too.
            "places": () if row or "place_kind" in dict(hidden) else kept.settings,
            "asks_time": sent.get("origin") == InterviewOrigin.PAPER and "at" not in dict(hidden),
        }
        template = "web/interviews/hand_over.html"
    return render(request, template, shown, status=422 if problem else 200)


@dataclass(frozen=True, slots=True)
class ObservedOnPage:
    """A question that the officer answers from what is seen; nobody is asked."""

    id: str
    field: str
    text: str
    help: str
    is_number: bool
    choices: list[tuple[str, str]]
    given: object
    said: object
    missing: tuple[tuple[str, str], ...] = ()


def _observed(visit: Visit, question: Question, given: object) -> ObservedOnPage:
    language = visit.language
    choices = visit.pack.speech.choices(question)
    return ObservedOnPage(
        id=question.id,
        field=PREFIX + question.id,
        text=question.text.in_language(language),
        help=question.help.in_language(language) if question.help else "",
        is_number=question.type == "number",
        choices=[(code, text.in_language(language)) for code, text in choices],
        given=given,
        said=given,
    )
