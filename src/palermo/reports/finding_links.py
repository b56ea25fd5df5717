"""Recognises efforts and shortfalls from year to year, as recommendations are recognised.

A text that does not mention a shortfall does not say that it ended: it is "no longer mentioned".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from palermo.kernel.codes import LabelledCode
from palermo.kernel.messages import N_
from palermo.reports.assessment import Direction, Polarity
from palermo.reports.similarity import (
    LinkSettings,
    Weights,
    cosine_similarity,
    weigh_rarity,
)


class FindingOutcome(LabelledCode):
    """What became of a finding from one text to the next."""

    NEW = "new", N_("new")
    PERSISTING = "persisting", N_("persisting")
    AGAIN = "again", N_("mentioned again")
    NOT_MENTIONED = "not_mentioned", N_("no longer mentioned")


class LinkableFinding(Protocol):
    """Anything with what a finding is recognised by."""

    @property
    def text(self) -> str:
        """Its words."""

    @property
    def polarity(self) -> Polarity:
        """Whether it counts for or against the government."""

    @property
    def direction(self) -> Direction | None:
        """How it compares with the period before."""

    @property
    def themes(self) -> tuple[str, ...]:
        """Its themes, the strongest first."""


#: The index of an edition and an index in its list of findings.
FindingPlace = tuple[int, int]
_OPPOSITE = {Direction.MORE, Direction.FEWER}


def trace_findings(
    editions: Sequence[Sequence[LinkableFinding]], settings: LinkSettings
) -> Mapping[FindingPlace, tuple[FindingPlace, ...]]:
    """For each finding the earlier ones that it continues: all in the nearest edition with one.

    `editions` are lists of findings, oldest first. A sentence may continue several, because texts
    join in one sentence what they said in two.
    """
    found: dict[FindingPlace, tuple[FindingPlace, ...]] = {}
    for year, findings in enumerate(editions):
        for place, finding in enumerate(findings):
            for back in range(year - 1, -1, -1):
                matches = _match_finding(finding, findings, editions[back], settings)
                if matches:
                    found[year, place] = tuple((back, index) for index in matches)
                    break
    return found


def list_mentions(
    place: FindingPlace, traced: Mapping[FindingPlace, tuple[FindingPlace, ...]]
) -> tuple[int, ...]:
    """The indexes of the editions that mention a finding up to `place`, oldest first."""
    years, step = [place[0]], place
    while step in traced:
        step = traced[step][0]
        years.append(step[0])
    return tuple(reversed(years))


def _match_finding(
    finding: LinkableFinding,
    beside: Sequence[LinkableFinding],
    earlier: Sequence[LinkableFinding],
    settings: LinkSettings,
) -> list[int]:
    """Indexes of the findings of `earlier` that `finding` continues, the likeliest first."""
    # Findings without a theme are never matched.
    alike = [
        (index, other)
        for index, other in enumerate(earlier)
        if other.polarity is finding.polarity
        and set(other.themes) & set(finding.themes)
        and {other.direction, finding.direction} != _OPPOSITE
    ]
    if not alike:
        return []
    rare = weigh_rarity([settings.terms(f.text) for f in (*beside, *earlier)])
    scored = [(_score(finding, other, rare, settings), index) for index, other in alike]
    kept = [
        (score, index)
        for score, index in scored
        if score >= settings.thresholds.link or _same_subject(finding, earlier[index])
    ]
    return [index for _, index in sorted(kept, key=lambda pair: (-pair[0], pair[1]))]


def _score(
    one: LinkableFinding, other: LinkableFinding, rare: Weights, settings: LinkSettings
) -> float:
    return cosine_similarity(settings.terms(one.text), settings.terms(other.text), rare)


def _same_subject(one: LinkableFinding, other: LinkableFinding) -> bool:
    """Whether the strongest theme and the direction are the same, in whatever words."""
    return one.themes[:1] == other.themes[:1] and one.direction is other.direction
