"""Periods of time.

A report judges 1 April to 31 March; national data often uses the calendar year.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date

from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From `start` to `end`, both days included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a period cannot end ({self.end}) before it starts ({self.start})")

    @property
    def days(self) -> int:
        """Number of days, first and last included."""
        return (self.end - self.start).days + 1

    def covers(self, day: date) -> bool:
        """Whether `day` lies in the period."""
        return self.start <= day <= self.end

    def __str__(self) -> str:
        return f"{self.start.isoformat()}..{self.end.isoformat()}"


def reporting_period(edition: int) -> Period:
    """The period that the edition of a year judges: 1 April of the year before to 31 March.

    Raises BadValue for a year that is not one of an edition. Source: 22 U.S.C. 7107(b)(1).
    """
    if not MINYEAR < edition <= MAXYEAR:
        raise BadValue(
            N_("There is no edition of the year {edition}."),
            where="edition",
            remedy=N_("Name the year of a report, such as {example}."),
            edition=edition,
            example=2024,
        )
    return Period(date(edition - 1, 4, 1), date(edition, 3, 31))


def calendar_year(year: int) -> Period:
    """1 January to 31 December of `year`."""
    return Period(date(year, 1, 1), date(year, 12, 31))
