"""Answers after which duties come first: danger now, or a person who cannot speak safely.

A question that was passed over, because a later page was answered, was not asked. This stops
as an empty answer on a page does, also where a program or a table leaves the answer out.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from palermo.conditions.nodes import list_names
from palermo.kernel.answers import Answers, Missing
from palermo.procedures.chapters import find_page, list_pages
from palermo.procedures.decide import run_procedure
from palermo.procedures.interview_order import AGE_QUESTION, age_questions
from palermo.procedures.shapes import Procedure, ProcedureDuty, Question


@dataclass(frozen=True, slots=True)
class Stop:
    """A question whose answer stops the interview, and the duties that come first."""

    question: str
    duties: tuple[ProcedureDuty, ...]


def find_stop(
    procedure: Procedure, answers: Answers, done: Collection[str], handled: Collection[str] = ()
) -> Stop | None:
    """The first stop with a duty that is not done yet; the other questions wait for it.

    `done`: ids of duties. `handled`: questions of which the officer said that it is taken care of;
    their duties stay due.
    """
    waiting = [q for q in _stopping(procedure, answers) if q.id not in handled]
    if not waiting:
        return None
    following = run_procedure(procedure, answers).duties
    for question in waiting:
        duties = tuple(d for d in following if question.id in list_names(d.when))
        # A ban is no task: it cannot be done, and holds on while the talk goes on.
        if any(d.id not in done and not d.is_ban for d in duties):
            return Stop(question.id, duties)
    return None


def stops_at(procedure: Procedure, answers: Answers, question: str) -> bool:
    """Whether the answer to this question, or that it was passed over, stops the interview."""
    return any(q.id == question for q in _stopping(procedure, answers))


def _stopping(procedure: Procedure, answers: Answers) -> list[Question]:
    known = {**answers, **dict.fromkeys(_passed_over(procedure, answers), Missing.NOT_ASKED)}
    return [q for q in procedure.questions if known.get(q.id) in q.stops]


def _passed_over(procedure: Procedure, answers: Answers) -> tuple[str, ...]:
    """Questions without an answer before a page that was answered.

    That the officer is sure of the age is known before the first page.
    """
    ages = {AGE_QUESTION, *age_questions(procedure)}
    unanswered = [q.id for q in procedure.questions if q.stops and q.id not in answers]
    if not unanswered:
        return ()
    pages = list_pages(procedure, answers)
    answered = (
        n
        for n, p in enumerate(pages)
        if any(q.id in answers for q in p.questions if q.id not in ages)
    )
    last = max(answered, default=0)
    places = {name: find_page(pages, name) for name in unanswered}
    return tuple(name for name, place in places.items() if place is not None and place < last)


def stop_duties(procedure: Procedure, question: Question) -> tuple[ProcedureDuty, ...]:
    """The duties that an answer to `question` can make come first; none where it never stops."""
    if not question.stops:
        return ()
    return tuple(d for d in procedure.duties if question.id in list_names(d.when))
