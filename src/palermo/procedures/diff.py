"""Lists the changes between two versions of a procedure, and their effect on past answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from palermo.conditions.nodes import Node
from palermo.conditions.yaml_form import write_condition
from palermo.kernel.answers import Answers
from palermo.kernel.messages import N_, Message
from palermo.kernel.sources import Source
from palermo.kernel.strict_model import StrictModel
from palermo.kernel.texts import Text
from palermo.procedures.decide import Runner
from palermo.procedures.shapes import Choice, Label, Procedure

#: Parts that are compared item by item, with the word for one item.
_PARTS: Mapping[str, str] = {
    "before": N_("condition before the first question"),
    "never": N_("never required"),
    "questions": N_("question"),
    "indicators": N_("indicator"),
    "dimensions": N_("dimension"),
    "duties": N_("duty"),
}


@dataclass(frozen=True, slots=True)
class ProcedureChange:
    """`part` is one of the parts of a procedure, `name` the part's id."""

    part: str
    name: str
    what: Message


#: Renders a condition of a procedure in words.
Say = Callable[[Node, Procedure], str]


def _describe_condition(node: Node, procedure: Procedure) -> str:
    return str(write_condition(node))


def list_changes(
    before: Procedure, after: Procedure, say: Say = _describe_condition, language: str = "en"
) -> Iterator[ProcedureChange]:
    """Every difference, part by part, in words."""

    def describe(value: object, procedure: Procedure) -> str:
        return _short(_describe_value(value, procedure, say, language))

    for part, word in _PARTS.items():
        old = {x.id: x for x in getattr(before, part)}
        new = {x.id: x for x in getattr(after, part)}
        for name in [*old, *(n for n in new if n not in old)]:
            if name not in old:
                yield ProcedureChange(word, name, Message(N_("new")))
            elif name not in new:
                yield ProcedureChange(word, name, Message(N_("removed")))
            elif old[name] != new[name]:
                fields = "; ".join(
                    f"{key}: {describe(one, before)} → {describe(other, after)}"
                    for key, one, other in _differing(old[name], new[name])
                )
                yield ProcedureChange(
                    word, name, Message(N_("changed: {fields}"), {"fields": fields})
                )
    whole = _differing(before, after, set(_PARTS) | {"id", "version", "decision"})
    for name, one, other in [*whole, *_decisions(before, after)]:
        pair = {"field": name, "before": describe(one, before), "after": describe(other, after)}
        yield ProcedureChange(
            N_("decision"), name, Message(N_("{field}: {before} → {after}"), pair)
        )


def _differing(
    old: StrictModel, new: StrictModel, but: Collection[str] = ()
) -> Iterator[tuple[str, object, object]]:
    for name in type(new).model_fields:
        one, other = getattr(old, name), getattr(new, name)
        if name not in but and one != other:
            yield name, one, other


def _decisions(before: Procedure, after: Procedure) -> Iterator[tuple[str, object, object]]:
    if before.decision and after.decision:
        yield from _differing(before.decision, after.decision)
    elif before.decision != after.decision:
        one, other = before.decision, after.decision
        yield "positive", one and one.positive, other and other.positive


def _describe_value(value: object, procedure: Procedure, say: Say, language: str) -> str:
    """A value of a procedure as people read it."""
    if isinstance(value, Text):
        return value.in_language(language)
    if isinstance(value, Node):
        return say(value, procedure)
    if isinstance(value, Source):
        return ", ".join(part for part in (value.title, value.place) if part)
    if isinstance(value, Label):
        return f"{value.text.in_language(language)}: {say(value.when, procedure)}"
    if isinstance(value, Choice):
        return value.text.in_language(language)
    if isinstance(value, Mapping):
        value = [
            f"{key}: {_describe_value(v, procedure, say, language)}" for key, v in value.items()
        ]
    if isinstance(value, tuple | list):
        return ", ".join(_describe_value(v, procedure, say, language) for v in value)
    return str(value)


def _short(text: str) -> str:
    return text if len(text) <= 160 else f"{text[:157]}…"


@dataclass(slots=True)
class Replay:
    """Past answers run through both versions: counts only, never a person."""

    people: int = 0
    #: (outcome before, outcome after) → number of people.
    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    #: Of those whose outcome changed: the dimensions that changed, each with its number of people.
    because: Counter[str] = field(default_factory=Counter)
    #: Duties that would be added or dropped, each with its number of people.
    duties_new: Counter[str] = field(default_factory=Counter)
    duties_gone: Counter[str] = field(default_factory=Counter)

    @property
    def changed(self) -> int:
        """The number of people whose outcome would change."""
        return sum(n for (one, other), n in self.outcomes.items() if one != other)


def replay_answers(before: Procedure, after: Procedure, people: Iterable[Answers]) -> Replay:
    """The new version's results for past answers. Ignores names that it lacks."""
    old, new = Runner(before), Runner(after)
    replay = Replay()
    for answers in people:
        one, other = old.indicate(answers), new.indicate(answers)
        replay.people += 1
        pair = str(one.outcome or "none"), str(other.outcome or "none")
        replay.outcomes[pair] += 1
        if pair[0] != pair[1]:
            was = {d.id: d.answer for d in one.dimensions}
            replay.because.update(d.id for d in other.dimensions if was.get(d.id) != d.answer)
        had, has = {d.id for d in one.duties}, {d.id for d in other.duties}
        replay.duties_new.update(has - had)
        replay.duties_gone.update(had - has)
    return replay
