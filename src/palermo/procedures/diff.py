"""What changed from one version of a procedure to another, and for whom it would have mattered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from palermo.conditions.nodes import Node
from palermo.conditions.written import write
from palermo.kernel.answers import Answers
from palermo.kernel.messages import N_, Message
from palermo.procedures.decide import Runner
from palermo.procedures.shapes import Procedure, Shape

#: Parts that are compared one by one, with the word for one of them.
_PARTS: Mapping[str, str] = {
    "before": N_("what must hold before"),
    "never": N_("what may never be demanded"),
    "questions": N_("question"),
    "indicators": N_("indicator"),
    "dimensions": N_("dimension"),
    "duties": N_("duty"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """`part` is one of the parts of a procedure, `name` the part's id."""

    part: str
    name: str
    what: Message


#: Says a condition of a procedure in words.
Say = Callable[[Node, Procedure], str]


def _written(node: Node, procedure: Procedure) -> str:
    return str(write(node))


def changes(before: Procedure, after: Procedure, say: Say = _written) -> Iterator[Change]:
    """Every difference that decides or obliges, part by part; unchanged parts are left out."""
    for part, word in _PARTS.items():
        old = {x.id: x for x in getattr(before, part)}
        new = {x.id: x for x in getattr(after, part)}
        for name in [*old, *(n for n in new if n not in old)]:
            what = _compared(old.get(name), new.get(name))
            if what is not None:
                yield Change(word, name, what)
    for name, one, other in _decisions(before, after, say):
        if one != other:
            told = Message(N_("{field}: {before} → {after}"), _pair(name, one, other))
            yield Change(N_("decision"), name, told)


def _compared(old: Shape | None, new: Shape | None) -> Message | None:
    if old is None:
        return Message(N_("new"))
    if new is None:
        return Message(N_("taken out"))
    if old == new:
        return None
    one, other = old.model_dump(by_alias=True), new.model_dump(by_alias=True)
    told = [f"{k}: {_short(one[k])} → {_short(other[k])}" for k in other if one[k] != other[k]]
    return Message(N_("changed: {fields}"), {"fields": "; ".join(told)})


def _decisions(
    before: Procedure, after: Procedure, say: Say
) -> Iterator[tuple[str, object, object]]:
    for name in ("since", "until", "kind", "people", "child_procedure", "agencies", "settings"):
        yield name, getattr(before, name), getattr(after, name)
    one, other = before.decision, after.decision
    yield "positive", one and say(one.positive, before), other and say(other.positive, after)
    yield (
        "labels",
        one and [x.model_dump() for x in one.labels],
        other and [x.model_dump() for x in other.labels],
    )


def _pair(name: str, one: object, other: object) -> dict[str, object]:
    return {"field": name, "before": _short(one), "after": _short(other)}


def _short(value: object) -> str:
    told = str(value)
    return told if len(told) <= 160 else f"{told[:157]}…"


@dataclass(slots=True)
class Replay:
    """Past answers run through both versions: counts only, never a person."""

    people: int = 0
    #: (outcome before, outcome after) → how many.
    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    #: Of those whose outcome changed: the dimensions that changed, each with how many.
    because: Counter[str] = field(default_factory=Counter)
    #: Duties that would be new, or gone, each with how many.
    duties_new: Counter[str] = field(default_factory=Counter)
    duties_gone: Counter[str] = field(default_factory=Counter)

    @property
    def changed(self) -> int:
        """For how many the outcome would change."""
        return sum(n for (one, other), n in self.outcomes.items() if one != other)


def replay(before: Procedure, after: Procedure, people: Iterable[Answers]) -> Replay:
    """What the new version would have said of past answers. A name it lacks is ignored."""
    old, new = Runner(before), Runner(after)
    found = Replay()
    for answers in people:
        one, other = old.indicate(answers), new.indicate(answers)
        found.people += 1
        pair = str(one.outcome or "none"), str(other.outcome or "none")
        found.outcomes[pair] += 1
        if pair[0] != pair[1]:
            was = {d.id: d.answer for d in one.dimensions}
            found.because.update(d.id for d in other.dimensions if was.get(d.id) != d.answer)
        had, has = {d.id for d in one.duties}, {d.id for d in other.duties}
        found.duties_new.update(has - had)
        found.duties_gone.update(had - has)
    return found
