"""Procedures and indications as the API shows them, in the caller's language."""

from __future__ import annotations

from ninja import Schema
from pydantic import Field


class AnswersIn(Schema):
    """Coded answers by question, or (`indicators`) yes, no or unknown by indicator."""

    answers: dict[str, str | int | float] = Field(max_length=500)
    indicators: bool = False
