"""Recommendations, duties and the board, as front doors show them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from palermo.cases.duty import Status, Verdict
from palermo.cases.narrative import NarrativeState
from palermo.cases.plan import ClosureOutcome
from palermo.cases.recommendation import LinkKind
from palermo.ledger.measures.values import ValueRow
from palermo.ledger.plans.values import ActionRow, ClosureRow, EvidenceRow, MilestoneRow


@dataclass(frozen=True, slots=True)
class RecommendationHistory:
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
class LinkableRecommendation:
    """A recommendation as the linking needs it."""

    id: int
    edition: int
    text: str
    follows: int | None = None
    by_hand: bool = False
    kind: LinkKind = LinkKind.NEW
    #: 0 for one that is not stored yet.
    version: int = 0


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
    series: RecommendationHistory
    #: Asked in the edition before the newest one and not continued there.
    dropped: bool
    leads: tuple[str, ...]
    duties: int
    duties_met: int
    next_due: date | None
    overdue: bool
    version: int
    #: False where its words were accepted without review.
    reviewed: bool = True
    #: State of the narrative that has it; superseded or withdrawn: no accepted text asks it.
    text_state: NarrativeState = NarrativeState.ACCEPTED

    @property
    def status(self) -> Status:
        """Where it stands."""
        return self.verdict.status


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
        return next((c for c in self.closures if c.outcome is ClosureOutcome.WAITING), None)


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One step of a chain across editions."""

    ref: str
    edition: int
    text: str
    kind: LinkKind
    score: float | None
    linked_by: str


@dataclass(frozen=True, slots=True)
class WordingRow:
    """Words that a recommendation had in a text that no longer counts."""

    narrative: int
    text: str
    replaced_by: str
    replaced_at: datetime


@dataclass(frozen=True, slots=True)
class RecommendationPage:
    """A recommendation, its duties, its history and its notes."""

    row: RecommendationRow
    narrative_id: int
    start: int | None
    end: int | None
    duties: tuple[DutyRow, ...]
    #: The chain, oldest first, this one and later ones included.
    chain: tuple[ChainLink, ...]
    #: Recommendations of the edition before, to which it can be linked by hand.
    candidates: tuple[ChainLink, ...]
    notes: tuple[NoteRow, ...]
    values: tuple[ValueRow, ...] = ()
    #: Its words in superseded and withdrawn texts of the same year, oldest first.
    earlier_wordings: tuple[WordingRow, ...] = ()


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
    #: Instead: those of superseded and withdrawn narratives that no accepted text has.
    left: bool = False


@dataclass(frozen=True, slots=True)
class BoardPage:
    """Rows of the board, how many match, and how many there are by status."""

    rows: tuple[RecommendationRow, ...]
    total: int
    by_status: dict[Status, int] = field(default_factory=dict)
