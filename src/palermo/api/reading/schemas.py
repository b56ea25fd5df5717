"""Narratives as the API shows them."""

from __future__ import annotations

from ninja import Schema

from palermo.cases.recommendation import LinkKind
from palermo.ledger.narratives.values import MoveRow, NarrativePage, NarrativeRow, ReviewItem
from palermo.ledger.recommendations.preview import AcceptancePreview, ItemLinkRow
from palermo.reports.assessment import ReadingJson
from palermo.reports.coverage import SilentSentence


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


class SilentSentencesOut(Schema):
    """What gave nothing: sentences, and numbers that were not read as figures, with places."""

    sentences: list[SilentSentence]
    numbers: list[SilentSentence]


class ReadingsOut(Schema):
    """Every country of a document, as read."""

    readings: list[ReadingJson]


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


class DroppedDemandOut(Schema):
    """A demand that the narrative no longer asks; it is kept with its plan.

    `edition` is the last one that asked it, in these words.
    """

    ref: str
    edition: int
    text: str


class AcceptancePreviewOut(Schema):
    """What accepting a narrative will do to the demands. `doubts` links wait for an answer."""

    doubts: int
    items: list[ItemContinuationOut]
    dropped: list[DroppedDemandOut]

    @classmethod
    def of_preview(cls, preview: AcceptancePreview) -> AcceptancePreviewOut:
        """The preview without what the program alone needs."""
        return cls(
            doubts=preview.doubts,
            items=[
                ItemContinuationOut(
                    item_id=each.item.id,
                    text=each.item.text,
                    becomes=each.becomes,
                    links=list(each.links),
                    rejected=list(each.rejected),
                    reopened=[duty.ref for duty in each.reopened],
                )
                for each in preview.items
            ],
            dropped=[
                DroppedDemandOut(ref=p.row.ref, edition=p.row.edition, text=p.row.text)
                for p in preview.dropped
            ],
        )
