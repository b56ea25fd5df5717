"""States and moves as tables: who acts next in a state, and who may move it to another state.

One table for each thing that has states. The rules ask the table, and `docs/reference/states.md` is
written from it, so that the documentation says what the program does.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from palermo.kernel.codes import LabelledCode

S = TypeVar("S", bound=LabelledCode)


class Owner(StrEnum):
    """Who must act next. `nobody`: nothing is due, though a move may still take it back.

    `receiver`: the body that a person was referred to. `supervisor`: the second person.
    """

    ANALYST = "analyst"
    COORDINATOR = "coordinator"
    OFFICER = "officer"
    RECEIVER = "receiver"
    SUPERVISOR = "supervisor"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class StateLine(Generic[S]):
    """One state, which carries its own word, and who must act next."""

    id: S
    owner: Owner


@dataclass(frozen=True, slots=True)
class MoveLine(Generic[S]):
    """One move. `source` is None where it begins there.

    `right`: what the actor needs; it is also the act in the journal. `verb`: how the journal says
    it. `text`: what it is called on a button.
    """

    source: S | None
    target: S
    right: str
    verb: str
    text: str


@dataclass(frozen=True, slots=True)
class StateTable(Generic[S]):
    """All states and moves of one thing. A table that is not whole cannot be built."""

    thing: str
    states: tuple[StateLine[S], ...]
    moves: tuple[MoveLine[S], ...]

    def __post_init__(self) -> None:
        known = [state.id for state in self.states]
        if len(set(known)) != len(known) or set(known) != set(type(known[0])):
            raise ValueError(
                f"{self.thing}: each state of {type(known[0]).__name__} needs one line"
            )
        unreached = set(known) - self._reached()
        if unreached:
            raise ValueError(f"{self.thing}: no move leads to {', '.join(sorted(unreached))}")
        for state in self.states:
            if state.owner is not Owner.NOBODY and not self.targets(state.id):
                raise ValueError(f"{self.thing}: {state.owner} has no move out of {state.id}")

    def _reached(self) -> set[S]:
        reached: set[S] = set()
        waiting: list[S | None] = [None]
        while waiting:
            source = waiting.pop()
            new = {m.target for m in self.moves if m.source == source} - reached
            reached |= new
            waiting += new
        return reached

    def targets(self, source: S | None) -> frozenset[S]:
        """The states that one move leads to."""
        return frozenset(m.target for m in self.moves if m.source == source)

    def allows(self, source: S | None, target: S) -> bool:
        """Whether one move leads from `source` to `target`."""
        return target in self.targets(source)

    def with_rights(self, source: S | None, rights: Collection[str]) -> tuple[MoveLine[S], ...]:
        """The moves out of `source` that somebody with these rights may make, in order."""
        return tuple(m for m in self.moves if m.source == source and m.right in rights)

    def state(self, name: S) -> StateLine[S]:
        """The line of one state."""
        return next(state for state in self.states if state.id == name)
