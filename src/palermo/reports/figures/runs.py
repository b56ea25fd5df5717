"""Runs of numbers that stand beside each other: "12, 15, and 20"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from palermo.reports.figures.counting import TERMS
from palermo.reports.figures.tokens import ClauseToken

if TYPE_CHECKING:
    from palermo.reports.figures.quantities import Quantity


def join_runs(tokens: Sequence[ClauseToken], found: list[Quantity]) -> None:
    """Fill `run` of bare numbers joined only by commas and "and"; they share a unit of time."""
    run: list[Quantity] = []
    for n, q in enumerate(found):
        before = found[n - 1] if n else None
        joined = (
            before is not None
            and run
            and before.depth == q.depth
            and not q.partitive
            and all(
                t.low in (",", "and", "or") or t.has("about") for t in tokens[before.at + 1 : q.at]
            )
        )
        if not q.bare and not joined:
            run = []
            continue
        run = [*run, q] if joined else [q]
        if joined and before is not None:
            q.compare |= before.compare
        for member in run:
            member.run = run
        if not q.bare:
            run = []
    for q in found:
        last = q.run[-1] if q.run else q
        if q.bare and last.unit in TERMS and not last.token.hyphened:
            q.unit = last.unit  # "10, 12, and 15 years"
