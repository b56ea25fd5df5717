"""Interviews as devices send and receive them. Only the officer who held one ever does."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import AwareDatetime, ConfigDict, Field

from palermo.procedures.decide import Outcome
from palermo.records.states import State


class InterviewIn(Schema):
    """An interview as the device holds it. `base` is the version it last saw here, 0 for none."""

    model_config = ConfigDict(extra="forbid")

    base: int = Field(0, ge=0)
    procedure: str = Field(max_length=60)
    procedure_version: int
    place_kind: str = Field(max_length=40)
    confirmed: list[str] = Field(default_factory=list, max_length=50)
    started_at: AwareDatetime
    answers: dict[str, str | int | float] = Field(default_factory=dict, max_length=500)
    age: int | None = Field(None, ge=0, lt=130)
    follows: UUID | None = None
    decided_at: AwareDatetime | None = None
    decision: Outcome | None = None
    reason: str = Field("", max_length=5000)
    person: str = Field("", max_length=9)
    refused: bool = False
    #: The language in which the questions stood before the officer.
    language: str = Field("", max_length=16)


class InterviewOut(Schema):
    """An interview as it is kept, for the officer who held it."""

    key: UUID
    person: str
    procedure: str
    procedure_version: int
    place_kind: str
    state: State
    answers: dict[str, Any]
    decision: str
    started_at: datetime
    decided_at: datetime | None
    version: int
