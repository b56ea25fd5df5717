"""Derives what an outcome implies for every other condition of a procedure.

A duty's condition combines outcome, dimensions and answers. Here that condition is split: under
which outcomes it can be true at all, and what else must then be true. A duty that can follow is
never left out; unless it is certainly excluded, it counts as possible.
"""

from __future__ import annotations

from copy import copy

from palermo.conditions.nodes import (
    ALWAYS,
    All,
    Always,
    Answered,
    AnyOf,
    AtLeast,
    Equals,
    Node,
    Not,
)
from palermo.kernel.answers import Answer, all_of, any_of, at_least, negate_answer
from palermo.procedures.definitions import OUTCOME, list_definitions
from palermo.procedures.shapes import Procedure

#: The lower and upper bound of a condition, in the order no, unknown, yes.
Range = tuple[Answer, Answer]
_ORDER = (Answer.NO, Answer.UNKNOWN, Answer.YES)
_OPEN: Range = (Answer.NO, Answer.YES)


class OutcomeAssumption:
    """Everything that follows from the outcome being `outcome` (yes: positive)."""

    def __init__(self, procedure: Procedure, outcome: Answer) -> None:
        self._definitions = list_definitions(procedure)
        self._choices = {q.id for q in procedure.questions if q.type != "yes_no"}
        self._known: dict[Node, Range] = {}
        #: Bounds that were computed from what is known; emptied when more becomes known.
        self._ranges: dict[Node, Range] = {}
        self._learn(Equals(OUTCOME, "yes"), (outcome, outcome))

    def rest(self, node: Node) -> Node | None:
        """The remaining condition: ALWAYS if there is none, None if `node` cannot be true."""
        if not self._possible(node):
            return None
        if self._range(node)[0] is Answer.YES:
            return ALWAYS
        if isinstance(node, All | AnyOf):
            rests = (self.rest(part) for part in node.parts)
            parts = tuple(r for r in rests if r is not None and not isinstance(r, Always))
            return parts[0] if len(parts) == 1 else type(node)(parts)
        return node

    def _possible(self, node: Node) -> bool:
        """Whether `node` can be true without contradicting known facts."""
        supposed = copy(self)
        supposed._known, supposed._ranges = dict(self._known), {}
        supposed._learn(node, (Answer.YES, Answer.YES))
        ranges = (supposed._range(known) for known in supposed._known)
        return all(_ORDER.index(low) <= _ORDER.index(high) for low, high in ranges)

    def _learn(self, node: Node, bounds: Range) -> None:
        low, high = bounds
        self._known[node] = _narrower(self._known.get(node, _OPEN), bounds)
        self._ranges.clear()
        match node:
            case Not(part):
                self._learn(part, _turned(bounds))
            case All((part,)) | AnyOf((part,)):
                self._learn(part, bounds)
            case All(parts) if low is not Answer.NO:
                # `all` is at most its worst part, so every part is at least `low`.
                for part in parts:
                    self._learn(part, (low, Answer.YES))
            case AnyOf(parts) if high is not Answer.YES:
                for part in parts:
                    self._learn(part, (Answer.NO, high))
            case Equals(name, "no") if name not in self._choices:
                self._learn(Equals(name, "yes"), _turned(bounds))
            case Equals(name, "yes") if name in self._definitions:
                self._learn(self._definitions[name], bounds)

    def _range(self, node: Node) -> Range:
        if node not in self._ranges:
            known = self._known.get(node, _OPEN)
            self._ranges[node] = _narrower(known, self._computed(node))
        return self._ranges[node]

    def _computed(self, node: Node) -> Range:
        match node:
            case Always():
                return Answer.YES, Answer.YES
            case Not(part):
                return _turned(self._range(part))
            case All() | AnyOf() | AtLeast():
                # All, AnyOf and AtLeast are monotone, so bounds of the parts give bounds of the
                # whole.
                lows, highs = zip(*(self._range(part) for part in node.parts), strict=True)
                return _combine_bounds(node, lows), _combine_bounds(node, highs)
            case Equals(name, "no") if name not in self._choices:
                return _turned(self._range(Equals(name, "yes")))
            case Answered(name):
                low, high = self._range(Equals(name, "yes"))
                answer = Answer.NO if low is Answer.UNKNOWN else Answer.YES
                return (answer, answer) if low is high else _OPEN
            case Equals(name, "yes") if name in self._definitions:
                return self._range(self._definitions[name])
        return _OPEN


def _combine_bounds(node: All | AnyOf | AtLeast, answers: tuple[Answer, ...]) -> Answer:
    if isinstance(node, AtLeast):
        return at_least(node.n, answers)
    return all_of(answers) if isinstance(node, All) else any_of(answers)


def _turned(bounds: Range) -> Range:
    return negate_answer(bounds[1]), negate_answer(bounds[0])


def _narrower(one: Range, other: Range) -> Range:
    return max(one[0], other[0], key=_ORDER.index), min(one[1], other[1], key=_ORDER.index)
