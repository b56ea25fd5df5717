"""What programs send about recommendations, duties, values and evidence."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ninja import Field

from palermo.api.sent import RowVersion, SentBody
from palermo.cases.plan import ActionState, ClosureOutcome, ValueState
from palermo.kernel.amounts import BUDGET, MEASURE_VALUE
from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_
from palermo.kernel.periods import Period


class LinkRequest(SentBody):
    """The demand that a recommendation words: any reference of it; empty for one of its own.

    `duties` are references of duties that go along. `version` is that of the demand.
    """

    demand: str = ""
    duties: list[str] = Field(default_factory=list, max_length=26)
    version: RowVersion


class DutySplit(SentBody):
    """The duties of a demand in order; each keeps its plan."""

    texts: list[str] = Field(min_length=1, max_length=26)
    version: RowVersion


class Assignment(SentBody):
    """Agencies, due date, budget and measures of a duty. Null measures stay as they are.

    A due date that has passed is refused unless `past_is_meant`; so it is in all that follow.
    """

    lead: str
    supporting: list[str] = Field(default_factory=list)
    due: date | None = None
    past_is_meant: bool = False
    budget: Decimal | None = Field(
        None, ge=0, max_digits=BUDGET.digits, decimal_places=BUDGET.places
    )
    currency: str = Field("", max_length=3)
    measures: list[str] | None = None
    version: RowVersion


class NewAction(SentBody):
    """An action; `owner` is a post or office, never a private person."""

    title: str = Field(min_length=1, max_length=300)
    agency: str = ""
    owner: str = Field("", max_length=150)
    due: date | None = None
    past_is_meant: bool = False


class ChangedAction(SentBody):
    """State and dates of an action; a null `due` keeps it."""

    state: ActionState
    due: date | None = None
    past_is_meant: bool = False
    done_on: date | None = None
    version: RowVersion


class NewMilestone(SentBody):
    """A day by which something must be visible."""

    title: str = Field(min_length=1, max_length=300)
    due: date | None = None
    past_is_meant: bool = False


class MilestoneDate(SentBody):
    """The day on which a milestone was reached; null takes it back."""

    reached_on: date | None


class NewNote(SentBody):
    """A note on a demand, or on its duty `letter`."""

    text: str = Field(min_length=1, max_length=5000)
    letter: str = Field("", max_length=2)


class NewLinkEvidence(SentBody):
    """Evidence that stands at an address."""

    title: str = Field(min_length=1, max_length=300)
    url: str = Field(max_length=500, pattern="^https?://[^/?#]")


class ClosureAnswer(SentBody):
    """The second person's answer to a proposed closure; a refusal needs words."""

    outcome: ClosureOutcome
    answer: str = Field("", max_length=5000)


class NewValue(SentBody):
    """A value with source and period, or (`state`) why there is none."""

    measure: str
    start: date
    end: date
    state: ValueState = ValueState.VALUE
    value: Decimal | None = Field(
        None, ge=0, max_digits=MEASURE_VALUE.digits, decimal_places=MEASURE_VALUE.places
    )
    source: str = Field(min_length=1, max_length=300)

    def period(self) -> Period:
        """The period, checked. Raises BadValue."""
        if self.end < self.start:
            raise BadValue(
                N_("The period ends before it starts."),
                where="end",
                remedy=N_("Enter the first and the last day of the period."),
            )
        return Period(self.start, self.end)
