"""Narratives as the API shows them."""

from __future__ import annotations

from ninja import Schema

from palermo.ledger.narratives.values import MoveRow, NarrativePage, NarrativeRow, ReviewItem
from palermo.reports.assessment import ReadingJson


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

    @classmethod
    def of_page(cls, page: NarrativePage) -> NarrativeOut:
        """The narrative as its page shows it."""
        return cls.model_validate(page)


class ReadingsOut(Schema):
    """Every country of a document, as read."""

    readings: list[ReadingJson]
