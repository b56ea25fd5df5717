"""Finds claims that contradict each other. Keeps every claim; does not decide which is right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from palermo.kernel.codes import LabelledCode
from palermo.kernel.messages import N_, Message
from palermo.reports.register import RegisterClaim


class ConflictKind(LabelledCode):
    """How claims contradict each other."""

    TIER = "tier", N_("Tier")
    WAIVER = "waiver", N_("Waiver")
    VALUES = "values", N_("Different values")
    PARTS = "parts", N_("Parts do not add up to the total")
    CHANGE = "change", N_("Percentage does not fit the change")


@dataclass(frozen=True, slots=True)
class FigureClaim:
    """One source's value of a quantity. `currency` (ISO 4217) only for money."""

    country: str
    measure: str
    year: int
    value: float
    source: str
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class StatedSum:
    """A total, and its parts according to a source."""

    total: FigureClaim
    parts: tuple[FigureClaim, ...]


@dataclass(frozen=True, slots=True)
class StatedChange:
    """A value, the change that a source states, and the percentage it states for the same change.

    `claim` is the value after the change; `percent` is rounded to `decimals` places.
    """

    claim: FigureClaim
    change: float
    percent: float
    decimals: int = 1


Claim = RegisterClaim | FigureClaim


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims on one subject that contradict each other. `subject` is "tier" or a measure."""

    kind: ConflictKind
    country: str
    subject: str
    year: int
    claims: tuple[Claim, ...]
    message: Message


def find_conflicts(
    *,
    tiers: Iterable[RegisterClaim] = (),
    figures: Iterable[FigureClaim] = (),
    sums: Iterable[StatedSum] = (),
    changes: Iterable[StatedChange] = (),
) -> tuple[Conflict, ...]:
    """All contradictions among the given claims, by country, year and subject.

    Only claims on the same country, edition or year, measure and currency are compared. Amounts in
    two currencies are never compared.
    """
    conflicts = [
        *_tier_conflicts(tiers),
        *_value_conflicts(figures),
        *(c for stated in sums if (c := _sum_conflict(stated))),
        *(c for stated in changes if (c := _change_conflict(stated))),
    ]
    return tuple(sorted(conflicts, key=lambda c: (c.country, c.year, c.subject, c.kind)))


def _tier_conflicts(tiers: Iterable[RegisterClaim]) -> Iterable[Conflict]:
    groups: dict[tuple[str, int], list[RegisterClaim]] = defaultdict(list)
    for claim in dict.fromkeys(tiers):
        groups[claim.country, claim.year].append(claim)
    for (country, year), claims in groups.items():
        if len({c.tier for c in claims}) > 1:
            text = Message(N_("Sources name different tiers: {values}."), _claim_values(claims))
            yield Conflict(ConflictKind.TIER, country, "tier", year, tuple(claims), text)
        if {True, False} <= {c.waiver for c in claims}:
            text = Message(N_("One source states a waiver and another denies it."))
            yield Conflict(ConflictKind.WAIVER, country, "tier", year, tuple(claims), text)


def _value_conflicts(figures: Iterable[FigureClaim]) -> Iterable[Conflict]:
    groups: dict[tuple[str, str, int, str | None], list[FigureClaim]] = defaultdict(list)
    for claim in dict.fromkeys(figures):
        groups[claim.country, claim.measure, claim.year, claim.currency].append(claim)
    for (country, measure, year, _), claims in groups.items():
        if len({c.value for c in claims}) > 1:
            text = Message(N_("Different values are stated: {values}."), _claim_values(claims))
            yield Conflict(ConflictKind.VALUES, country, measure, year, tuple(claims), text)


def _sum_conflict(stated: StatedSum) -> Conflict | None:
    total, counted = stated.total, sum(part.value for part in stated.parts)
    if counted == total.value:
        return None
    text = Message(
        N_("The parts add up to {counted}, but the stated total is {total}."),
        {"counted": _plain(counted), "total": _plain(total.value)},
    )
    claims = (total, *stated.parts)
    return Conflict(ConflictKind.PARTS, total.country, total.measure, total.year, claims, text)


def _change_conflict(stated: StatedChange) -> Conflict | None:
    claim = stated.claim
    base = claim.value - stated.change
    # Division by zero: no percentage change exists, so any stated one conflicts.
    real = None if base == 0 else round(100 * stated.change / base, stated.decimals)
    if real == stated.percent:
        return None
    text = Message(
        N_("The change from {base} to {value} is {real} %, but the text states {percent} %."),
        {
            "base": _plain(base),
            "value": _plain(claim.value),
            "real": "–" if real is None else _plain(real),
            "percent": _plain(stated.percent),
        },
    )
    return Conflict(ConflictKind.CHANGE, claim.country, claim.measure, claim.year, (claim,), text)


def _claim_values(claims: Iterable[Claim]) -> dict[str, object]:
    words = (
        f"{c.tier if isinstance(c, RegisterClaim) else _plain(c.value)} ({c.source})"
        for c in claims
    )
    return {"values": "; ".join(words)}


def _plain(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else f"{value:g}"
