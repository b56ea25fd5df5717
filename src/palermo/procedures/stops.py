"""Answers after which duties come first: danger now, or a person who cannot speak safely."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from palermo.conditions.nodes import list_names
from palermo.kernel.answers import Answers
from palermo.procedures.decide import run_procedure
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
    stopping = [q for q in procedure.questions if answers.get(q.id) in q.stops]
    waiting = [q for q in stopping if q.id not in handled]
    if not waiting:
        return None
    following = run_procedure(procedure, answers).duties
    for question in waiting:
        duties = tuple(d for d in following if question.id in list_names(d.when))
        if any(d.id not in done for d in duties):
            return Stop(question.id, duties)
    return None


def stop_duties(procedure: Procedure, question: Question) -> tuple[ProcedureDuty, ...]:
    """The duties that an answer to `question` can make come first; none where it never stops."""
    if not question.stops:
        return ()
    return tuple(d for d in procedure.duties if question.id in list_names(d.when))
