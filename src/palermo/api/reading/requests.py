"""What programs send about narratives and what was read in them."""

from __future__ import annotations

from typing import Any

from ninja import Field, Schema

from palermo.api.sent import RowNumber, RowVersion, SentBody
from palermo.cases.narrative import ItemKind, ReviewDecision


class TextToRead(SentBody):
    """A text, and the country and edition where it does not say them."""

    text: str = Field(min_length=1, max_length=20_000_000)
    name: str = Field("text", max_length=200)
    country: str | None = Field(None, pattern="^[A-Za-z]{3}$")
    year: int | None = Field(None, ge=2001, le=2049)


class ClashOut(Schema):
    """A narrative whose country and year have the accepted narrative `accepted`; what to do."""

    narrative: int
    country: str
    edition: int
    accepted: int
    message: str


class ProposedNarratives(Schema):
    """The numbers of the narratives proposed, one for each country of the document.

    `warnings`: what the reader was in doubt about, such as another year than the one sent.
    `clashes`: those whose country and year have an accepted narrative already, and what to do.
    """

    narratives: list[int]
    warnings: list[str]
    clashes: list[ClashOut]


class Acceptance(SentBody):
    """What is chosen expressly; nothing is assumed.

    `undecided_items`: how many items without a decision are accepted without review. `supersedes`:
    the number of the accepted narrative of this country and year, with the `reason`. `passes_to`:
    recommendations of that narrative by reference, and the item that has their words in the new
    text, where the program did not find it.
    """

    undecided_items: int | None = Field(None, ge=0)
    supersedes: RowNumber | None = None
    reason: str = Field("", max_length=5000)
    passes_to: dict[str, RowNumber] = Field(default_factory=dict)


class LeftRecommendations(Schema):
    """How many recommendations with a plan no accepted text has after a withdrawal."""

    planned: int


class AcceptedItems(Schema):
    """How many items were accepted without review."""

    undecided_items: int


class ReasonText(SentBody):
    """Why."""

    reason: str = Field(min_length=1, max_length=5000)


class ItemDecision(SentBody):
    """A decision on an item; `values` replace those of a corrected one."""

    decision: ReviewDecision
    version: RowVersion
    values: dict[str, Any] = Field(default_factory=dict)


class ItemVersion(SentBody):
    """An item, and its version as it was shown."""

    id: RowNumber
    version: RowVersion


class ShownItems(SentBody):
    """The items to accept, as they were shown."""

    items: list[ItemVersion] = Field(min_length=1, max_length=5000)


class ItemLinkAnswer(SentBody):
    """Whether a recommendation continues a demand: true, false, or null for no answer."""

    same: bool | None


class NewItem(SentBody):
    """Something that the reader missed; its words must stand in the narrative."""

    kind: ItemKind
    values: dict[str, Any]
