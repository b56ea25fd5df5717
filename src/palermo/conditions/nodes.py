"""The tree of a condition. Nine kinds; each has a line in every reader, a spec and a generator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Equals:
    """The value of `name` is `value`."""

    name: str
    value: str | int


@dataclass(frozen=True, slots=True)
class OneOf:
    """The value of `name` is one of `values`."""

    name: str
    values: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class LessThan:
    """The number `name` is less than `limit`, and not equal to it."""

    name: str
    limit: float


@dataclass(frozen=True, slots=True)
class Answered:
    """`name` has a value. Never unknown."""

    name: str


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of `part`."""

    part: Node


@dataclass(frozen=True, slots=True)
class All:
    """Every one of `parts` (at least one)."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of `parts` (at least one), or several."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least `n` of `parts`."""

    n: int
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Always:
    """Always true: the relevance of a question that is always asked."""


Node = Equals | OneOf | LessThan | Answered | Not | All | AnyOf | AtLeast | Always
Leaf = Equals | OneOf | LessThan | Answered
KINDS: tuple[type, ...] = (Equals, OneOf, LessThan, Answered, Not, All, AnyOf, AtLeast, Always)
ALWAYS = Always()


def list_parts(node: Node) -> tuple[Node, ...]:
    """The nodes directly below."""
    if isinstance(node, Not):
        return (node.part,)
    if isinstance(node, All | AnyOf | AtLeast):
        return node.parts
    return ()


def walk_nodes(node: Node) -> Iterator[Node]:
    """`node` and everything below it, from the top."""
    yield node
    for part in list_parts(node):
        yield from walk_nodes(part)


def list_names(node: Node) -> frozenset[str]:
    """The names of all values that the condition reads."""
    return frozenset(n.name for n in walk_nodes(node) if isinstance(n, Leaf))
