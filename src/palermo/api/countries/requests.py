"""What programs send about the checklist and the register."""

from __future__ import annotations

from ninja import Field, Schema

from palermo.api.sent import RowNumber, SentBody
from palermo.cases.checklist import EvidenceKind


class NewCheckEvidence(SentBody):
    """Evidence for or against an item.

    `provision`: act and article, for a fact of law. `read_at_source`: the caller says so; it
    verifies nothing.
    """

    item: str
    speaks_for: bool
    text: str = Field(min_length=1, max_length=5000)
    source: str = Field(min_length=1, max_length=300)
    kind: EvidenceKind = EvidenceKind.DOCUMENT
    provision: str = Field("", max_length=300)
    read_at_source: bool = False


class NewFiledFinding(SentBody):
    """The number of a finding that the checklist proposes for an item."""

    item: str
    finding: RowNumber


class NewFiledPenalty(SentBody):
    """The paragraph of a penalty that the checklist proposes for an item."""

    item: str
    paragraph: str = Field(max_length=40)


class ImportedLines(Schema):
    """How many lines were new."""

    new: int
