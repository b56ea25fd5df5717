"""Scenarios: answers in, expected indication out. They lie beside a procedure and run as tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from pydantic import Field, field_validator

from palermo.kernel.answers import Answers, Missing, Value
from palermo.kernel.strict_model import StrictModel
from palermo.procedures.decide import Indication, Outcome, Runner
from palermo.procedures.shapes import Procedure


class Scenario(StrictModel):
    """One case. `rest`: the answer to every question without its own (None: not asked)."""

    name: str
    answers: dict[str, str | int | float] = Field(default_factory=dict)
    rest: Literal["yes", "no"] | None = None
    outcome: Outcome | None = None
    label: str | None = None
    reasonable_grounds: Outcome | None = None
    #: Ids of all duties that follow, in any order; None: not checked.
    duties: tuple[str, ...] | None = None

    @field_validator("answers", mode="before")
    @classmethod
    def _words(cls, answers: object) -> object:
        # YAML reads a bare yes or no as a boolean.
        if not isinstance(answers, dict):
            return answers
        words = {True: "yes", False: "no"}
        return {n: words[v] if isinstance(v, bool) else v for n, v in answers.items()}


class ScenarioFile(StrictModel):
    """All scenarios of one procedure."""

    procedure: str
    scenarios: tuple[Scenario, ...]


@dataclass(frozen=True, slots=True)
class ScenarioFailure:
    """A scenario that the procedure does not fulfil."""

    scenario: str
    what: str
    expected: str
    got: str


def parse_answers(answers: Iterable[tuple[str, object]]) -> Answers:
    """Values as conditions read them; the words of `Missing` become its members."""
    missing = set(Missing)
    values: dict[str, Value] = {}
    for name, value in answers:
        if isinstance(value, str) and value in missing:
            values[name] = Missing(value)
        elif value == "unknown":
            values[name] = Missing.DOES_NOT_KNOW
        elif isinstance(value, str | int | float):
            values[name] = value
    return values


def scenario_answers(scenario: Scenario, procedure: Procedure) -> Answers:
    """The answers of a scenario, with its `rest` for every other yes/no question."""
    values = dict(parse_answers(scenario.answers.items()))
    if scenario.rest:
        for question in procedure.questions:
            if question.type == "yes_no":
                values.setdefault(question.id, scenario.rest)
    return values


def list_failures(procedure: Procedure, scenarios: Iterable[Scenario]) -> Iterator[ScenarioFailure]:
    """Every expectation that is not fulfilled."""
    runner = Runner(procedure)
    for scenario in scenarios:
        indication = runner.indicate(scenario_answers(scenario, procedure))
        for what, expected, got in _compared(scenario, procedure, indication):
            if expected != got:
                yield ScenarioFailure(scenario.name, what, expected, got)


def _compared(
    scenario: Scenario, procedure: Procedure, found: Indication
) -> Iterator[tuple[str, str, str]]:
    if scenario.outcome is not None:
        yield "outcome", scenario.outcome.value, found.outcome.value if found.outcome else "none"
    if scenario.reasonable_grounds is not None:
        grounds = found.reasonable_grounds
        expected = scenario.reasonable_grounds.value
        yield "reasonable grounds", expected, grounds.value if grounds else "none"
    if scenario.label is not None and procedure.decision:
        named = (x.id for x in procedure.decision.labels if x.text == found.label)
        yield "label", scenario.label, next(named, "none")
    if scenario.duties is not None:
        yield "duties", _join_sorted(scenario.duties), _join_sorted(d.id for d in found.duties)


def _join_sorted(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
