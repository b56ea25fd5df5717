"""Reads times as forms and spreadsheets write them. A date that has two readings is not guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, tzinfo

#: Days of Excel since its day zero, from 2000 to 2099; shorter numbers may be anything.
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")
_SERIALS = range(36_526, 73_051)
_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet has no time zone
_CLOCK = (
    r"(?:,?\s+(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?"
    r"(?:\s*(?P<half>[AaPp])\.?[Mm]\.?)?)?"
)
#: 01.03.2026 9:30, as in Azerbaijan and Russia: the day comes first.
_DOTTED = re.compile(r"(?P<first>\d{1,2})\.(?P<next>\d{1,2})\.(?P<year>\d{4}|\d\d)" + _CLOCK)
#: 3/1/2026 9:30 AM, as in the United States, or 1/3/2026, as in Britain.
_SLASHED = re.compile(r"(?P<first>\d{1,2})[/-](?P<next>\d{1,2})[/-](?P<year>\d{4}|\d\d)" + _CLOCK)
#: 2026/03/01 9:30
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[/.](?P<next>\d{1,2})[/.](?P<first>\d{1,2})" + _CLOCK)
#: Mar 1, 2026 9:30:00 AM, as ODK Briefcase writes it.
_NAMED = re.compile(r"(?P<name>[A-Za-z]{3})[a-z]*\.? (?P<first>\d{1,2}), (?P<year>\d{4})" + _CLOCK)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def parse_moment(cell: str, zone: tzinfo, *, month_first: bool | None = None) -> datetime | None:
    """A time in ISO 8601 or as a spreadsheet writes it; one without a time zone is in `zone`.

    `month_first`: how dates with strokes are to be read. None for anything else, and for a date
    with two readings where that is not known.
    """
    try:
        moment = _iso(cell) or _serial(cell) or _written(cell, month_first)
        if moment is None:
            return None
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def is_moment(cell: str) -> bool:
    """Whether the cell is a time, be it one with two readings."""
    return any(parse_moment(cell, UTC, month_first=first) for first in (True, False))


def find_date_order(cells: Iterable[str]) -> bool | None:
    """Whether the dates of a column have the month first; None if no date of it shows which."""
    found = set()
    for match in filter(None, map(_SLASHED.fullmatch, cells)):
        first, then = int(match["first"]), int(match["next"])
        if (first > 12) != (then > 12):
            found.add(then > 12)
    return found.pop() if len(found) == 1 else None


def _iso(cell: str) -> datetime | None:
    try:
        return datetime.fromisoformat(cell)
    except ValueError:
        return None


def _serial(cell: str) -> datetime | None:
    days = float(cell.replace(",", ".")) if _SERIAL.fullmatch(cell) else 0.0
    if int(days) not in _SERIALS:
        return None
    exact = _DAY_ZERO + timedelta(days=days)
    # A fraction of a day has no exact second.
    return (exact + timedelta(milliseconds=500)).replace(microsecond=0)


def _written(cell: str, month_first: bool | None) -> datetime | None:
    if match := _DOTTED.fullmatch(cell) or _YEAR_FIRST.fullmatch(cell):
        return _moment(match, int(match["first"]), int(match["next"]))
    if match := _NAMED.fullmatch(cell):
        return _moment(match, int(match["first"]), _MONTHS.index(match["name"].lower()) + 1)
    match = _SLASHED.fullmatch(cell)
    if match is None:
        return None
    first, then = int(match["first"]), int(match["next"])
    if month_first is None and first != then:
        if (first > 12) == (then > 12):
            return None
        month_first = then > 12
    return _moment(match, then, first) if month_first else _moment(match, first, then)


def _moment(match: re.Match[str], day: int, month: int) -> datetime:
    year = int(match["year"])
    hour = int(match["hour"] or 0)
    half = (match["half"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            raise ValueError("no hour of a half day")
        hour = hour % 12 + (12 if half == "p" else 0)
    parts = (hour, int(match["minute"] or 0), int(match["second"] or 0))
    return datetime(year if year > 99 else 2000 + year, month, day, *parts)  # noqa: DTZ001
