"""What the checks of a pack's criminal law look at, and what they find."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from palermo.kernel.messages import Message
from palermo.offences.shapes import Article, ClosingReason, Element, Fact


@dataclass(frozen=True, slots=True)
class Law:
    """The data to check: all that a pack says of offences, and its required languages."""

    facts: tuple[Fact, ...]
    closing_reasons: tuple[ClosingReason, ...]
    articles: tuple[Article, ...] = ()
    languages: Collection[str] = ("en",)

    def of(self, element: Element) -> list[Fact]:
        """The facts that can meet an element."""
        return [f for f in self.facts if f.element == element and f.counts]


@dataclass(frozen=True, slots=True)
class LawProblem:
    """`rule` is an id of RULES, `where` a fact, reason or article, `theme` one of the taxonomy."""

    rule: str
    where: str
    what: Message
    theme: str


#: What a check yields: the place, and the problem.
Found = Iterator[tuple[str, str]]
