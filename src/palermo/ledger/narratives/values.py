"""Narratives and what was read in them, as front doors show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from palermo.cases.narrative import ItemKind, NarrativeState, ReviewDecision


@dataclass(frozen=True, slots=True)
class NarrativeRow:
    """A narrative in a list."""

    id: int
    country: str
    edition: int
    file_name: str
    state: NarrativeState
    tier: str | None
    uploaded_by: str
    uploaded_at: datetime
    decided_by: str
    decided_at: datetime | None
    reason: str
    items: int
    items_open: int
    version: int


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One thing that was read: as proposed, and as a person left it.

    `current` holds the keys of the reading's JSON for its kind: header `{name, value, start, end}`;
    recommendation, finding and figure as in `docs/reference/reading-json.md`.
    """

    id: int
    kind: ItemKind
    number: int
    proposed: dict[str, Any]
    current: dict[str, Any]
    decision: ReviewDecision
    decided_by: str
    version: int

    @property
    def start(self) -> int | None:
        """First character in the narrative's text, where the item has a place."""
        return self.current.get("start")

    @property
    def end(self) -> int | None:
        """Character after the last one."""
        return self.current.get("end")

    @property
    def text(self) -> str:
        """The words of the item."""
        return str(self.current.get("text") or self.current.get("quote") or "")


@dataclass(frozen=True, slots=True)
class NarrativePage:
    """A narrative with its text and everything read in it."""

    row: NarrativeRow
    media: str
    sha256: str
    text: str
    reading: dict[str, Any]
    items: tuple[ReviewItem, ...]
    warnings: tuple[str, ...]

    def of_kind(self, kind: str) -> tuple[ReviewItem, ...]:
        """The items of one kind, in the order of the text, rejected ones included."""
        return tuple(i for i in self.items if i.kind == kind)

    def standing(self, kind: str) -> tuple[ReviewItem, ...]:
        """The items of one kind that were not rejected."""
        return tuple(i for i in self.of_kind(kind) if i.decision is not ReviewDecision.REJECTED)

    def header(self, name: str) -> Any:
        """A header value as it stands (tier, placement, overall_efforts, …), or None."""
        found = (
            i.current.get("value") for i in self.standing("header") if i.current["name"] == name
        )
        return next(found, None)


@dataclass(frozen=True, slots=True)
class AcceptedFinding:
    """A finding of an accepted narrative."""

    id: int
    country: str
    edition: int
    text: str
    polarity: str
    direction: str | None
    themes: tuple[str, ...]
    paradigm: str | None
    bodies: tuple[str, ...]
    concerned: tuple[str, ...]
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class AcceptedFigure:
    """A figure of an accepted narrative; several narratives may state one year."""

    id: int
    country: str
    edition: int
    measure: str
    value: float
    year: int
    currency: str | None
    quote: str
