"""Geometry of the tier timeline: one block a year, higher for a better tier."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

NO_TIER = "none"
_LANES = {"1": 0, "2": 1, "2WL": 2, "3": 3, "SC": 4, NO_TIER: 4}


@dataclass(frozen=True, slots=True)
class TimelineBlock:
    """One year in the drawing, in units of its view box."""

    ROW_WIDTH: ClassVar[int] = 960
    ROW_HEIGHT: ClassVar[int] = 176
    LANE: ClassVar[int] = 30

    year: int
    tier: str
    x: int
    y: int
    width: int

    @property
    def middle(self) -> float:
        """Where the words stand."""
        return self.x + self.width / 2

    @property
    def short(self) -> str:
        """What fits into the block."""
        return "–" if self.tier == NO_TIER else self.tier


def make_blocks(history: Iterable[tuple[int, str | None]]) -> list[TimelineBlock]:
    """Blocks from the newest to the first year of `history`, the newest at the left.

    On a phone only the left end is seen. A year without a tier stays missing.
    """
    tiers = {int(year): str(tier) if tier else NO_TIER for year, tier in history}
    if not tiers:
        return []
    years = range(max(tiers), min(tiers) - 1, -1)
    step = min(72, TimelineBlock.ROW_WIDTH // len(years))
    blocks = []
    for place, year in enumerate(years):
        tier = tiers.get(year, NO_TIER)
        tier = tier if tier in _LANES else NO_TIER
        y = 2 + _LANES[tier] * TimelineBlock.LANE
        blocks.append(TimelineBlock(year=year, tier=tier, x=place * step + 1, y=y, width=step - 2))
    return blocks
