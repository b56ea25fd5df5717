"""The checklist of the statute: which evidence an item takes, and what state follows. Never a tier.

Findings of a narrative are proposed by their themes. They count when a person files them, and
`met` needs that a second person verified what was filed.

Criteria, read from top to bottom; the first that holds gives the state:

no_data  no evidence was filed
partly   verified evidence for and against
met      verified evidence for, and nothing against: neither filed nor proposed; for an item that
         judges penalties, for each paragraph of the law that is in force
not_met  verified evidence against, and none verified for
open     only unverified evidence: a second person must look before it counts
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

from palermo.cases.penalty_standard import (
    PenaltyRange,
    PenaltyReading,
    PenaltyStandard,
    PenaltyTerm,
    TermState,
    find_term,
    names_paragraph,
    read_penalties,
)
from palermo.kernel.codes import LabelledCode
from palermo.kernel.errors import BadValue, Refused
from palermo.kernel.messages import N_, Message
from palermo.offences.shapes import Article
from palermo.reports.assessment import Direction, Polarity


class CheckState(LabelledCode):
    """State of an item."""

    NO_DATA = "no_data", N_("No data")
    OPEN = "open", N_("Unverified evidence only")
    MET = "met", N_("Met")
    PARTLY = "partly", N_("Partly met")
    NOT_MET = "not_met", N_("Not met")


class EvidenceKind(LabelledCode):
    """What a piece of evidence is."""

    LAW = "law", N_("Fact of law: act, article, penalty")
    FIGURE = "figure", N_("Figure")
    STATEMENT = "statement", N_("Statement of a report")
    DOCUMENT = "document", N_("Other document")


@dataclass(frozen=True, slots=True)
class ChecklistRule:
    """What the pack says of an item: themes that propose, and the kinds of evidence it takes.

    Empty `takes`: every kind. `penalties`: set where the dated penalties of the law decide.
    """

    item: str
    themes: tuple[str, ...] = ()
    takes: tuple[EvidenceKind, ...] = ()
    penalties: PenaltyStandard | None = None


@dataclass(frozen=True, slots=True)
class ChecklistRules:
    """The rules of all items, in their order, and the themes that are evidence for nothing.

    `articles`: the law of `country`.
    """

    items: tuple[ChecklistRule, ...]
    ignored_themes: frozenset[str] = frozenset()
    country: str = ""
    articles: tuple[Article, ...] = ()

    def read_law(self, item: str, country: str, on: date) -> PenaltyReading:
        """What the law of a country says of an item on a day; nothing where it is not at hand."""
        standard = next((r.penalties for r in self.items if r.item == item), None)
        if standard is None or country != self.country:
            return PenaltyReading()
        return read_penalties(standard, self.articles, on)


@dataclass(frozen=True, slots=True)
class CheckEvidence:
    """Evidence for or against an item, as a person filed it.

    `provision`: the act and article of a fact of law. `penalty`: of a penalty that was filed, which
    has no text of its own. `counts`: False where the narrative that it
    was filed from no longer counts and no accepted one says the same, and where the item takes no
    evidence of this kind.
    """

    id: int
    item: str
    speaks_for: bool
    kind: EvidenceKind
    text: str
    source: str
    provision: str
    by: str
    read_at_source: bool
    finding: int | None
    counts: bool
    verified_by: str
    verified_at: datetime | None
    version: int
    penalty: PenaltyRange | None = None

    @property
    def words(self) -> Message:
        """What it says: a person's own text, or the penalty in the reader's language."""
        return self.penalty.words if self.penalty else Message("{text}", {"text": self.text})

    @property
    def verified(self) -> bool:
        """Whether a second person verified it."""
        return bool(self.verified_by)


class FindingToFile(Protocol):
    """A finding of an accepted narrative."""

    @property
    def id(self) -> int:
        """The number of the item."""

    @property
    def text(self) -> str:
        """The words of the narrative."""

    @property
    def polarity(self) -> Polarity:
        """Whether the narrative counts it for or against the government."""

    @property
    def direction(self) -> Direction | None:
        """How it compares with the period before."""

    @property
    def themes(self) -> tuple[str, ...]:
        """What it is about."""

    @property
    def reviewed(self) -> bool:
        """False where it was accepted without review."""


@dataclass(frozen=True, slots=True)
class CheckProposal:
    """A finding whose theme belongs to an item. It counts for nothing before a person files it."""

    finding: int
    speaks_for: bool
    text: str
    reviewed: bool


@dataclass(frozen=True, slots=True)
class CheckItem:
    """An item for a country and period: evidence, state, and what the narrative proposes.

    `penalties`: what the law proposes; `without_penalty`: articles whose penalty is not at hand.
    """

    id: str
    state: CheckState
    why: Message
    evidence: tuple[CheckEvidence, ...]
    proposals: tuple[CheckProposal, ...] = ()
    penalties: tuple[PenaltyTerm, ...] = ()
    without_penalty: tuple[str, ...] = ()


def judge_item(
    filed: Sequence[CheckEvidence],
    proposed: Sequence[CheckProposal] = (),
    law: PenaltyReading | None = None,
) -> tuple[CheckState, Message]:
    """State of an item by its evidence, and the sentence that says why.

    A proposal counts for nothing, but an item is not met by leaving out what the narrative or the
    law says against it.
    """
    evidence = [piece for piece in filed if piece.counts]
    verified_for = sum(e.verified and e.speaks_for for e in evidence)
    verified_against = sum(e.verified and not e.speaks_for for e in evidence)
    against = sum(not e.speaks_for for e in evidence)
    left_out = sum(not p.speaks_for for p in proposed)
    numbers = {"f": verified_for, "a": verified_against, "n": len(evidence), "p": left_out}
    if not evidence:
        return CheckState.NO_DATA, Message(N_("There is no evidence for this item yet."))
    if verified_for and verified_against:
        why = N_("There is verified evidence for it ({f}) and against it ({a}).")
        return CheckState.PARTLY, Message(why, numbers)
    if verified_for and not against and left_out:
        why = N_("Verified evidence for it ({f}), but findings against it are not filed ({p}).")
        return CheckState.PARTLY, Message(why, numbers)
    still = _list_unverified(evidence, law or PenaltyReading())
    if verified_for and not against and still:
        why = N_("Verified evidence for it ({f}), but not for every penalty of the law: {rest}.")
        return CheckState.PARTLY, Message(why, {**numbers, "rest": ", ".join(still)})
    if verified_for and not against:
        return CheckState.MET, Message(N_("Verified evidence for it ({f}), none against."), numbers)
    if verified_for:
        why = N_("Verified evidence for it ({f}), but unverified evidence against it is open.")
        return CheckState.PARTLY, Message(why, numbers)
    if verified_against:
        why = N_("Verified evidence against it ({a}), none for it.")
        return CheckState.NOT_MET, Message(why, numbers)
    why = N_("Evidence on file: {n}. A second person has not verified it yet.")
    return CheckState.OPEN, Message(why, numbers)


def _list_unverified(evidence: Iterable[CheckEvidence], law: PenaltyReading) -> tuple[str, ...]:
    """Paragraphs without verified evidence for them, and articles without a penalty at hand."""
    shown = [e.provision for e in evidence if e.verified and e.speaks_for]
    open_terms = (
        t.paragraph for t in law.terms if not any(names_paragraph(p, t.paragraph) for p in shown)
    )
    return (*open_terms, *law.gaps)


def build_checklist(
    rules: ChecklistRules,
    findings: Iterable[FindingToFile],
    filed: Iterable[CheckEvidence],
    country: str = "",
    on: date = date.max,
) -> tuple[CheckItem, ...]:
    """Every item in its order, with what was filed, its state, and what can be filed.

    `on`: the day whose law of `country` counts.
    """
    evidence: dict[str, list[CheckEvidence]] = {rule.item: [] for rule in rules.items}
    for piece in filed:
        if piece.item in evidence:
            evidence[piece.item].append(piece)
    found = tuple(findings)
    items = []
    for rule in rules.items:
        # Evidence may be older than the rule.
        pieces = [
            replace(e, counts=e.counts and (not rule.takes or e.kind in rule.takes))
            for e in evidence[rule.item]
        ]
        proposed = _propose(rule, rules.ignored_themes, found, pieces)
        law = rules.read_law(rule.item, country, on)
        state, why = judge_item(pieces, proposed, law)
        terms = tuple(replace(t, state=_term_state(t, pieces)) for t in law.terms)
        items.append(CheckItem(rule.item, state, why, tuple(pieces), proposed, terms, law.gaps))
    return tuple(items)


def _term_state(term: PenaltyTerm, filed: Iterable[CheckEvidence]) -> TermState:
    named = [e for e in filed if e.counts and names_paragraph(e.provision, term.paragraph)]
    if any(e.verified for e in named):
        return TermState.VERIFIED
    return TermState.FILED if named else TermState.PROPOSED


def _propose(
    rule: ChecklistRule,
    ignored: Collection[str],
    findings: Sequence[FindingToFile],
    filed: Sequence[CheckEvidence],
) -> tuple[CheckProposal, ...]:
    """Findings of the item's themes that were not filed and that may be."""
    if rule.takes and EvidenceKind.STATEMENT not in rule.takes:
        return ()
    known = {piece.text for piece in filed}
    return tuple(
        CheckProposal(f.id, f.polarity is Polarity.EFFORT, f.text, f.reviewed)
        for f in findings
        if set(rule.themes) & set(f.themes)
        and not set(ignored) & set(f.themes)
        and not (f.polarity is Polarity.EFFORT and f.direction is Direction.FEWER)
        and f.text not in known
    )


def check_filing(
    rules: ChecklistRules,
    *,
    item: str,
    speaks_for: bool,
    kind: EvidenceKind,
    provision: str,
    themes: Collection[str],
    says_fewer: bool,
    country: str = "",
    on: date = date.max,
) -> None:
    """Whether an item takes a piece of evidence; `themes` and `says_fewer` are read in its text.

    Raises Refused with the rule, and BadValue for a fact of law without act and article. `on`: the
    day whose law of `country` counts.
    """
    rule = next(r for r in rules.items if r.item == item)
    if set(themes) & rules.ignored_themes:
        raise Refused(
            N_("An award to a partner is evidence for no item of the checklist."),
            where=item,
            remedy=N_("File what the partnership achieved, with its figure and source."),
        )
    if rule.takes and kind not in rule.takes:
        raise Refused(
            N_("{item} takes only facts of law."),
            where=item,
            remedy=N_("Name the act, the article and the penalty, or file it under a criterion."),
            item=item,
        )
    if kind is EvidenceKind.LAW and not provision.strip():
        raise BadValue(
            N_("A fact of law needs the act and the article."),
            where="provision",
            remedy=N_("For example: Criminal Code, article 144-1.1."),
        )
    term = find_term(rules.read_law(item, country, on).terms, provision)
    if term is not None and term.speaks_for is not speaks_for:
        raise Refused(
            N_("The penalty of {paragraph} in the law at hand says the opposite."),
            where="provision",
            remedy=N_("File the penalty as the checklist proposes it, or correct the law first."),
            paragraph=term.paragraph,
        )
    if speaks_for and says_fewer:
        raise Refused(
            N_("A statement that something became fewer or less never counts for an item."),
            where=item,
            remedy=N_("File it against the item, or file the figures of both years instead."),
        )


def check_verification(evidence: CheckEvidence, username: str) -> None:
    """Raise Refused for one's own evidence, and for evidence that is verified already."""
    if evidence.by == username:
        raise Refused(
            N_("You filed this evidence, so you cannot verify it."),
            where=evidence.item,
            remedy=N_("Ask another coordinator."),
        )
    if evidence.verified:
        raise Refused(
            N_("This evidence is already verified."),
            where=evidence.item,
            remedy=N_("Nothing to do."),
        )


@dataclass(frozen=True, slots=True)
class CheckCoverage:
    """Indicator I-46: items of the statute with verified evidence, of all."""

    with_evidence: int
    items: int


def count_coverage(items: Iterable[CheckItem]) -> CheckCoverage:
    """MS-1 to MS-4 and C-1 to C-12 count one each, all factors (SE) together one.

    A country's own items are not items of the statute and are left out.
    """
    groups: dict[str, bool] = {}
    for item in items:
        family = item.id.partition("-")[0]
        if family in {"MS", "C", "SE"}:
            group = family if family == "SE" else item.id
            verified = any(e.verified and e.counts for e in item.evidence)
            groups[group] = groups.get(group, False) or verified
    return CheckCoverage(sum(groups.values()), len(groups))
