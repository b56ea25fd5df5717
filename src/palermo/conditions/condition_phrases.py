"""Renders a condition in the reader's language, from question names and a few phrases."""

from __future__ import annotations

from collections.abc import Callable, Mapping

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
)

#: Every phrase that a language must provide, with its parameters.
PHRASES: Mapping[str, frozenset[str]] = {
    "yes": frozenset({"name"}),
    "no": frozenset({"name"}),
    "is": frozenset({"name", "value"}),
    "one_of": frozenset({"name", "values"}),
    "less_than": frozenset({"name", "limit"}),
    "not_less_than": frozenset({"name", "limit"}),
    "answered": frozenset({"name"}),
    "unanswered": frozenset({"name"}),
    "yes_or_unknown": frozenset({"name"}),
    "no_or_unknown": frozenset({"name"}),
    "not": frozenset({"part"}),
    "all": frozenset({"parts"}),
    "any": frozenset({"parts"}),
    "at_least": frozenset({"n", "of", "parts"}),
    "always": frozenset(),
}


def phrase_condition(
    node: Node,
    phrases: Mapping[str, str],
    name_of: Callable[[str], str],
    value_of: Callable[[str, str | int], str],
) -> str:
    """`node` in words. `phrases`: see PHRASES, in one language.

    `name_of(name)` and `value_of(name, value)` give the words of questions and choices.
    """

    def inner(part: Node) -> str:
        return phrase_condition(part, phrases, name_of, value_of)

    def listed(parts: tuple[Node, ...]) -> str:
        return "; ".join(inner(part) for part in parts)

    def alternatives(parts: tuple[Node, ...]) -> str:
        phrases_of_parts = [
            _doubtful(part, parts, phrases, name_of) or inner(part) for part in parts
        ]
        texts = [
            words
            for part, words in zip(parts, phrases_of_parts, strict=True)
            if not _merged(part, parts)
        ]
        return texts[0] if len(texts) == 1 else phrases["any"].format(parts="; ".join(texts))

    match node:
        case Equals(name, ("yes" | "no") as value):
            return phrases[str(value)].format(name=name_of(name))
        case Equals(name, value):
            return phrases["is"].format(name=name_of(name), value=value_of(name, value))
        case OneOf(name, values):
            value_words = ", ".join(value_of(name, v) for v in values)
            return phrases["one_of"].format(name=name_of(name), values=value_words)
        case LessThan(name, limit):
            return phrases["less_than"].format(name=name_of(name), limit=f"{limit:g}")
        case Answered(name):
            return phrases["answered"].format(name=name_of(name))
        case Not(Answered(name)):
            return phrases["unanswered"].format(name=name_of(name))
        case Not(LessThan(name, limit)):
            return phrases["not_less_than"].format(name=name_of(name), limit=f"{limit:g}")
        case Not(part):
            return phrases["not"].format(part=inner(part))
        case All((part,)) | AnyOf((part,)):
            return inner(part)
        case All(parts):
            return phrases["all"].format(parts=listed(parts))
        case AnyOf(parts):
            return alternatives(parts)
        case AtLeast(n, parts):
            return phrases["at_least"].format(n=n, of=len(parts), parts=listed(parts))
        case Always():
            return phrases["always"]


def _doubtful(
    part: Node, parts: tuple[Node, ...], phrases: Mapping[str, str], name_of: Callable[[str], str]
) -> str:
    """One phrase for an answer that also counts if it is unknown; empty for anything else."""
    match part:
        case Equals(name, ("yes" | "no") as value) if Not(Answered(name)) in parts:
            return phrases[f"{value}_or_unknown"].format(name=name_of(name))
    return ""


def _merged(part: Node, parts: tuple[Node, ...]) -> bool:
    """Whether another part already says that this is unknown, together with its answer."""
    match part:
        case Not(Answered(name)):
            return any(Equals(name, value) in parts for value in ("yes", "no"))
    return False
