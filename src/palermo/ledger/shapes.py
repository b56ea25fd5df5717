"""What the ledger hands out: frozen values that front doors show. Never models."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from palermo.kernel.messages import Message
from palermo.ledger.states import (
    ActionState,
    Decision,
    ItemKind,
    LinkKind,
    NarrativeState,
    Outcome,
    Status,
    ValueState,
    Verdict,
)


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


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that was read: as proposed, and as a person left it.

    `current` holds the keys of the reading's JSON for its kind: header `{name, value, start, end}`;
    recommendation, finding and figure as in `docs/reference/reading-json.md`.
    """

    id: int
    kind: ItemKind
    number: int
    proposed: dict[str, Any]
    current: dict[str, Any]
    decision: Decision
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
    items: tuple[Item, ...]
    warnings: tuple[str, ...]

    def of_kind(self, kind: str) -> tuple[Item, ...]:
        """The items of one kind, in the order of the text, rejected ones included."""
        return tuple(i for i in self.items if i.kind == kind)

    def standing(self, kind: str) -> tuple[Item, ...]:
        """The items of one kind that were not rejected."""
        return tuple(i for i in self.of_kind(kind) if i.decision is not Decision.REJECTED)

    def header(self, name: str) -> Any:
        """A header value as it stands (tier, placement, overall_efforts, …), or None."""
        found = (
            i.current.get("value") for i in self.standing("header") if i.current["name"] == name
        )
        return next(found, None)


@dataclass(frozen=True, slots=True)
class Series:
    """How often the same thing was asked: editions of the chain, oldest first."""

    editions: tuple[int, ...]

    @property
    def first_asked(self) -> int:
        """Edition in which it was asked for the first time, as far as the ledger knows."""
        return self.editions[0]

    @property
    def times(self) -> int:
        """In how many accepted editions it was asked, this one included."""
        return len(self.editions)


@dataclass(frozen=True, slots=True)
class Asked:
    """A recommendation as the linking needs it."""

    id: int
    edition: int
    text: str
    follows: int | None
    by_hand: bool


@dataclass(frozen=True, slots=True)
class RecommendationRow:
    """A recommendation on the board."""

    id: int
    ref: str
    country: str
    edition: int
    number: int
    text: str
    themes: tuple[str, ...]
    paradigm: str
    verdict: Verdict
    link: LinkKind
    series: Series
    #: Asked in the edition before the newest one and not continued there.
    dropped: bool
    leads: tuple[str, ...]
    duties: int
    duties_met: int
    next_due: date | None
    overdue: bool
    version: int

    @property
    def status(self) -> Status:
        """Where it stands."""
        return self.verdict.status


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action of a duty."""

    id: int
    title: str
    agency: str
    owner: str
    due: date | None
    state: ActionState
    done_on: date | None
    overdue: bool
    version: int


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """A milestone of a duty."""

    id: int
    title: str
    due: date | None
    reached_on: date | None


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A piece of evidence. `file_name` is empty for a link."""

    id: int
    duty_ref: str
    title: str
    file_name: str
    sha256: str
    url: str
    uploaded_by: str
    uploaded_at: datetime
    verified_by: str
    verified_at: datetime | None


@dataclass(frozen=True, slots=True)
class ClosureRow:
    """A proposal to close a duty and its answer."""

    id: int
    reason: str
    proposed_by: str
    proposed_at: datetime
    outcome: Outcome
    answer: str
    confirmed_by: str
    confirmed_at: datetime | None


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note on a recommendation, or on its duty `letter`."""

    id: int
    letter: str
    text: str
    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A duty with everything that is done for it. `ref` is such as AZE-2023-04b."""

    id: int
    ref: str
    letter: str
    text: str
    lead: str
    supporting: tuple[str, ...]
    due: date | None
    budget: Decimal | None
    currency: str
    measures: tuple[str, ...]
    verdict: Verdict
    actions: tuple[ActionRow, ...]
    milestones: tuple[MilestoneRow, ...]
    evidence: tuple[EvidenceRow, ...]
    closures: tuple[ClosureRow, ...]
    version: int

    @property
    def open_closure(self) -> ClosureRow | None:
        """The proposal that waits for a second person, if any."""
        return next((c for c in self.closures if c.outcome is Outcome.WAITING), None)


@dataclass(frozen=True, slots=True)
class Link:
    """One step of a chain across editions."""

    ref: str
    edition: int
    text: str
    kind: LinkKind
    score: float | None
    linked_by: str


@dataclass(frozen=True, slots=True)
class RecommendationPage:
    """A recommendation, its duties, its history and its notes."""

    row: RecommendationRow
    narrative_id: int
    start: int | None
    end: int | None
    duties: tuple[DutyRow, ...]
    #: The chain, oldest first, this one and later ones included.
    chain: tuple[Link, ...]
    #: Recommendations of the edition before, to which it can be linked by hand.
    candidates: tuple[Link, ...]
    notes: tuple[NoteRow, ...]
    values: tuple[ValueRow, ...] = ()


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A value of a measure for a period. Values are entered by hand in this version."""

    id: int
    country: str
    measure: str
    start: date
    end: date
    state: ValueState
    value: Decimal | None
    source: str
    entered_by: str
    entered_at: datetime
    superseded: bool


@dataclass(frozen=True, slots=True)
class Finding:
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
class FigureRow:
    """A figure of an accepted narrative; several narratives may state one year."""

    id: int
    country: str
    edition: int
    measure: str
    value: float
    year: int
    currency: str | None
    quote: str


@dataclass(frozen=True, slots=True)
class CheckEvidence:
    """One piece of evidence for or against a checklist item.

    `verified` is False for what the machine found in an accepted narrative.
    """

    id: int | None
    item: str
    speaks_for: bool
    text: str
    source: str
    by: str
    verified: bool


@dataclass(frozen=True, slots=True)
class CheckItem:
    """A checklist item for a country and period, its evidence and its state."""

    id: str
    state: str
    why: Message
    evidence: tuple[CheckEvidence, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that a search found. `kind` tells what; `address` where it is shown."""

    kind: str
    title: str
    excerpt: str
    address: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """What the board is asked for; an empty value asks for everything."""

    country: str = ""
    edition: int | None = None
    agency: str = ""
    theme: str = ""
    paradigm: str = ""
    status: str = ""
    #: Asked at least so many times.
    asked_times: int = 0
    overdue: bool = False
    text: str = ""
    sort: str = "ref"


@dataclass(frozen=True, slots=True)
class BoardPage:
    """Rows of the board, how many match, and how many there are by status."""

    rows: tuple[RecommendationRow, ...]
    total: int
    by_status: dict[Status, int] = field(default_factory=dict)
