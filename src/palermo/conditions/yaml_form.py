"""Conditions as they are written: YAML or JSON in, a checked tree out, and back.

{yes: papers_taken}                    the answer is yes; the bare word `papers_taken` says the same
{no: papers_taken}                     the answer is no
{is: {place: border}}                  the value is this one
{one_of: {place: [border, port]}}      the value is one of these
{less_than: {age: 18}}                 the number is less
{answered: age}                        there is a value
{not: …}  {all: [… …]}  {any: [… …]}   of other conditions
{at_least: {n: 2, of: [… …]}}
always                                 holds for everybody
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer

from palermo.conditions.nodes import (
    ALWAYS,
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
)

_MOST_DEEP = 40


def parse_condition(written: Any, depth: int = 0) -> Node:
    """The tree of a written condition. Raises ValueError that names what is wrong and allowed."""
    if depth > _MOST_DEEP:
        raise ValueError(f"conditions stand in each other more than {_MOST_DEEP} deep")
    if isinstance(written, KIND_CLASSES):
        return written
    if isinstance(written, str):
        return ALWAYS if written == "always" else Equals(_name(written), "yes")
    if not isinstance(written, Mapping) or len(written) != 1:
        raise ValueError(f"a condition is a word or one key of: {', '.join(_FORMS)}")
    ((kind, inner),) = written.items()
    # YAML reads a bare yes or no as a boolean.
    form = {True: "yes", False: "no"}.get(kind, kind)
    if form not in _FORMS:
        raise ValueError(f"the condition {form!r} is unknown; allowed: {', '.join(_FORMS)}")
    return _FORMS[form](inner, depth + 1)


def write_condition(node: Node) -> Any:
    """The simplest written form: `parse_condition(write_condition(node)) == node`."""
    match node:
        case Always():
            return "always"
        case Equals(name, "yes"):
            return name if name != "always" else {"yes": name}
        case Equals(name, value):
            return {"is": {name: value}}
        case OneOf(name, values):
            return {"one_of": {name: list(values)}}
        case LessThan(name, limit):
            return {"less_than": {name: limit}}
        case Answered(name):
            return {"answered": name}
        case Not(part):
            return {"not": write_condition(part)}
        case All(parts):
            return {"all": [write_condition(p) for p in parts]}
        case AnyOf(parts):
            return {"any": [write_condition(p) for p in parts]}
        case AtLeast(n, parts):
            return {"at_least": {"n": n, "of": [write_condition(p) for p in parts]}}


def _name(written: Any) -> str:
    if not isinstance(written, str) or not written.strip():
        raise ValueError(f"the name of a question is expected, not {written!r}")
    return written


def _value(written: Any) -> str | int:
    if isinstance(written, bool):
        return "yes" if written else "no"
    if not isinstance(written, str | int):
        raise ValueError(f"a coded value is a word or a whole number, not {written!r}")
    return written


def _pair(kind: str, written: Any) -> tuple[str, Any]:
    if not isinstance(written, Mapping) or len(written) != 1:
        raise ValueError(f"{kind} is written {{{kind}: {{question: value}}}}")
    ((name, value),) = written.items()
    return _name(name), value


def _parse_parts(kind: str, written: Any, depth: int) -> tuple[Node, ...]:
    if not isinstance(written, list) or not written:
        raise ValueError(f"{kind} takes a list of at least one condition")
    return tuple(parse_condition(part, depth) for part in written)


def _one_of(written: Any, depth: int) -> Node:
    name, values = _pair("one_of", written)
    if not isinstance(values, list) or not values:
        raise ValueError("one_of takes a list of at least one value")
    return OneOf(name, tuple(_value(v) for v in values))


def _less_than(written: Any, depth: int) -> Node:
    name, limit = _pair("less_than", written)
    if isinstance(limit, bool) or not isinstance(limit, int | float):
        raise ValueError(f"less_than takes a number, not {limit!r}")
    return LessThan(name, limit)


def _is(written: Any, depth: int) -> Node:
    name, value = _pair("is", written)
    return Equals(name, _value(value))


def _at_least(written: Any, depth: int) -> Node:
    if not isinstance(written, Mapping) or set(written) != {"n", "of"}:
        raise ValueError("at_least is written {at_least: {n: 2, of: [… …]}}")
    parts, n = _parse_parts("at_least", written["of"], depth), written["n"]
    if isinstance(n, bool) or not isinstance(n, int) or not 1 <= n <= len(parts):
        raise ValueError(f"at_least: n must be from 1 to {len(parts)}, not {n!r}")
    return AtLeast(n, parts)


_FORMS: dict[str, Callable[[Any, int], Node]] = {
    "yes": lambda w, _: Equals(_name(w), "yes"),
    "no": lambda w, _: Equals(_name(w), "no"),
    "is": _is,
    "one_of": _one_of,
    "less_than": _less_than,
    "answered": lambda w, _: Answered(_name(w)),
    "not": lambda w, depth: Not(parse_condition(w, depth)),
    "all": lambda w, depth: All(_parse_parts("all", w, depth)),
    "any": lambda w, depth: AnyOf(_parse_parts("any", w, depth)),
    "at_least": _at_least,
}
KIND_CLASSES = (Equals, OneOf, LessThan, Answered, Not, All, AnyOf, AtLeast, Always)

#: A condition as a field of a model.
Condition = Annotated[Node, BeforeValidator(parse_condition), PlainSerializer(write_condition)]
