"""Times as spreadsheets write them; a date with two readings is never guessed."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from palermo.exchange.moments import find_date_order, is_moment, parse_moment

BAKU = ZoneInfo("Asia/Baku")
MARCH = datetime(2026, 3, 25, 5, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    ["2026-03-25T09:30:00.000+04:00", "2026-03-25 09:30", "25.03.2026 09:30", "25.03.2026 9:30:00",
     "25.3.26 9:30", "25.03.2026, 09:30", "3/25/2026 9:30", "3/25/2026 9:30 AM",
     "3/25/26 9:30:00 am", "25/03/2026 09:30", "25-03-2026 09:30", "2026/03/25 9:30",
     "Mar 25, 2026 9:30:00 AM", "46106.395833333", "46106,3958333", "46106.39583"],
)  # fmt: skip
def test_one_moment_in_many_forms(written: str) -> None:
    assert is_moment(written)
    moment = parse_moment(written, BAKU)
    assert moment is not None
    assert abs((moment - MARCH).total_seconds()) <= 1


@pytest.mark.parametrize("written", ["3/1/2026 9:30", "01/03/2026", "1-3-2026"])
def test_a_date_with_two_readings_is_not_guessed(written: str) -> None:
    assert is_moment(written)
    assert parse_moment(written, BAKU) is None
    american = parse_moment(written, BAKU, month_first=True)
    british = parse_moment(written, BAKU, month_first=False)
    assert american != british
    assert None not in (american, british)


def test_another_date_of_the_column_shows_the_order() -> None:
    assert find_date_order(["3/1/2026", "3/25/2026"]) is True
    assert find_date_order(["3/1/2026", "25/3/2026"]) is False
    assert find_date_order(["3/1/2026", "4/2/2026"]) is None
    assert find_date_order(["3/25/2026", "25/3/2026"]) is None


@pytest.mark.parametrize(
    "written",
    ["", "yes", "31.02.2026", "13/13/2026", "12", "2026", "123456", "050 123 45 67", "25.03",
     "3/25/2026 13:30 PM", "Foo 1, 2026", "00000"],
)  # fmt: skip
def test_anything_else_is_no_time(written: str) -> None:
    assert not is_moment(written)
    assert parse_moment(written, BAKU) is None
