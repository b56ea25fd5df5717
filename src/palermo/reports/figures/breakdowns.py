"""Which of two compared totals a list of parts takes apart: the one to which it adds up."""

from __future__ import annotations

from collections.abc import Sequence

from palermo.reports.figures.quantities import Quantity
from palermo.reports.figures.tokens import ClauseToken


def date_breakdowns(tokens: Sequence[ClauseToken], found: Sequence[Quantity]) -> None:
    """Give the parts after a comparison the years of the total whose sum they are.

    `90 victims, compared with 120 in 2020, including 50 women and 40 men`: those of the 90.
    """
    for n, compared in enumerate(found):
        if not compared.compare or not compared.token.value:
            continue
        heads = [q for q in found[:n] if not (q.compare or q.sub) and q.depth == compared.depth]
        parts = _parts(tokens, found[n:], compared)
        for head in (*heads[-1:], compared):
            listed = _adding_up(parts, head.token.value)
            for part in listed:
                part.years, part.own_year, part.sub = head.years, True, True
                # The words of the comparison are not theirs.
                part.wide, part.in_comparison = part.before, False
            if listed:
                break


def _parts(
    tokens: Sequence[ClauseToken], found: Sequence[Quantity], compared: Quantity
) -> list[Quantity]:
    later = [q for q in found[1:] if q.depth == compared.depth]
    if not later:
        return []
    between = tokens[compared.noun_end + 1 : later[0].at]
    if not any(t.has("sub") or t.low in (":", "comprising", "consisting of") for t in between):
        return []
    return later


def _adding_up(parts: Sequence[Quantity], total: float) -> list[Quantity]:
    """The first parts whose sum is `total`: two or more of them, or none."""
    added = 0.0
    for n, part in enumerate(parts):
        if part.compare or part.token.kind != "num":
            return []
        added += part.token.value
        if added >= total:
            return list(parts[: n + 1]) if added == total and n else []
    return []
