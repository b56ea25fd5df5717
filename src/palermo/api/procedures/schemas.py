"""Procedures and indications as the API shows them, in the caller's language."""

from __future__ import annotations

from pydantic import Field

from palermo.api.sent import SentBody


class AnswersIn(SentBody):
    """Coded answers by question, or (`indicators`) yes, no or unknown by indicator."""

    answers: dict[str, str | int | float] = Field(max_length=500)
    indicators: bool = False
