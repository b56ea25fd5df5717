"""Demands with their wordings and duties, and the board, as front doors show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from palermo.cases.demand import AskedYears, DemandContent
from palermo.cases.duty import Status, Verdict
from palermo.cases.narrative import NarrativeState
from palermo.cases.plan import ClosureOutcome
from palermo.cases.recommendation import LinkKind
from palermo.ledger.measures.values import ValueRow
from palermo.ledger.plans.values import (
    ActionRow,
    ClosureRow,
    EvidenceRow,
    MilestoneRow,
    ReopeningRow,
)


@dataclass(frozen=True, slots=True)
class DemandRow:
    """A demand on the board, in the words of the edition that was asked for, or the newest."""

    id: int
    #: The reference of the demand. Those of its other recommendations lead to it too.
    ref: str
    country: str
    #: Edition, number and reference of the wording that is shown.
    edition: int
    number: int
    wording: str
    text: str
    themes: tuple[str, ...]
    paradigm: str
    verdict: Verdict
    link: LinkKind
    asked: AskedYears
    #: The edition that asked again after the demand was met.
    reopened: int | None
    leads: tuple[str, ...]
    duties: int
    duties_met: int
    next_due: date | None
    overdue: bool
    version: int
    #: False where its words were accepted without review.
    reviewed: bool = True
    #: State of the narrative that has these words; superseded or withdrawn: no accepted text asks.
    text_state: NarrativeState = NarrativeState.ACCEPTED

    @property
    def status(self) -> Status:
        """Where it stands."""
        return self.verdict.status

    @property
    def dropped(self) -> bool:
        """Whether a newer edition was accepted that does not ask it."""
        return self.asked.not_since is not None


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note on a demand, or on its duty `letter`."""

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
    #: When later editions asked again what was met; the last one counts for the status.
    reopenings: tuple[ReopeningRow, ...]
    version: int

    @property
    def open_closure(self) -> ClosureRow | None:
        """The proposal that waits for a second person, if any."""
        return next((c for c in self.closures if c.outcome is ClosureOutcome.WAITING), None)

    @property
    def new_evidence(self) -> tuple[EvidenceRow, ...]:
        """Evidence that counts: all, or since the duty was last reopened."""
        earlier = self.reopenings[-1].evidence if self.reopenings else frozenset()
        return tuple(e for e in self.evidence if e.id not in earlier)

    @property
    def has_work(self) -> bool:
        """Whether it was assigned, or something was planned, attached or closed for it."""
        return bool(
            self.lead
            or self.due
            or self.budget is not None
            or self.actions
            or self.milestones
            or self.evidence
            or self.closures
        )


@dataclass(frozen=True, slots=True)
class EarlierWordingRow:
    """Words that a recommendation had in a text of its year that no longer counts."""

    narrative: int
    text: str
    replaced_by: str
    replaced_at: datetime


@dataclass(frozen=True, slots=True)
class WordingRow:
    """A recommendation: how one edition words the demand, and where its narrative says so.

    `state` is that of the narrative: only an accepted one counts.
    """

    id: int
    ref: str
    edition: int
    number: int
    text: str
    themes: tuple[str, ...]
    kind: LinkKind
    score: float | None
    linked_by: str
    narrative_id: int
    start: int | None
    end: int | None
    state: NarrativeState
    reviewed: bool
    #: Its words in superseded and withdrawn texts of the same year, oldest first.
    earlier: tuple[EarlierWordingRow, ...] = ()


@dataclass(frozen=True, slots=True)
class DemandChangeRow:
    """A link that was changed after acceptance: `ref` came from one demand to another."""

    id: int
    ref: str
    source: str
    target: str
    changed_by: str
    changed_at: datetime
    undone_by: str
    undone_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class ChangePlaces:
    """A change of a link, and by kind the demand of each thing that it moved: then, and now."""

    change: DemandChangeRow
    country: str
    source: int
    target: int
    put: Mapping[str, Mapping[int, int]]
    now: Mapping[str, Mapping[int, int]]


@dataclass(frozen=True, slots=True)
class DemandChoice:
    """Another demand of the country, to which a recommendation can be linked."""

    id: int
    ref: str
    edition: int
    text: str


@dataclass(frozen=True, slots=True)
class DemandPage:
    """A demand: how each edition words it, its duties, its notes and how it was linked."""

    row: DemandRow
    #: By edition, oldest first.
    wordings: tuple[WordingRow, ...]
    duties: tuple[DutyRow, ...]
    choices: tuple[DemandChoice, ...]
    changes: tuple[DemandChangeRow, ...]
    notes: tuple[NoteRow, ...]
    values: tuple[ValueRow, ...] = ()

    @property
    def content(self) -> DemandContent:
        """What hangs on it, as the rules about moving it need it."""
        worded = {text for w in self.wordings for text in (w.text, *(e.text for e in w.earlier))}
        noted = {n.letter for n in self.notes}
        return DemandContent(
            id=self.row.id,
            ref=self.row.ref,
            country=self.row.country,
            recommendations=tuple((w.edition, w.number, w.id, w.ref) for w in self.wordings),
            duties=tuple(
                (d.letter, d.id, d.ref, d.has_work or d.text not in worded or d.letter in noted)
                for d in self.duties
            ),
        )


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """What the board is asked for; an empty value asks for everything."""

    country: str = ""
    #: Demands that this edition asks, in its words.
    edition: int | None = None
    agency: str = ""
    theme: str = ""
    paradigm: str = ""
    status: str = ""
    #: Asked at least so many times.
    asked_times: int = 0
    overdue: bool = False
    #: True: only those that the newest edition no longer asks. False: only those that it asks.
    dropped: bool | None = None
    text: str = ""
    sort: str = "ref"
    #: Instead: those of superseded and withdrawn narratives that no accepted text has.
    left: bool = False


@dataclass(frozen=True, slots=True)
class BoardPage:
    """Rows of the board, how many match, and how many there are by status."""

    rows: tuple[DemandRow, ...]
    total: int
    by_status: dict[Status, int] = field(default_factory=dict)
