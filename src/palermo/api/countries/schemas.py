"""Countries, editions, the checklist and comparisons as the API shows them."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext
from ninja import Schema

from palermo.cases.checklist import CheckEvidence, CheckItem, CheckProposal
from palermo.cases.duty import Status
from palermo.cases.penalty_standard import PenaltyTerm
from palermo.ledger.narratives.values import AcceptedFinding
from palermo.reports.assessment import Efforts, Figure, Placement, Tier
from palermo.reports.assessment import Finding as ReadFinding
from palermo.reports.compare import (
    EditionComparison,
    FindingChange,
    RecommendationChange,
    ValueChange,
)
from palermo.reports.direction_checks import CheckResult, DirectionCheck
from palermo.reports.register import RegisterClaim, YearEntry


class YearOut(Schema):
    """A year of a country: the tier where all sources agree, and every claim beside it.

    `missing`: no source is at hand. `conflict`: sources contradict; then `tier` is null.
    """

    year: int
    tier: Tier | None
    waiver: bool | None
    missing: bool
    conflict: bool
    claims: list[RegisterClaim]

    @classmethod
    def of_entry(cls, entry: YearEntry) -> YearOut:
        """The year as the register has it."""
        return cls.model_validate(entry)


class CountryOut(Schema):
    """A country in one year, with its name in the caller's language."""

    code: str
    name: str
    year: YearOut


class CountryPageOut(Schema):
    """A country: its tiers, its accepted editions, and how many demands have which status.

    `by_status` is null for callers without the right to view demands.
    """

    code: str
    name: str
    history: list[YearOut]
    editions: list[int]
    by_status: dict[Status, int] | None


class EditionOut(Schema):
    """An accepted narrative: its header, and its findings with their place in the text."""

    country: str
    edition: int
    tier: str | None
    placement: str | None
    overall_efforts: str | None
    text: str
    #: Items that were accepted without review, header values included.
    items_unreviewed: int
    findings: list[AcceptedFinding]


class CheckItemOut(Schema):
    """An item of the checklist: question, state, why, and the evidence for and against.

    `proposals` are findings of the narrative, `penalties` the law at the end of the period. They
    count for nothing before a person files them. `without_penalty`: articles in force whose
    penalty is not at hand.
    """

    id: str
    question: str
    state: str
    why: str
    evidence: list[CheckEvidence]
    proposals: list[CheckProposal]
    penalties: list[PenaltyTerm]
    without_penalty: list[str]

    @classmethod
    def of_item(cls, item: CheckItem, question: str) -> CheckItemOut:
        """The item with its question, in the caller's language."""
        return cls(
            id=item.id,
            question=question,
            state=item.state,
            why=item.why.say(gettext),
            evidence=[replace(e, text=e.words.say(gettext)) for e in item.evidence],
            proposals=list(item.proposals),
            penalties=list(item.penalties),
            without_penalty=list(item.without_penalty),
        )


class FigureRowOut(Schema):
    """A quantity of a year as both texts state it; `value` is null where they contradict."""

    measure: str
    currency: str | None
    year: int
    before: list[Figure]
    after: list[Figure]
    value: float | None
    delta: float | None
    conflict: bool


class CheckOut(Schema):
    """A "more" or "fewer" of the later text, held against the figures where both years exist."""

    finding: ReadFinding
    measure: str | None
    year: int | None
    before: float | None
    now: float | None
    result: CheckResult
    small_numbers: bool
    why: str

    @classmethod
    def of_check(cls, check: DirectionCheck) -> CheckOut:
        """The check, and in the caller's language why nothing could be checked."""
        return cls(
            finding=check.finding,
            measure=check.measure,
            year=check.year,
            before=check.before,
            now=check.now,
            result=check.result,
            small_numbers=check.small_numbers,
            why=check.why.say(gettext) if check.why else "",
        )


class EditionComparisonOut(Schema):
    """What changed from one accepted edition to another."""

    country: str | None
    years: ValueChange[int]
    tier: ValueChange[Tier]
    placement: ValueChange[Placement]
    overall_efforts: ValueChange[Efforts]
    efforts: list[FindingChange]
    shortfalls: list[FindingChange]
    figures: list[FigureRowOut]
    recommendations: list[RecommendationChange]
    checks: list[CheckOut]

    @classmethod
    def of_comparison(cls, found: EditionComparison) -> EditionComparisonOut:
        """The comparison, in the caller's language."""
        return cls(
            country=found.country,
            years=found.years,
            tier=found.tier,
            placement=found.placement,
            overall_efforts=found.overall_efforts,
            efforts=list(found.efforts),
            shortfalls=list(found.shortfalls),
            figures=[FigureRowOut.model_validate(figure) for figure in found.figures],
            recommendations=list(found.recommendations),
            checks=[CheckOut.of_check(check) for check in found.checks],
        )
