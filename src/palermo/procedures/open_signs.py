"""Signs that are still unknown where another sign is yes: then a negative result is not complete.

By logic alone a result can be negative before every sign was asked about, for example where no
exploitation was found and no question about coercion was put. After one sign that is no ground for
a line that denies the rest.
"""

from __future__ import annotations

from collections.abc import Mapping

from palermo.conditions.explain import evaluate_condition
from palermo.kernel.answers import Answer, Answers, Missing
from palermo.procedures.definitions import Dependencies
from palermo.procedures.shapes import Indicator, Procedure


def counted_indicators(procedure: Procedure) -> tuple[Indicator, ...]:
    """The signs; all indicators where the procedure declares no signs.

    None of a published instrument: its result is its publisher's.
    """
    if procedure.instrument is not None:
        return ()
    signs = tuple(i for i in procedure.indicators if i.sign)
    return signs or procedure.indicators


class OpenSigns:
    """A procedure prepared for many runs: which questions each of its signs reads."""

    def __init__(self, procedure: Procedure) -> None:
        self._questions = procedure.questions
        self._counted = counted_indicators(procedure)
        self.reads = read_questions(procedure)

    def after(self, answers: Answers, indicators: Mapping[str, Answer]) -> tuple[str, ...]:
        """Questions about unknown signs that can be put, in order; none without a sign that is yes.

        A question that does not apply after these answers is not open.
        """
        told = {i.id: indicators[i.id] for i in self._counted}
        if Answer.YES not in told.values():
            return ()
        asked = {
            q for name, told_of in told.items() if told_of is Answer.UNKNOWN
            for q in self.reads[name]
        }  # fmt: skip
        return tuple(
            q.id
            for q in self._questions
            if q.id in asked
            and isinstance(answers.get(q.id, Missing.NOT_ASKED), Missing)
            and evaluate_condition(q.when, answers) is not Answer.NO
        )


def read_questions(procedure: Procedure) -> dict[str, tuple[str, ...]]:
    """By indicator: the questions that it reads, in the order of the procedure."""
    reach = Dependencies(procedure)
    reads = {i.id: {i.id} | reach.names(i.id) for i in procedure.indicators}
    return {
        name: tuple(q.id for q in procedure.questions if q.id in names)
        for name, names in reads.items()
    }
