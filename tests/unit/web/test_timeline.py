"""Geometry of the tier timeline."""

from __future__ import annotations

from palermo.web.countries.timeline import TimelineBlock, make_blocks


def test_missing_years_are_drawn_as_missing() -> None:
    row = make_blocks([(2019, "2WL"), (2021, "2"), (2022, None)])
    assert [(b.year, b.tier) for b in row] == [
        (2022, "none"),
        (2021, "2"),
        (2020, "none"),
        (2019, "2WL"),
    ]
    assert row[0].x < row[-1].x


def test_a_better_tier_stands_higher_and_all_fit() -> None:
    row = make_blocks([(2001 + i, t) for i, t in enumerate(["3", "2WL", "2", "1"] * 7)])
    assert [b.y for b in row[:4]] == sorted({b.y for b in row})
    assert row[-1].x + row[-1].width <= TimelineBlock.ROW_WIDTH


def test_no_history_gives_no_blocks() -> None:
    assert make_blocks([]) == []
