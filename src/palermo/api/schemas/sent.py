"""What programs send about narratives, recommendations, duties, values and evidence."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from ninja import Field, Schema

from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_
from palermo.kernel.periods import Period
from palermo.ledger.states import ActionState, Decision, ItemKind, LinkKind, Outcome, ValueState


class TextToRead(Schema):
    """A text, and the country and edition where it does not say them."""

    text: str = Field(min_length=1, max_length=20_000_000)
    name: str = Field("text", max_length=200)
    country: str | None = Field(None, pattern="^[A-Za-z]{3}$")
    year: int | None = Field(None, ge=2001, le=2049)


class Proposed(Schema):
    """The numbers of the narratives proposed, one for each country of the document."""

    narratives: list[int]


class Accepted(Schema):
    """How many items nobody had decided on; they were accepted as read."""

    undecided_items: int


class Reason(Schema):
    """Why."""

    reason: str = Field(min_length=1, max_length=5000)


class ItemDecision(Schema):
    """A decision on an item; `values` replace those of a corrected one."""

    decision: Decision
    version: int
    values: dict[str, Any] = Field(default_factory=dict)


class NewItem(Schema):
    """Something that the reader missed; its words must stand in the narrative."""

    kind: ItemKind
    values: dict[str, Any]


class NewLink(Schema):
    """What a recommendation continues; `follows` is empty for a new one."""

    kind: LinkKind
    follows: str = ""
    version: int


class Split(Schema):
    """The duties of a recommendation in order; each keeps the plan of its letter."""

    texts: list[str] = Field(min_length=1, max_length=26)
    version: int


class Assignment(Schema):
    """Agencies, due date, budget and measures of a duty. Null measures stay as they are."""

    lead: str
    supporting: list[str] = Field(default_factory=list)
    due: date | None = None
    budget: Decimal | None = None
    currency: str = Field("", max_length=3)
    measures: list[str] | None = None
    version: int


class NewAction(Schema):
    """An action; `owner` is a post or office, never a private person."""

    title: str = Field(min_length=1, max_length=300)
    agency: str = ""
    owner: str = Field("", max_length=150)
    due: date | None = None


class ChangedAction(Schema):
    """State and dates of an action; a null `due` keeps it."""

    state: ActionState
    due: date | None = None
    done_on: date | None = None
    version: int


class NewMilestone(Schema):
    """A day by which something must be visible."""

    title: str = Field(min_length=1, max_length=300)
    due: date | None = None


class Reached(Schema):
    """The day on which a milestone was reached; null takes it back."""

    reached_on: date | None


class NewNote(Schema):
    """A note on a recommendation, or on its duty `letter`."""

    text: str = Field(min_length=1, max_length=5000)
    letter: str = Field("", max_length=2)


class NewLinkEvidence(Schema):
    """Evidence that stands at an address."""

    title: str = Field(min_length=1, max_length=300)
    url: str = Field(min_length=1, max_length=500)


class Answer(Schema):
    """The second person's answer to a proposed closure; a refusal needs words."""

    outcome: Outcome
    answer: str = Field("", max_length=5000)


class NewValue(Schema):
    """A value with source and period, or (`state`) why there is none."""

    measure: str
    start: date
    end: date
    state: ValueState = ValueState.VALUE
    value: Decimal | None = None
    source: str = Field(min_length=1, max_length=300)

    def period(self) -> Period:
        """The period, checked. Raises BadValue."""
        if self.end < self.start:
            raise BadValue(
                N_("The period ends before it starts."),
                where="end",
                remedy=N_("Give the first and the last day of the period."),
            )
        return Period(self.start, self.end)


class NewCheckEvidence(Schema):
    """Evidence for or against an item; `verified` says that the caller looked it up."""

    item: str
    speaks_for: bool
    text: str = Field(min_length=1, max_length=5000)
    source: str = Field(min_length=1, max_length=300)
    verified: bool = False


class Imported(Schema):
    """How many lines were new."""

    new: int
