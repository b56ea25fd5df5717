"""Narratives as the API shows them."""

from __future__ import annotations

from ninja import Schema

from palermo.cases.recommendation import LinkKind
from palermo.ledger.narratives.values import MoveRow, NarrativeRow, ReviewItem
from palermo.ledger.recommendations.preview import ItemContinuation, ItemLinkRow
from palermo.ledger.recommendations.values import DemandPage


class NarrativeOut(Schema):
    """A narrative under review: its text, and every item as read and as it stands."""

    row: NarrativeRow
    media: str
    sha256: str
    text: str
    items: list[ReviewItem]
    warnings: list[str]
    #: All decisions on it, oldest first.
    moves: list[MoveRow]


class ItemContinuationOut(Schema):
    """A recommendation that was read, what it will be, and its links to demands.

    `reopened`: references of duties of a met demand that are reopened.
    """

    item_id: int
    text: str
    becomes: LinkKind
    links: list[ItemLinkRow]
    rejected: list[str]
    reopened: list[str]

    @staticmethod
    def resolve_item_id(row: ItemContinuation) -> int:
        """The number of the item."""
        return row.item.id

    @staticmethod
    def resolve_text(row: ItemContinuation) -> str:
        """Its words."""
        return row.item.text

    @staticmethod
    def resolve_reopened(row: ItemContinuation) -> list[str]:
        """Duties that are reopened."""
        return [duty.ref for duty in row.reopened]


class DroppedDemandOut(Schema):
    """A demand that the narrative no longer asks; it is kept with its plan."""

    ref: str
    edition: int
    text: str

    @staticmethod
    def resolve_ref(page: DemandPage) -> str:
        """The reference of the demand."""
        return page.row.ref

    @staticmethod
    def resolve_edition(page: DemandPage) -> int:
        """The last edition that asked it."""
        return page.row.edition

    @staticmethod
    def resolve_text(page: DemandPage) -> str:
        """Its words in that edition."""
        return page.row.text


class AcceptancePreviewOut(Schema):
    """What accepting a narrative will do to the demands. `doubts` links wait for an answer."""

    doubts: int
    items: list[ItemContinuationOut]
    dropped: list[DroppedDemandOut]
