"""Narratives and what was read in them, as front doors show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from palermo.cases.narrative import HeaderName, ItemKind, NarrativeState, ReviewDecision
from palermo.kernel.periods import Period
from palermo.ledger.narratives.items import HeaderItem, ItemValue
from palermo.reports.assessment import (
    Direction,
    Efforts,
    NotReported,
    Paradigm,
    Placement,
    Polarity,
    Tier,
)
from palermo.reports.chapters import ChapterKind

Value = TypeVar("Value", bound=ItemValue)


@dataclass(frozen=True, slots=True)
class NarrativeRow:
    """A narrative in a list."""

    id: int
    country: str
    edition: int
    file_name: str
    state: NarrativeState
    tier: Tier | None
    uploaded_by: str
    uploaded_at: datetime
    decided_by: str
    decided_at: datetime | None
    reason: str
    items: int
    items_open: int
    #: Items that were accepted without review.
    items_unreviewed: int
    #: The id of the accepted narrative of this country and year, where that is another one.
    accepted_other: int | None
    superseded_by: int | None
    #: The narrative whose reading is reviewed again in this one.
    copy_of: int | None
    version: int


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One decision on a narrative. `undecided_items`: how many were accepted without review."""

    state: NarrativeState
    by: str
    at: datetime
    reason: str
    undecided_items: int | None


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One thing that was read: as proposed, and as a person left it.

    `proposed` is None where a person added what the reader missed.
    """

    id: int
    kind: ItemKind
    number: int
    proposed: ItemValue | None
    current: ItemValue
    decision: ReviewDecision
    decided_by: str
    version: int

    @property
    def reviewed(self) -> bool:
        """Whether a person decided on this item itself."""
        return self.decision not in {ReviewDecision.PROPOSED, ReviewDecision.UNREVIEWED}

    @property
    def start(self) -> int | None:
        """First character in the narrative's text, where the item has a place."""
        return self.current.start

    @property
    def end(self) -> int | None:
        """Character after the last one."""
        return self.current.end

    @property
    def text(self) -> str:
        """The words of the item."""
        return self.current.words


@dataclass(frozen=True, slots=True)
class NarrativeHeader:
    """What a text says of the country, as it stands after review; None: it does not say."""

    tier: Tier | None = None
    placement: Placement | None = None
    overall_efforts: Efforts | None = None
    watch_list_year: int | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class NarrativePage:
    """A narrative with its text and everything read in it."""

    row: NarrativeRow
    media: str
    sha256: str
    text: str
    period: Period | None
    partial: bool
    missing_chapters: tuple[ChapterKind, ...]
    not_reported: tuple[NotReported, ...]
    items: tuple[ReviewItem, ...]
    warnings: tuple[str, ...]
    #: All decisions on it, oldest first.
    moves: tuple[MoveRow, ...] = ()

    @property
    def undecided(self) -> dict[ItemKind, tuple[int, ...]]:
        """The ids of the items without a decision, by kind."""
        return {kind: tuple(i.id for i in self.undecided_of(kind)) for kind in ItemKind}

    def undecided_of(self, kind: ItemKind) -> tuple[ReviewItem, ...]:
        """The items of one kind without a decision."""
        return tuple(i for i in self.of_kind(kind) if i.decision is ReviewDecision.PROPOSED)

    @property
    def unreviewed_header(self) -> frozenset[HeaderName]:
        """The header values that were accepted without review."""
        return frozenset(
            i.current.name
            for i in self.items
            if i.decision is ReviewDecision.UNREVIEWED and isinstance(i.current, HeaderItem)
        )

    def of_kind(self, kind: str) -> tuple[ReviewItem, ...]:
        """The items of one kind, in the order of the text, rejected ones included."""
        return tuple(i for i in self.items if i.kind == kind)

    def standing(self, kind: str) -> tuple[ReviewItem, ...]:
        """The items of one kind that were not rejected."""
        return tuple(i for i in self.of_kind(kind) if i.decision is not ReviewDecision.REJECTED)

    def accepted_values(self, kind: type[Value]) -> tuple[Value, ...]:
        """The values of one kind that were not rejected, in the order of the text."""
        standing = (i for i in self.items if i.decision is not ReviewDecision.REJECTED)
        return tuple(i.current for i in standing if isinstance(i.current, kind))

    @property
    def header(self) -> NarrativeHeader:
        """The header values that were not rejected."""
        values = self.accepted_values(HeaderItem)
        # The type of a value follows from its name: see `parse_item`.
        return NarrativeHeader(**{v.name.value: v.value for v in values})  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class AcceptedFinding:
    """A finding of an accepted narrative."""

    id: int
    country: str
    edition: int
    text: str
    polarity: Polarity
    direction: Direction | None
    themes: tuple[str, ...]
    paradigm: Paradigm | None
    bodies: tuple[str, ...]
    concerned: tuple[str, ...]
    start: int | None
    end: int | None
    #: False where it was accepted without review.
    reviewed: bool = True


@dataclass(frozen=True, slots=True)
class AcceptedFigure:
    """A figure of an accepted narrative; several narratives may state one year."""

    id: int
    country: str
    edition: int
    measure: str
    value: int | float
    year: int
    currency: str | None
    quote: str
    #: False where it was accepted without review.
    reviewed: bool = True
