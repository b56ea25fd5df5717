"""What keeps a negative result from being one: signs still unknown, and core signs that stand.

By logic alone a result can be negative before every sign was asked about, or although a person is
deceived, held and threatened and only the purpose is not known. Neither is a ground for a line that
denies: a screening that was not held, or refused, has found nothing out. A result is negative only
where every sign is answered and no core sign is yes. A procedure without signs of its own (a formal
identification, a plan) denies after its rule, once nothing is open that a yes asks about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from palermo.conditions.explain import evaluate_condition
from palermo.kernel.answers import Answer, Answers, Missing
from palermo.procedures.definitions import Dependencies
from palermo.procedures.shapes import Indicator, Procedure, Sign


def counted_indicators(procedure: Procedure) -> tuple[Indicator, ...]:
    """The signs; all indicators where the procedure declares no signs.

    None of a published instrument: its result is its publisher's.
    """
    if procedure.instrument is not None:
        return ()
    signs = tuple(i for i in procedure.indicators if i.sign)
    return signs or procedure.indicators


def must_know_every_sign(procedure: Procedure) -> bool:
    """Whether a no needs an answer about every sign, and not only once one of them is yes."""
    return any(i.sign for i in counted_indicators(procedure))


def core_signs(procedure: Procedure) -> frozenset[str]:
    """The signs of which one alone keeps the result from being negative."""
    return frozenset(i.id for i in counted_indicators(procedure) if i.sign is Sign.CORE)


class OpenSigns:
    """A procedure prepared for many runs: which questions each of its signs reads."""

    def __init__(self, procedure: Procedure) -> None:
        self._questions = procedure.questions
        self._counted = counted_indicators(procedure)
        self._asks_all = must_know_every_sign(procedure)
        self._core = core_signs(procedure)
        self.reads = read_questions(procedure)

    def after(self, answers: Answers, indicators: Mapping[str, Answer]) -> tuple[str, ...]:
        """Questions about unknown signs that can be put, in order.

        A question that does not apply after these answers is not open. Without signs of its own a
        procedure has none before an indicator is yes.
        """
        told = {i.id: indicators[i.id] for i in self._counted}
        if not self._asks_all and Answer.YES not in told.values():
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

    def stand(self, found: Iterable[Indicator]) -> bool:
        """Whether a core sign is among the indicators that are yes."""
        return any(i.id in self._core for i in found)


def read_questions(procedure: Procedure) -> dict[str, tuple[str, ...]]:
    """By indicator: the questions that it reads, in the order of the procedure."""
    reach = Dependencies(procedure)
    reads = {i.id: {i.id} | reach.names(i.id) for i in procedure.indicators}
    return {
        name: tuple(q.id for q in procedure.questions if q.id in names)
        for name, names in reads.items()
    }
