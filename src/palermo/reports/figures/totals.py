"""One total for each measure and year: later values are parts of it or contradict it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from palermo.reports.assessment import AsideReason, Figure, FigureAside
from palermo.reports.figures.clause_context import SUBGROUPS

#: Money is given for many purposes: two sums of one year do not contradict each other.
_MANY = frozenset({"funding"})
#: Counts of a list ("250 police officers and 40 judges") stand beside each other in one clause.
_LISTED = frozenset({"officials_trained"})
_TERMS = {"sentence_years_min": min, "sentence_years_max": max}
#: Measures that count a part of what another measure counts.
_WITHIN = {
    **dict.fromkeys(SUBGROUPS.values(), "victims_identified"),
    "sentenced_to_prison": "convictions",
    "suspended_sentences": "convictions",
}


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A figure as a clause states it.

    `part`: the clause says that it is a part. `weak`: it counts persons, not victims.
    `whole`: the clause says that it is the total.
    `settled`: a range that names the shortest and the longest at once. `barred`: why it is not
    the government's count, if it is not. `clause`: where the clause begins in the text.
    `head`: what a comparison is compared with; if that is put aside, so is the comparison.
    """

    figure: Figure
    part: bool = False
    weak: bool = False
    whole: bool = False
    settled: bool = False
    barred: AsideReason | None = None
    clause: int = 0
    head: StatedFigure | None = None


def settle_totals(
    stated: Iterable[StatedFigure],
) -> tuple[tuple[Figure, ...], tuple[FigureAside, ...]]:
    """The figures, and the further values of their measures and years, both in text order."""
    totals: dict[tuple[str, int], StatedFigure] = {}
    sums: dict[tuple[str, int, float], Figure] = {}
    further: list[StatedFigure] = []
    for claim in stated:
        figure = claim.figure
        key = (figure.measure, figure.year)
        if claim.barred:
            further.append(claim)
        elif figure.measure in _MANY:
            sums.setdefault((*key, figure.value), figure)
        elif key not in totals and _follows_aside(claim, totals):
            further.append(claim)
        elif key not in totals:
            totals[key] = claim
        elif _is_listed(totals[key], claim):
            sums.setdefault((*key, figure.value), figure)
        elif figure.measure in _TERMS:
            totals[key] = _wider_term(totals[key], claim)
        elif _replaces(totals[key], claim):
            further.append(totals[key])
            totals[key] = claim
        elif figure.value != totals[key].figure.value:
            further.append(claim)
    further += _drop_larger_parts(totals)
    further += _drop_listed_parts(totals, sums)
    figures = [claim.figure for claim in totals.values()] + list(sums.values())
    aside = [_aside(claim, totals) for claim in further]
    return tuple(sorted(figures, key=_place)), tuple(sorted(aside, key=_place))


def _follows_aside(claim: StatedFigure, totals: dict[tuple[str, int], StatedFigure]) -> bool:
    """Whether a comparison is compared with a value that was put aside."""
    head = claim.head.figure if claim.head and not claim.head.barred else None
    total = totals.get((head.measure, head.year)) if head else None
    return head is not None and total is not None and total.figure.value != head.value


def _place(item: Figure | FigureAside) -> tuple[int, int, str]:
    return item.span.start, item.span.end, item.measure


def _is_listed(first: StatedFigure, claim: StatedFigure) -> bool:
    same = first.figure.measure in _LISTED and first.clause == claim.clause
    return same and not (first.part or claim.part)


def _replaces(first: StatedFigure, claim: StatedFigure) -> bool:
    """Whether a later value is the total: it says so, or what came first was only a part."""
    if first.weak and not claim.weak:
        return True
    larger = claim.figure.value > first.figure.value
    return larger and ((claim.whole and not first.whole) or (first.part and not claim.part))


def _wider_term(first: StatedFigure, claim: StatedFigure) -> StatedFigure:
    """The shorter of two shortest terms, unless a range has named the shortest of all."""
    if first.settled:
        return first
    if claim.settled:
        return claim
    values = (first.figure.value, claim.figure.value)
    return first if _TERMS[first.figure.measure](values) == values[0] else claim


def _drop_larger_parts(totals: dict[tuple[str, int], StatedFigure]) -> list[StatedFigure]:
    """Parts that exceed their total are no parts of it; they leave the figures."""
    dropped = []
    for (measure, year), claim in list(totals.items()):
        head = totals.get((_WITHIN.get(measure, ""), year))
        if head is not None and 0 < head.figure.value < claim.figure.value:
            dropped.append(totals.pop((measure, year)))
    return dropped


def _drop_listed_parts(
    totals: dict[tuple[str, int], StatedFigure], sums: dict[tuple[str, int, float], Figure]
) -> list[StatedFigure]:
    """A list whose numbers add up to the first only takes it apart: "367 officials: 120 …"."""
    dropped = []
    for (measure, year), head in totals.items():
        listed = [key for key in sums if key[:2] == (measure, year) and measure in _LISTED]
        if len(listed) > 1 and sum(key[2] for key in listed) == head.figure.value:
            dropped += [StatedFigure(sums.pop(key), part=True) for key in listed]
    return dropped


def _aside(claim: StatedFigure, totals: dict[tuple[str, int], StatedFigure]) -> FigureAside:
    figure = claim.figure
    head = totals.get((figure.measure, figure.year))
    total = head.figure.value if head else None
    fits = total is not None and figure.value < total
    reason = claim.barred or (AsideReason.PART if fits else AsideReason.CONFLICT)
    part_of = total if reason is AsideReason.PART else None
    return FigureAside(
        figure.measure, figure.value, figure.year, reason, part_of, figure.quote, figure.span
    )
