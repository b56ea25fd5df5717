"""Measures the scenarios of a procedure: each rule true and not, each answer also unknown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from palermo.conditions.explain import evaluate_condition
from palermo.conditions.nodes import Always
from palermo.kernel.answers import Answer, Missing, Value
from palermo.procedures.definitions import list_definitions
from palermo.procedures.scenarios import Scenario, scenario_answers
from palermo.procedures.shapes import Procedure


@dataclass(frozen=True, slots=True)
class Coverage:
    """Names that no scenario tried in one of the ways. Empty lists: everything was tried."""

    never_yes: tuple[str, ...]
    never_no: tuple[str, ...]
    #: Questions that every scenario answers: the case without an answer is not tried.
    never_unknown: tuple[str, ...]
    #: How many of all tries (each rule yes and no, each question unknown) were made, and their
    #: total.
    tried: int
    wanted: int

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.tried / self.wanted if self.wanted else 1.0


def measure_coverage(procedure: Procedure, scenarios: Iterable[Scenario]) -> Coverage:
    """Run all scenarios; note the value of each rule and the questions without an answer."""
    rules = list_definitions(procedure)
    # Also each question with a condition: asked and not asked.
    edges = {f"ask_{q.id}": q.when for q in procedure.questions if not isinstance(q.when, Always)}
    rules |= edges
    answers_of: dict[str, set[Answer]] = {name: set() for name in rules}
    open_: set[str] = set()
    for scenario in scenarios:
        answers: dict[str, Value] = dict(scenario_answers(scenario, procedure))
        open_ |= {
            q.id for q in procedure.questions if isinstance(answers.get(q.id), Missing | None)
        }
        for name, node in rules.items():
            answer = evaluate_condition(node, answers)
            answers_of[name].add(answer)
            if name in edges:
                continue
            answers[name] = Missing.NOT_ASKED if answer is Answer.UNKNOWN else answer.value
    # An unconditional duty is always yes, and cannot be tried otherwise.
    steady = {f"duty_{d.id}" for d in procedure.duties if isinstance(d.when, Always)}
    never_yes = tuple(n for n in rules if Answer.YES not in answers_of[n])
    never_no = tuple(n for n in rules if Answer.NO not in answers_of[n] and n not in steady)
    never_unknown = tuple(q.id for q in procedure.questions if q.id not in open_)
    wanted = 2 * len(rules) - len(steady) + len(procedure.questions)
    missed = len(never_yes) + len(never_no) + len(never_unknown)
    return Coverage(never_yes, never_no, never_unknown, wanted - missed, wanted)
