"""Runs a procedure for one person: outcome, dimensions, reasons, what is unknown, duties.

It advises; the officer decides. What was not asked is never a "no".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from palermo.conditions.explain import Reason, explain_condition
from palermo.kernel.answers import Answer, Answers, Missing, Value
from palermo.kernel.texts import Text
from palermo.procedures.definitions import OUTCOME, list_definitions
from palermo.procedures.shapes import Indicator, Procedure, ProcedureDuty, Strength


class Outcome(StrEnum):
    """What a procedure indicates. `undetermined` could still become positive by what is unknown."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    UNDETERMINED = "undetermined"


_OUTCOMES = {
    Answer.YES: Outcome.POSITIVE,
    Answer.NO: Outcome.NEGATIVE,
    Answer.UNKNOWN: Outcome.UNDETERMINED,
}


@dataclass(frozen=True, slots=True)
class Count:
    """How many indicators of one strength hold, do not, and are unknown."""

    yes: int
    no: int
    unknown: int


@dataclass(frozen=True, slots=True)
class DimensionResult:
    """Whether a dimension is present, by how many indicators of each strength."""

    id: str
    text: Text
    answer: Answer
    #: None stands for indicators without a weight.
    counts: Mapping[Strength | None, Count]


@dataclass(frozen=True, slots=True)
class Indication:
    """What the procedure indicates for one person, and why.

    `grounds`: indicators that hold. `against`: those that do not. `unknown`: questions whose answer
    could still change an outcome that is not settled, in the order of the procedure.
    """

    procedure: str
    version: int
    outcome: Outcome | None
    label: Text | None
    #: Empty where there is no label.
    label_id: str
    dimensions: tuple[DimensionResult, ...]
    grounds: tuple[Indicator, ...]
    against: tuple[Indicator, ...]
    unknown: tuple[str, ...]
    duties: tuple[ProcedureDuty, ...]
    #: Duties that could still follow: what is unknown decides.
    possible_duties: tuple[ProcedureDuty, ...]
    reason: Reason | None


class Runner:
    """A procedure made ready to be run many times."""

    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure
        self._definitions = list_definitions(procedure)

    def indicate(self, answers: Answers) -> Indication:
        """Run for one person's answers. Names that are no question or indicator are ignored."""
        told: dict[str, Value] = dict(answers)
        reasons: dict[str, Reason] = {}
        for name, node in self._definitions.items():
            # An indicator that an officer ticked stands as ticked.
            if name in answers:
                continue
            reasons[name] = explain_condition(node, told)
            told[name] = _as_value(reasons[name].answer)
        p = self.procedure
        reason = reasons.get(OUTCOME)
        outcome = _OUTCOMES[reason.answer] if reason else None
        labels = p.decision.labels if p.decision else ()
        label = next((x for x in labels if told[f"label_{x.id}"] == "yes"), None)
        held = {i.id: _as_answer(told.get(i.id)) for i in p.indicators}
        return Indication(
            procedure=p.id,
            version=p.version,
            outcome=outcome,
            label=label.text if label else None,
            label_id=label.id if label else "",
            dimensions=tuple(
                DimensionResult(d.id, d.text, _as_answer(told.get(d.id)), self._counts(d.id, held))
                for d in p.dimensions
            ),
            grounds=tuple(i for i in p.indicators if held[i.id] is Answer.YES),
            against=tuple(i for i in p.indicators if held[i.id] is Answer.NO),
            unknown=self._unknown(reason, reasons),
            duties=tuple(d for d in p.duties if told[f"duty_{d.id}"] == "yes"),
            possible_duties=tuple(d for d in p.duties if isinstance(told[f"duty_{d.id}"], Missing)),
            reason=reason,
        )

    def _counts(self, dimension: str, held: Mapping[str, Answer]) -> dict[Strength | None, Count]:
        found: dict[Strength | None, list[Answer]] = {}
        for indicator in self.procedure.of_dimension(dimension):
            found.setdefault(indicator.strength, []).append(held[indicator.id])
        return {
            strength: Count(*(sum(a is each for a in answers) for each in _ORDER))
            for strength, answers in found.items()
        }

    def _unknown(self, reason: Reason | None, reasons: Mapping[str, Reason]) -> tuple[str, ...]:
        """The questions behind what the outcome leaves open, through all definitions."""
        waiting = list(reason.open_names()) if reason else []
        found: set[str] = set()
        while waiting:
            name = waiting.pop()
            if name in found:
                continue
            found.add(name)
            if name in reasons:
                waiting += reasons[name].open_names()
        return tuple(q.id for q in self.procedure.questions if q.id in found)


_ORDER = (Answer.YES, Answer.NO, Answer.UNKNOWN)


def _as_value(answer: Answer) -> Value:
    return Missing.NOT_ASKED if answer is Answer.UNKNOWN else answer.value


def _as_answer(value: Value | None) -> Answer:
    return {"yes": Answer.YES, "no": Answer.NO}.get(str(value), Answer.UNKNOWN)


def run_procedure(procedure: Procedure, answers: Answers) -> Indication:
    """Run `procedure` once for one person's answers."""
    return Runner(procedure).indicate(answers)
