"""Checks each "more" and "fewer" of an assessment by the figures of both years, if there are any.

The direction is not changed; the check is shown beside it with both figures.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field

from palermo.kernel.codes import LabelledCode
from palermo.kernel.messages import N_, Message
from palermo.kernel.sources import Source
from palermo.reports.assessment import Assessment, Direction, Figure, Finding

#: Below this number in both years a change may be random; the check says so.
SMALL = 20


class FigureRule(BaseModel):
    """Findings with these themes are about this counted quantity."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    all: tuple[str, ...] = Field(min_length=1)
    none: tuple[str, ...]
    measure: str

    def fits(self, finding: Finding) -> bool:
        """Whether the finding has the themes of the rule."""
        themes = set(finding.themes)
        return (
            themes >= set(self.all)
            and finding.themes[0] in self.all
            and themes.isdisjoint(self.none)
        )


class FindingFigures(BaseModel):
    """`finding_figures.yaml`: the first rule that fits is used."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    since: int = Field(alias="from")
    source: Source
    rules: tuple[FigureRule, ...]

    def measure_of(self, finding: Finding) -> str | None:
        """The quantity that the finding is about; None if no rule fits."""
        return next((rule.measure for rule in self.rules if rule.fits(finding)), None)


class CheckResult(LabelledCode):
    """What the figures say about a direction."""

    AGREES = "agrees", N_("the figures agree")
    CONTRADICTS = "contradicts", N_("the figures contradict")
    UNCHECKED = "cannot_be_checked", N_("cannot be checked")


@dataclass(frozen=True, slots=True)
class DirectionCheck:
    """A finding that says more or fewer, and the two figures it was checked by.

    `before` and `now` are the values of `year - 1` and `year`; None if there is none or the texts
    contradict each other. `why` gives the reason if nothing could be checked.
    """

    finding: Finding
    measure: str | None
    year: int | None
    before: float | None
    now: float | None
    result: CheckResult
    small_numbers: bool = False
    why: Message | None = None


def check_directions(
    judged: Assessment, texts: Iterable[Assessment], rules: FindingFigures
) -> tuple[DirectionCheck, ...]:
    """Check every "more" and "fewer" of `judged` by the figures of `texts`.

    The years are the calendar year before the edition, and the one before that.
    """
    figures = [figure for text in texts for figure in text.figures]
    directed = [f for f in judged.findings if f.direction in (Direction.MORE, Direction.FEWER)]
    year = judged.year - 1 if judged.year else None
    return tuple(_check(finding, year, figures, rules) for finding in directed)


def _check(
    finding: Finding, year: int | None, figures: list[Figure], rules: FindingFigures
) -> DirectionCheck:
    measure = rules.measure_of(finding)
    if measure is None:
        return _unchecked(finding, None, year, N_("No figure was found to check this claim."))
    if year is None:
        return _unchecked(
            finding, measure, None, N_("The text does not give the year of its edition.")
        )
    stated = {
        y: {f.value for f in figures if (f.measure, f.year) == (measure, y)}
        for y in (year - 1, year)
    }
    if any(len(values) > 1 for values in stated.values()):
        return _unchecked(finding, measure, year, N_("The texts state different values."))
    before, now = (next(iter(values), None) for values in stated.values())
    if before is None or now is None:
        why = Message(N_("The value for {first} or {second} is missing."), _years(year))
        return DirectionCheck(finding, measure, year, before, now, CheckResult.UNCHECKED, why=why)
    rose = now > before if finding.direction is Direction.MORE else now < before
    result = CheckResult.AGREES if rose else CheckResult.CONTRADICTS
    return DirectionCheck(
        finding, measure, year, before, now, result, small_numbers=max(before, now) < SMALL
    )


def _unchecked(finding: Finding, measure: str | None, year: int | None, why: str) -> DirectionCheck:
    return DirectionCheck(
        finding, measure, year, None, None, CheckResult.UNCHECKED, why=Message(why)
    )


def _years(year: int) -> dict[str, object]:
    return {"first": year - 1, "second": year}
