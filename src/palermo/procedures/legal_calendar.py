"""What officials may lawfully do on a day, by kind of act, as a legal act says it from day to day.

A period states what one act makes of some kinds from its first to its last day. On a day that no
period of a kind covers, it is not known whether that kind is lawful; it is never guessed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import combinations

from pydantic import Field

from palermo.kernel.sources import Source
from palermo.kernel.strict_model import StrictModel
from palermo.kernel.texts import Text
from palermo.procedures.shapes import Procedure


class Lawfulness(StrEnum):
    """Whether a kind of act is lawful on a day. The words are in `phrases/procedures.yaml`."""

    LAWFUL = "lawful"
    UNLAWFUL = "unlawful"
    NOT_KNOWN = "not_known"


class OfficialActKind(StrictModel):
    """A kind of act of an official, such as an inspection without notice.

    `words`: beginnings of words, in any language, by which a duty shows that it orders such an act.
    """

    text: Text
    words: tuple[str, ...] = ()


class CalendarException(StrictModel):
    """What a prohibition leaves open, such as an inspection where life is in danger."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    text: Text
    source: Source


class LegalPeriod(StrictModel):
    """What an act says about some kinds from a first to a last day; None is an open end.

    `note`: why it is not known, or what the state rests on. `exceptions`: ids.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    act: Text
    kinds: tuple[str, ...] = Field(min_length=1)
    state: Lawfulness
    since: date | None = Field(alias="from")
    until: date | None
    exceptions: tuple[str, ...] = ()
    note: Text | None = None
    source: Source

    def covers(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


@dataclass(frozen=True, slots=True)
class LegalState:
    """Whether kinds of acts are lawful on a day. `period`: what says so; None: nothing does."""

    state: Lawfulness
    period: LegalPeriod | None


#: The order in which kinds are tried: one lawful kind is enough.
_BEST_FIRST = (Lawfulness.LAWFUL, Lawfulness.NOT_KNOWN, Lawfulness.UNLAWFUL)


class LegalCalendar(StrictModel):
    """`calendar.yaml`: kinds of acts, and what is lawful when."""

    kinds: dict[str, OfficialActKind]
    exceptions: tuple[CalendarException, ...] = ()
    periods: tuple[LegalPeriod, ...] = ()

    def find_state(self, kinds: Collection[str], on: date) -> LegalState | None:
        """Whether one of the kinds is lawful on a day.

        None where nothing is asked, or the calendar says nothing about any of them on any day.
        """
        found = [state for kind in kinds if (state := self._state_of(kind, on))]
        return min(found, key=lambda one: _BEST_FIRST.index(one.state), default=None)

    def _state_of(self, kind: str, on: date) -> LegalState | None:
        about = [period for period in self.periods if kind in period.kinds]
        if not about:
            return None
        found = next((period for period in about if period.covers(on)), None)
        return LegalState(found.state if found else Lawfulness.NOT_KNOWN, found)

    def find_unlawful_day(
        self, kinds: Collection[str], since: date, until: date | None
    ) -> tuple[date, LegalPeriod] | None:
        """The first day from `since` to `until` on which none of the kinds is lawful or unknown."""
        for day in self.list_change_days(kinds, since, until):
            state = self.find_state(kinds, day)
            if state and state.period and state.state is Lawfulness.UNLAWFUL:
                return day, state.period
        return None

    def list_change_days(
        self, kinds: Collection[str], since: date, until: date | None = None
    ) -> list[date]:
        """`since`, and the days after it on which a state can begin; until the next none does."""
        days = {since}
        for period in self.periods:
            if set(kinds) & set(period.kinds):
                days |= {period.since} if period.since else set()
                days |= {period.until + timedelta(days=1)} if period.until else set()
        return sorted(d for d in days if since <= d and (until is None or d <= until))

    def list_overlaps(self) -> Iterator[tuple[str, LegalPeriod, LegalPeriod]]:
        """Kinds about which two periods say something on the same day."""
        for one, other in combinations(self.periods, 2):
            begins = max(one.since or date.min, other.since or date.min)
            if one.covers(begins) and other.covers(begins):
                for kind in sorted(set(one.kinds) & set(other.kinds)):
                    yield kind, one, other


def list_lawful_instead(
    procedure: Procedure, others: Sequence[Procedure], calendar: LegalCalendar, on: date
) -> tuple[Procedure, ...]:
    """Other procedures of the same kind that declare an act which is lawful on a day."""
    return tuple(
        other
        for other in others
        if other.id != procedure.id
        and other.kind == procedure.kind
        and (state := calendar.find_state(other.lawful, on)) is not None
        and state.state is Lawfulness.LAWFUL
    )
