"""Millions of rows at once: conditions compiled to operations on NumPy columns.

A truth is one byte: no 0, unknown 16, yes 17. `and` is then the minimum, `or` the maximum. In the
sum of up to 15 truths the low half byte counts the yes, the high one the "not no".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from palermo.conditions.nodes import (
    All,
    Always,
    Answered,
    AnyOf,
    AtLeast,
    Equals,
    LessThan,
    Node,
    Not,
    OneOf,
    list_names,
)

NO, UNKNOWN, YES = 0, 16, 17
Truths = NDArray[np.uint8]
Plane = NDArray[np.bool_]
Planes = tuple[Plane, Plane]
ValueArray = NDArray[Any]
#: Rows processed together: small enough for the processor's cache.
CHUNK = 131_072
#: Truths that can be added in one byte.
_BATCH = 15
#: Code of a missing choice; choices count from 1.
NO_CHOICE = 0


@dataclass(frozen=True, slots=True)
class Variable:
    """How a value is stored in its column.

    `yes_no`: truths (uint8). `choice`: uint16, 0 if missing, otherwise the position in `choices`
    from 1. `number`: float64, NaN if missing.
    """

    name: str
    kind: Literal["yes_no", "choice", "number"]
    choices: tuple[str | int, ...] = ()

    @property
    def is_truth(self) -> bool:
        """Whether the column holds truths."""
        return self.kind == "yes_no"

    @property
    def dtype(self) -> np.dtype[Any]:
        """The type of the column."""
        return np.dtype({"yes_no": "uint8", "choice": "uint16", "number": "float64"}[self.kind])


class Program:
    """Named conditions, each of which may use the earlier ones as yes/no values."""

    def __init__(self, variables: Sequence[Variable], definitions: Mapping[str, Node]) -> None:
        """Raises ValueError for a name that is neither a variable nor defined before."""
        self._variables = {v.name: v for v in variables}
        self._definitions = dict(definitions)
        known = set(self._variables)
        for name, node in self._definitions.items():
            strange = list_names(node) - known
            if strange:
                raise ValueError(f"{name} reads unknown values: {', '.join(sorted(strange))}")
            known.add(name)

    @property
    def variables(self) -> tuple[Variable, ...]:
        """The columns that `run` needs."""
        return tuple(self._variables.values())

    @property
    def defined(self) -> frozenset[str]:
        """The names that `run` can compute."""
        return frozenset(self._definitions)

    def run(
        self, columns: Mapping[str, ValueArray], wanted: Sequence[str] | None = None
    ) -> dict[str, Truths]:
        """The truth of each `wanted` definition (all, if None) for every row.

        `columns` must contain every variable, all with the same length.
        """
        names = list(self._definitions) if wanted is None else list(wanted)
        needed = self._needed(names)
        rows = len(next(iter(columns.values()))) if columns else 0
        out = {name: np.empty(rows, np.uint8) for name in names}
        for start in range(0, rows, CHUNK):
            stop = min(rows, start + CHUNK)
            chunk = _Chunk(
                {n: columns[n][start:stop] for n in self._variables}, self._variables, stop - start
            )
            for name, node in needed.items():
                truths = chunk.define(name, node)
                if name in out:
                    out[name][start:stop] = truths
        return out

    def _needed(self, names: Sequence[str]) -> dict[str, Node]:
        """The definitions that `names` depend on, in evaluation order."""
        reached: set[str] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name in self._definitions and name not in reached:
                reached.add(name)
                waiting += list_names(self._definitions[name])
        return {name: node for name, node in self._definitions.items() if name in reached}


class _Chunk:
    """The rows of one chunk, with intermediate results that several conditions share.

    Combined conditions are stored as two planes of bits, possible and sure. A truth is assembled
    only for a result, or where it is counted with others.
    """

    def __init__(
        self, columns: dict[str, ValueArray], variables: Mapping[str, Variable], rows: int
    ) -> None:
        self._columns = columns
        self._variables = variables
        self._rows = rows
        self._defined: dict[str, tuple[Truths, Planes]] = {}
        self._sums: dict[tuple[int, int], tuple[Truths, Truths]] = {}

    def define(self, name: str, node: Node) -> Truths:
        """The truth of `node` for each row; later conditions may read it as `name`."""
        planes = self.planes(node)
        truths = _together(*planes)
        self._defined[name] = truths, planes
        return truths

    def variable(self, name: str) -> Variable:
        return self._variables.get(name) or Variable(name, "yes_no")

    def column(self, name: str) -> ValueArray:
        return self._defined[name][0] if name in self._defined else self._columns[name]

    def planes(self, node: Node) -> Planes:
        """Masks of the rows in which `node` is possible, and in which it is sure."""
        match node:
            case Equals(name, "yes") if name in self._defined:
                return self._defined[name][1]
            case Not(part):
                possible, sure = self.planes(part)
                return ~sure, ~possible
            case All(parts):
                return self._joined(parts, np.logical_and)
            case AnyOf(parts):
                return self._joined(parts, np.logical_or)
            case AtLeast(n, parts):
                return self._at_least(n, parts)
            case _:
                truths = self.truths(node)
                return truths >= UNKNOWN, truths == YES

    def truths(self, node: Node) -> Truths:
        """The truth of `node` for each row."""
        # Most leaves are yes/no answers, whose column already holds their truth.
        if type(node) is Equals and node.value == "yes" and self.variable(node.name).is_truth:
            truths: Truths = self.column(node.name)
            return truths
        match node:
            case Equals(name, value):
                return _one_of(self, name, (value,))
            case OneOf(name, values):
                return _one_of(self, name, values)
            case LessThan(name, limit):
                return _less_than(self.column(name), limit)
            case Answered(name):
                return _answered(self, name)
            case Always():
                return np.full(self._rows, YES, np.uint8)
            case _:
                return _together(*self.planes(node))

    def _joined(self, parts: tuple[Node, ...], join: np.ufunc) -> Planes:
        possible, sure = self.planes(parts[0])
        for part in parts[1:]:
            more, surer = self.planes(part)
            possible, sure = join(possible, more), join(sure, surer)
        return possible, sure

    def _at_least(self, n: int, parts: tuple[Node, ...]) -> Planes:
        """Whether `n` of `parts` are true; conditions over the same parts share their sum."""
        if len(parts) <= _BATCH:
            total, low = self._sum(parts, 0)
            return total >= n << 4, low >= n
        sure = possible = np.zeros(self._rows, np.uint16)
        for at in range(0, len(parts), _BATCH):
            total, low = self._sum(parts, at)
            sure = sure + low
            possible = possible + (total & _HIGH)
        return possible >= n << 4, sure >= n

    def _sum(self, parts: tuple[Node, ...], at: int) -> tuple[Truths, Truths]:
        """The sum of up to 15 truths from `at` on, and its low half byte: the number of yes."""
        # `id()` is a safe cache key: the program keeps the tree alive.
        key = id(parts), at
        if key not in self._sums:
            total = self.truths(parts[at]).copy()
            for part in parts[at + 1 : at + _BATCH]:
                total += self.truths(part)
            self._sums[key] = total, total & _LOW
        return self._sums[key]


def _to_truth(yes: NDArray[np.bool_], known: NDArray[np.bool_]) -> Truths:
    truths: Truths = np.where(known, yes.view(np.uint8) * np.uint8(YES), np.uint8(UNKNOWN))
    return truths


def _one_of(chunk: _Chunk, name: str, values: tuple[str | int, ...]) -> Truths:
    variable, column = chunk.variable(name), chunk.column(name)
    if variable.kind == "yes_no":
        return _yes_no(column, set(values))
    if variable.kind == "number":
        numbers = [v for v in values if not isinstance(v, str)]
        return _to_truth(np.isin(column, numbers), ~np.isnan(column.astype(np.float64)))
    codes = [n for n, choice in enumerate(variable.choices, 1) if choice in values]
    matches = column == codes[0] if len(codes) == 1 else np.isin(column, codes)
    return _to_truth(matches, column != NO_CHOICE)


def _yes_no(column: ValueArray, values: set[str | int]) -> Truths:
    truths = column.astype(np.uint8, copy=False)
    if {"yes", "no"} <= values:
        return _to_truth(np.ones(len(truths), bool), truths != UNKNOWN)
    if "yes" in values:
        return truths
    if "no" in values:
        return _OPPOSITE[truths]
    return _to_truth(np.zeros(len(truths), bool), truths != UNKNOWN)


def _less_than(column: ValueArray, limit: float) -> Truths:
    numbers = column.astype(np.float64, copy=False)
    return _to_truth(numbers < limit, ~np.isnan(numbers))


def _answered(chunk: _Chunk, name: str) -> Truths:
    kind, column = chunk.variable(name).kind, chunk.column(name)
    if kind == "yes_no":
        known = column != UNKNOWN
    elif kind == "choice":
        known = column != NO_CHOICE
    else:
        known = ~np.isnan(column.astype(np.float64, copy=False))
    truths: Truths = known.view(np.uint8) * np.uint8(YES)
    return truths


def _together(possible: Plane, sure: Plane) -> Truths:
    """16 where it is possible, and 1 more where it is sure."""
    # NumPy vectorises the multiplication of bytes, but not their shift.
    truths: Truths = possible.view(np.uint8) * np.uint8(UNKNOWN)
    truths += sure.view(np.uint8)
    return truths


_LOW, _HIGH = np.uint8(0x0F), np.uint8(0xF0)
_OPPOSITE = np.zeros(18, np.uint8)
_OPPOSITE[[NO, UNKNOWN, YES]] = YES, UNKNOWN, NO
