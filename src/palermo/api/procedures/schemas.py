"""Procedures and indications as the API shows them, in the caller's language."""

from __future__ import annotations

from datetime import date
from typing import Any

from ninja import Schema
from pydantic import Field


class AnswersIn(Schema):
    """Coded answers by question, or (`indicators`) yes, no or unknown by indicator."""

    answers: dict[str, str | int | float] = Field(max_length=500)
    indicators: bool = False


class IndicationOut(Schema):
    """What a procedure indicates. It advises; the officer decides."""

    procedure: str
    version: int
    in_force_from: date
    pack: str
    outcome: str | None
    outcome_words: str | None
    label: str | None
    dimensions: list[dict[str, Any]]
    reasons_for: list[dict[str, Any]]
    reasons_against: list[dict[str, Any]]
    unknown: list[dict[str, Any]]
    duties: list[dict[str, Any]]
    possible_duties: list[dict[str, Any]]
    instrument: dict[str, Any] | None
    source: str
    source_verified: bool
    advice: str
