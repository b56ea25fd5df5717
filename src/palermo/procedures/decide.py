"""Runs a procedure for one person: outcome, dimensions, reasons, unknowns, duties.

It advises; the officer decides. An unasked question is never a "no".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal, get_args

from palermo.conditions.explain import Reason, explain_condition
from palermo.kernel.answers import Answer, Answers, Missing, Value
from palermo.kernel.texts import Text
from palermo.procedures.definitions import OUTCOME, list_definitions
from palermo.procedures.grounds import REASONABLE_GROUNDS
from palermo.procedures.open_signs import OpenSigns
from palermo.procedures.shapes import Indicator, Procedure, ProcedureDuty, Strength


class Outcome(StrEnum):
    """The indication. `undetermined` could still become positive through unknown answers.

    `incomplete`: negative by logic, although signs are unknown or a core sign is yes. It is never
    read as a no, and nobody decides it: see `DECISIONS`.
    """

    POSITIVE = "positive"
    NEGATIVE = "negative"
    UNDETERMINED = "undetermined"
    INCOMPLETE = "incomplete"


#: What an officer can decide. An incomplete result is no decision.
DecisionCode = Literal[Outcome.POSITIVE, Outcome.NEGATIVE, Outcome.UNDETERMINED]
DECISIONS: tuple[Outcome, ...] = get_args(DecisionCode)

_OUTCOMES = {
    Answer.YES: Outcome.POSITIVE,
    Answer.NO: Outcome.NEGATIVE,
    Answer.UNKNOWN: Outcome.UNDETERMINED,
}


@dataclass(frozen=True, slots=True)
class Count:
    """How many indicators of one strength are yes, no and unknown."""

    yes: int
    no: int
    unknown: int


@dataclass(frozen=True, slots=True)
class DimensionResult:
    """Whether a dimension is present, by how many indicators of each strength."""

    id: str
    text: Text
    answer: Answer
    #: The key None is for indicators without a weight.
    counts: Mapping[Strength | None, Count]


@dataclass(frozen=True, slots=True)
class Indication:
    """The procedure's result for one person, with reasons.

    `outcome`: of the procedure's own rule, which may be a published classification.
    `reasonable_grounds`: None where the procedure has no signs. `grounds`: indicators that are yes.
    `against`: those that are no. `unknown`: questions whose answer could still change what is
    undetermined, or that make the result incomplete, in the order of the procedure.
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
    #: Duties that may still follow, depending on unknown answers.
    possible_duties: tuple[ProcedureDuty, ...]
    reason: Reason | None
    reasonable_grounds: Outcome | None = None

    @property
    def indicated(self) -> Outcome | None:
        """What the duties follow from: reasonable grounds, otherwise the outcome."""
        return self.reasonable_grounds or self.outcome

    @property
    def is_incomplete(self) -> bool:
        """Whether nothing is ruled out, although no unknown answer can change the result."""
        return self.indicated is Outcome.INCOMPLETE

    @property
    def agreeing_decision(self) -> Outcome | None:
        """The decision that agrees with what is indicated."""
        return find_agreeing_decision(self.indicated)


def find_agreeing_decision(indicated: Outcome | None) -> Outcome | None:
    """The decision that agrees with an indication: after an incomplete one nothing is known yet."""
    return Outcome.UNDETERMINED if indicated is Outcome.INCOMPLETE else indicated


class Runner:
    """A procedure prepared for many runs."""

    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure
        self._definitions = list_definitions(procedure)
        self._open_signs = OpenSigns(procedure)
        self._is_published = bool(procedure.decision and procedure.decision.published)

    def indicate(self, answers: Answers) -> Indication:
        """Run for one person's answers. Ignores names that are not a question or indicator.

        Screening that is not complete rules nothing out, and core signs stand although the purpose
        is not known. So an incomplete result is not called negative, has no label that denies, and
        obliges to what an undetermined one obliges to.
        """
        found = self._run(answers)
        deciding = REASONABLE_GROUNDS if found.reasonable_grounds else OUTCOME
        keeps = bool(found.unknown) or self._open_signs.stand(found.grounds)
        is_denied = found.indicated is Outcome.NEGATIVE and keeps
        if not is_denied or deciding in answers:
            return found
        is_open = self._run({**answers, deciding: Missing.NOT_ASKED})
        # Where nothing is left to ask, the way on is that of a no after signs: a second meeting.
        no = () if found.unknown else found.duties
        due = {d.id for d in (*is_open.duties, *no)}
        possible = (*is_open.possible_duties, *found.duties, *found.possible_duties)
        may_follow = {d.id for d in possible} - due
        # Where every answer is known, a published classification stays as it was computed.
        is_final = self._is_published and not found.unknown
        denies = found.outcome is Outcome.NEGATIVE and not is_final
        return replace(
            found,
            outcome=_not_denied(found.outcome) if denies else found.outcome,
            reasonable_grounds=_not_denied(found.reasonable_grounds),
            label=None if denies else found.label,
            label_id="" if denies else found.label_id,
            duties=tuple(d for d in self.procedure.duties if d.id in due),
            possible_duties=tuple(d for d in self.procedure.duties if d.id in may_follow),
        )

    def _run(self, answers: Answers) -> Indication:
        values: dict[str, Value] = dict(answers)
        reasons: dict[str, Reason] = {}
        for name, node in self._definitions.items():
            # An indicator that an officer ticked keeps that value.
            if name in answers:
                continue
            reasons[name] = explain_condition(node, values)
            values[name] = _as_value(reasons[name].answer)
        p = self.procedure
        reason = reasons.get(OUTCOME)
        outcome = _OUTCOMES[reason.answer] if reason else None
        grounds = reasons.get(REASONABLE_GROUNDS)
        deciding = grounds or reason
        labels = p.decision.labels if p.decision else ()
        label = next((x for x in labels if values[f"label_{x.id}"] == "yes"), None)
        indicators = {i.id: _as_answer(values.get(i.id)) for i in p.indicators}
        return Indication(
            procedure=p.id,
            version=p.version,
            outcome=outcome,
            label=label.text if label else None,
            label_id=label.id if label else "",
            dimensions=tuple(
                DimensionResult(
                    d.id, d.text, _as_answer(values.get(d.id)), self._counts(d.id, indicators)
                )
                for d in p.dimensions
            ),
            grounds=tuple(i for i in p.indicators if indicators[i.id] is Answer.YES),
            against=tuple(i for i in p.indicators if indicators[i.id] is Answer.NO),
            unknown=(
                self._open_signs.after(answers, indicators)
                if deciding and deciding.answer is Answer.NO
                else self._unknown(deciding, reasons)
            ),
            duties=tuple(d for d in p.duties if values[f"duty_{d.id}"] == "yes"),
            possible_duties=tuple(
                d for d in p.duties if isinstance(values[f"duty_{d.id}"], Missing)
            ),
            reason=reason,
            reasonable_grounds=_OUTCOMES[grounds.answer] if grounds else None,
        )

    def _counts(
        self, dimension: str, indicator_answers: Mapping[str, Answer]
    ) -> dict[Strength | None, Count]:
        by_strength: dict[Strength | None, list[Answer]] = {}
        for indicator in self.procedure.of_dimension(dimension):
            by_strength.setdefault(indicator.strength, []).append(indicator_answers[indicator.id])
        return {
            strength: Count(*(sum(a is each for a in answers) for each in _ORDER))
            for strength, answers in by_strength.items()
        }

    def _unknown(self, reason: Reason | None, reasons: Mapping[str, Reason]) -> tuple[str, ...]:
        """Questions whose answer could still change an undetermined outcome."""
        waiting = list(reason.open_names()) if reason else []
        questions: set[str] = set()
        while waiting:
            name = waiting.pop()
            if name in questions:
                continue
            questions.add(name)
            if name in reasons:
                waiting += reasons[name].open_names()
        return tuple(q.id for q in self.procedure.questions if q.id in questions)


_ORDER = (Answer.YES, Answer.NO, Answer.UNKNOWN)


def _not_denied(result: Outcome | None) -> Outcome | None:
    return Outcome.INCOMPLETE if result is Outcome.NEGATIVE else result


def _as_value(answer: Answer) -> Value:
    return Missing.NOT_ASKED if answer is Answer.UNKNOWN else answer.value


def _as_answer(value: Value | None) -> Answer:
    return {"yes": Answer.YES, "no": Answer.NO}.get(str(value), Answer.UNKNOWN)


def run_procedure(procedure: Procedure, answers: Answers) -> Indication:
    """Run `procedure` once for one person's answers."""
    return Runner(procedure).indicate(answers)
