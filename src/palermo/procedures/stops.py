"""Answers after which duties come first: danger now, or a person who cannot speak safely."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from palermo.conditions.nodes import list_names
from palermo.kernel.answers import Answers
from palermo.procedures.decide import run_procedure
from palermo.procedures.shapes import Procedure, ProcedureDuty


@dataclass(frozen=True, slots=True)
class Stop:
    """A question whose answer stops the interview, and the duties that come first."""

    question: str
    duties: tuple[ProcedureDuty, ...]


def find_stop(procedure: Procedure, answers: Answers, done: Collection[str]) -> Stop | None:
    """The first stop with a duty that is not done yet; the other questions wait for it.

    `done`: ids of duties.
    """
    stopping = [q for q in procedure.questions if answers.get(q.id) in q.stops]
    if not stopping:
        return None
    following = run_procedure(procedure, answers).duties
    for question in stopping:
        duties = tuple(d for d in following if question.id in list_names(d.when))
        if any(d.id not in done for d in duties):
            return Stop(question.id, duties)
    return None
