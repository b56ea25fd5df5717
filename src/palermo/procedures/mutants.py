"""Changes one part of one rule, or one sign, at a time: a scenario must notice each change.

Coverage of lines says that a rule was run. A mutant says that it matters: a part that can be left
out without any scenario failing is not held by anything. Which question is put when is not counted
here, since no scenario says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from palermo.conditions.explain import evaluate_condition
from palermo.conditions.nodes import (
    All,
    AnyOf,
    AtLeast,
    Equals,
    LessThan,
    Node,
    Not,
    OneOf,
    list_names,
)
from palermo.kernel.answers import Answer, Missing, Value
from palermo.procedures.decide import Outcome
from palermo.procedures.definitions import OUTCOME, list_definitions
from palermo.procedures.grounds import REASONABLE_GROUNDS
from palermo.procedures.scenarios import Scenario, scenario_answers
from palermo.procedures.shapes import Procedure, Sign


@dataclass(frozen=True, slots=True)
class Mutant:
    """A procedure with one change. `where`: a name of it; `change`: what is different."""

    where: str
    change: str
    procedure: Procedure


@dataclass(frozen=True, slots=True)
class MutationResult:
    """How many changes were made, and those that no scenario notices."""

    made: int
    survived: tuple[Mutant, ...]

    @property
    def share(self) -> float:
        """Noticed changes of all, from 0 to 1."""
        return 1 - len(self.survived) / self.made if self.made else 1.0


def measure_mutants(procedure: Procedure, scenarios: Sequence[Scenario]) -> MutationResult:
    """Run every scenario on every mutant."""
    original = list_definitions(procedure)
    runs = [_Run(procedure, original, scenario) for scenario in scenarios]
    made, survived = 0, []
    for mutant in list_mutants(procedure):
        change = _Change(mutant.procedure, original)
        if not change.different:
            continue
        made += 1
        # Most likely a scenario notices it in which the changed part itself holds.
        where = mutant.where
        likely = sorted(runs, key=lambda run: run.values.get(where) != "yes")
        if not any(run.notices(change) for run in likely):
            survived.append(mutant)
    return MutationResult(made, tuple(survived))


def list_mutants(procedure: Procedure) -> Iterator[Mutant]:
    """One for each part of each condition that decides, and for each sign."""
    for kind in ("indicators", "labels", "duties"):
        yield from _rule_mutants(procedure, kind)
    for number, dimension in enumerate(procedure.dimensions):
        if not isinstance(dimension.rule, str):
            for node, change in _changed(dimension.rule):
                changed = dimension.model_copy(update={"rule": node})
                yield _with(procedure, "dimensions", number, changed, dimension.id, change)
    if procedure.decision:
        for node, change in _changed(procedure.decision.positive):
            decision = procedure.decision.model_copy(update={"positive": node})
            copy = procedure.model_copy(update={"decision": decision})
            yield Mutant(OUTCOME, change, copy)
    yield from _sign_mutants(procedure)


def _rule_mutants(procedure: Procedure, kind: str) -> Iterator[Mutant]:
    """Changes of the conditions (`when`) of indicators, labels or duties."""
    decision = procedure.decision
    items = (decision.labels if decision else ()) if kind == "labels" else getattr(procedure, kind)
    for number, item in enumerate(items):
        if item.when == Equals(item.id, "yes"):
            continue
        for node, change in _changed(item.when):
            changed = item.model_copy(update={"when": node})
            if kind == "labels" and decision:
                labels = (*decision.labels[:number], changed, *decision.labels[number + 1 :])
                rule = decision.model_copy(update={"labels": labels})
                copy = procedure.model_copy(update={"decision": rule})
                yield Mutant(item.id, change, copy)
            else:
                yield _with(procedure, kind, number, changed, item.id, change)


def _sign_mutants(procedure: Procedure) -> Iterator[Mutant]:
    """A sign that does not count, or that is only context."""
    for number, indicator in enumerate(procedure.indicators):
        if indicator.sign is None:
            continue
        left_out = indicator.model_copy(update={"sign": None})
        name = indicator.id
        yield _with(procedure, "indicators", number, left_out, name, "no sign")
        if indicator.sign is Sign.CORE:
            context = indicator.model_copy(update={"sign": Sign.CONTEXT})
            yield _with(procedure, "indicators", number, context, name, "only context")


def _with(
    procedure: Procedure, kind: str, number: int, item: object, name: str, change: str
) -> Mutant:
    items = getattr(procedure, kind)
    changed = (*items[:number], item, *items[number + 1 :])
    return Mutant(name, change, procedure.model_copy(update={kind: changed}))


def _changed(node: Node) -> Iterator[tuple[Node, str]]:
    """Every condition with one part left out or turned round, and what was changed."""
    match node:
        case All(parts) | AnyOf(parts) | AtLeast(_, parts):
            if len(parts) > 1:
                for number, part in enumerate(parts):
                    rest = (*parts[:number], *parts[number + 1 :])
                    if len(rest) >= (node.n if isinstance(node, AtLeast) else 1):
                        yield _rebuild(node, rest), f"without {_name(part)}"
            if isinstance(node, AtLeast):
                if node.n < len(parts):
                    yield AtLeast(node.n + 1, parts), f"at least {node.n + 1}"
                if node.n > 1:
                    yield AtLeast(node.n - 1, parts), f"at least {node.n - 1}"
            for number, part in enumerate(parts):
                for other, change in _changed(part):
                    whole = (*parts[:number], other, *parts[number + 1 :])
                    yield _rebuild(node, whole), change
        case Not(part):
            yield part, f"not left out before {_name(part)}"
            for other, change in _changed(part):
                yield Not(other), change
        case Equals(name, value) if value in ("yes", "no"):
            turned = "no" if value == "yes" else "yes"
            yield Equals(name, turned), f"{name} is {turned}"
        case Equals():
            yield Not(node), f"not {_name(node)}"
        case OneOf(name, values) if len(values) > 1:
            for value in values:
                rest_of = tuple(v for v in values if v != value)
                yield OneOf(name, rest_of), f"{name} without {value}"
        case LessThan(name, limit):
            yield LessThan(name, limit + 1), f"{name} less than {limit + 1:g}"
            yield LessThan(name, limit - 1), f"{name} less than {limit - 1:g}"


def _rebuild(node: All | AnyOf | AtLeast, parts: tuple[Node, ...]) -> Node:
    if isinstance(node, AtLeast):
        return AtLeast(node.n, parts)
    return type(node)(parts)


def _name(node: Node) -> str:
    return " and ".join(sorted(list_names(node))) or "always"


class _Change:
    """What a mutant defines differently; compared once, and not again for each scenario.

    `affected`: the definitions that may have another value, in evaluation order.
    """

    def __init__(self, mutant: Procedure, original: Mapping[str, Node]) -> None:
        self.procedure = mutant
        definitions = list_definitions(mutant)
        gone = original.keys() - definitions.keys()
        changed = {n for n, node in definitions.items() if original.get(n) != node}
        self.different = bool(gone or changed)
        self.gone = frozenset(gone)
        reached = set(gone)
        self.affected: list[tuple[str, Node, frozenset[str], bool]] = []
        for name, node in definitions.items():
            reads = list_names(node)
            if name in changed or reads & reached:
                reached.add(name)
                self.affected.append((name, node, reads, name in changed))


class _Run:
    """One scenario on the original, kept so that a mutant computes only what it changes."""

    def __init__(
        self, procedure: Procedure, definitions: Mapping[str, Node], scenario: Scenario
    ) -> None:
        self.scenario = scenario
        self.answers = scenario_answers(scenario, procedure)
        self.values: dict[str, Value] = dict(self.answers)
        for name, node in definitions.items():
            if name not in self.answers:
                self.values[name] = _value(evaluate_condition(node, self.values))

    def notices(self, change: _Change) -> bool:
        """Whether an expectation of the scenario fails on the mutant."""
        values = dict(self.values)
        different = {name for name in change.gone if name not in self.answers}
        for name in different:
            del values[name]
        for name, node, reads, is_changed in change.affected:
            if name in self.answers or not (is_changed or reads & different):
                continue
            value = _value(evaluate_condition(node, values))
            if value != values.get(name):
                different.add(name)
            values[name] = value
        return bool(different) and not _fulfils(self.scenario, change.procedure, values)


def _value(answer: Answer) -> Value:
    return Missing.NOT_ASKED if answer is Answer.UNKNOWN else answer.value


def _fulfils(scenario: Scenario, procedure: Procedure, values: Mapping[str, Value]) -> bool:
    labels = procedure.decision.labels if procedure.decision else ()
    label = next((x.id for x in labels if values[f"label_{x.id}"] == "yes"), "none")
    duties = {d.id for d in procedure.duties if values[f"duty_{d.id}"] == "yes"}
    checks: Iterable[tuple[object, object]] = (
        (_by_rule(scenario.outcome), _outcome(values.get(OUTCOME))),
        (_by_rule(scenario.reasonable_grounds), _outcome(values.get(REASONABLE_GROUNDS))),
        (scenario.label, label),
        (None if scenario.duties is None else set(scenario.duties), duties),
    )
    return all(expected is None or expected == found for expected, found in checks)


def _by_rule(expected: Outcome | None) -> Outcome | None:
    """What the rule alone comes to: an incomplete result is negative by logic."""
    return Outcome.NEGATIVE if expected is Outcome.INCOMPLETE else expected


def _outcome(value: Value | None) -> Outcome | None:
    known = {"yes": Outcome.POSITIVE, "no": Outcome.NEGATIVE}
    return None if value is None else known.get(str(value), Outcome.UNDETERMINED)
