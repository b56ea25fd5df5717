"""What programs send about the checklist and the register."""

from __future__ import annotations

from ninja import Field, Schema


class NewCheckEvidence(Schema):
    """Evidence for or against an item; `verified` says that the caller looked it up."""

    item: str
    speaks_for: bool
    text: str = Field(min_length=1, max_length=5000)
    source: str = Field(min_length=1, max_length=300)
    verified: bool = False


class ImportedLines(Schema):
    """How many lines were new."""

    new: int
