"""Decides whether a condition can be true, and whether it can be false."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

from palermo.conditions.explain import evaluate_condition
from palermo.conditions.nodes import Answered, Equals, LessThan, Node, OneOf, list_names, walk_nodes
from palermo.kernel.answers import Answer, Missing, Value
from palermo.procedures.shapes import Question

#: The most combinations to try; beyond it only the two extremes of each value are tried.
_MOST = 20_000


def can_be_yes_and_no(node: Node, questions: Mapping[str, Question]) -> tuple[bool, bool]:
    """(can be yes, can be no) over answers to `questions`; other names are yes or no.

    With many names not every combination is tried: then a condition counts as able to do what no
    tried combination shows, to avoid a false alarm.
    """
    names = sorted(list_names(node))
    values = [_values(name, node, questions.get(name)) for name in names]
    # A condition with Answered is also tried without an answer.
    maybe = {n.name for n in walk_nodes(node) if isinstance(n, Answered)}
    values = [
        [*v, Missing.NOT_ASKED] if n in maybe else v for n, v in zip(names, values, strict=True)
    ]
    count = 1
    for some in values:
        count *= len(some)
    whole = count <= _MOST
    if not whole and not _is_monotone(node):
        return True, True
    results: set[Answer] = set()
    for answers in product(*values) if whole else _extremes(values):
        results.add(evaluate_condition(node, dict(zip(names, answers, strict=True))))
        if {Answer.YES, Answer.NO} <= results:
            break
    return Answer.YES in results, Answer.NO in results


def _values(name: str, node: Node, question: Question | None) -> list[Value]:
    if question is not None and question.type == "choice":
        return [c.id for c in question.choices]
    if question is not None and question.type == "number":
        limits = [n.limit for n in walk_nodes(node) if isinstance(n, LessThan) and n.name == name]
        least = -1.0 if question.least is None else question.least
        most = 200.0 if question.most is None else question.most
        named = [
            v
            for n in walk_nodes(node)
            for v in _compared_values(n, name)
            if isinstance(v, int | float)
        ]
        around = [v for limit in limits for v in (limit - 1, limit)] or [least, most]
        around += [*named, *([v + 1 for v in named] or [])]
        return [v for v in around if least <= v <= most] or [least]
    return ["no", "yes"]


def _compared_values(node: Node, name: str) -> tuple[str | int, ...]:
    """The values with which a condition compares `name`."""
    if isinstance(node, Equals) and node.name == name:
        return (node.value,)
    return node.values if isinstance(node, OneOf) and node.name == name else ()


def _extremes(values: Sequence[Sequence[Value]]) -> list[tuple[Value, ...]]:
    return [tuple(v[0] for v in values), tuple(v[-1] for v in values)]


def _is_monotone(node: Node) -> bool:
    """Whether more yes never make it less true: then the two extremes are sufficient."""
    for part in walk_nodes(node):
        if type(part).__name__ == "Not" or isinstance(part, LessThan | OneOf):
            return False
        if isinstance(part, Equals) and part.value != "yes":
            return False
    return True
