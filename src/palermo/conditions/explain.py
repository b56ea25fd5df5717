"""Evaluates a condition for one person: its value, the reasons, and what would settle it.

This is the reference of what a condition means; tests compare the other readers with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from palermo.conditions.nodes import (
    All,
    Always,
    Answered,
    AnyOf,
    AtLeast,
    Equals,
    Leaf,
    LessThan,
    Node,
    Not,
    OneOf,
    list_parts,
)
from palermo.kernel.answers import (
    Answer,
    Answers,
    Missing,
    Value,
    all_of,
    any_of,
    at_least,
    negate_answer,
)


@dataclass(frozen=True, slots=True)
class Reason:
    """A node, its value, and the same of each of its parts."""

    node: Node
    answer: Answer
    parts: tuple[Reason, ...] = ()

    @property
    def deciding(self) -> tuple[Reason, ...]:
        """The parts that determine the answer: one "no" decides an `all`."""
        if isinstance(self.node, Not | All | AnyOf | AtLeast):
            same = tuple(p for p in self.parts if p.answer is self.answer)
            return self.parts if isinstance(self.node, Not) else same
        return ()

    def grounds(self) -> Iterator[Reason]:
        """The single values on which the answer is based."""
        if not self.parts:
            yield self
        for part in self.deciding:
            yield from part.grounds()

    def open_names(self) -> tuple[str, ...]:
        """Names whose values could still settle an unknown answer, in order; otherwise empty."""
        if self.answer is not Answer.UNKNOWN:
            return ()
        names = [r.node.name for r in self.grounds() if isinstance(r.node, Leaf)]
        return tuple(dict.fromkeys(names))


def explain_condition(node: Node, answers: Answers) -> Reason:
    """Whether `node` holds for one person's `answers`, with its reasons."""
    parts = tuple(explain_condition(part, answers) for part in list_parts(node))
    return Reason(node, _combine_answers(node, [part.answer for part in parts], answers), parts)


def evaluate_condition(node: Node, answers: Answers) -> Answer:
    """Whether `node` holds, without reasons."""
    parts = [evaluate_condition(part, answers) for part in list_parts(node)]
    return _combine_answers(node, parts, answers)


def _combine_answers(node: Node, part_answers: list[Answer], answers: Answers) -> Answer:
    match node:
        case Equals(name, value):
            return _test_value(answers.get(name), lambda given: given == value)
        case OneOf(name, values):
            return _test_value(answers.get(name), lambda given: given in values)
        case LessThan(name, limit):
            return _test_value(answers.get(name), lambda given: float(given) < limit)
        case Answered(name):
            return Answer.YES if _is_value(answers.get(name)) else Answer.NO
        case Not():
            return negate_answer(part_answers[0])
        case All():
            return all_of(part_answers)
        case AnyOf():
            return any_of(part_answers)
        case AtLeast(n):
            return at_least(n, part_answers)
        case Always():
            return Answer.YES


def _is_value(value: Value | None) -> bool:
    return value is not None and not isinstance(value, Missing)


def _test_value(value: Value | None, test: Callable[[Value], bool]) -> Answer:
    if value is None or isinstance(value, Missing):
        return Answer.UNKNOWN
    return Answer.YES if test(value) else Answer.NO
