"""Interviews as devices send and receive them. Only the officer who held one ever does."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext
from ninja import Schema
from pydantic import AwareDatetime, ConfigDict, Field

from palermo.actions.interviews._import_preview import ImportPreview, MappedFile
from palermo.api.paging import Paging
from palermo.cases.interview import InterviewState
from palermo.procedures.decide import Outcome


class InterviewFilter(Paging):
    """Which interviews: a device asks for all that it may need at once."""

    limit: int = Field(200, ge=1, le=200, description="interviews at once, at most 200")


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
    state: InterviewState
    answers: dict[str, Any]
    decision: str
    reason: str
    started_at: datetime
    decided_at: datetime | None
    version: int


class ImportProblem(Schema):
    """Why a row did not come in. What stands in its cell is never told."""

    row: int
    column: str
    what: str
    remedy: str


class ImportOut(Schema):
    """What came in, or would. `columns_left_out` held free text, or nothing coded."""

    rows: int
    imported: int
    children: int
    here_already: int
    not_imported: int
    problems: list[ImportProblem]
    columns: dict[str, str]
    columns_left_out: list[str]
    sheets_left_out: list[str]

    @classmethod
    def of(cls, done: ImportPreview, opened: MappedFile) -> ImportOut:
        """The answer in the caller's language."""
        return cls(
            rows=done.rows,
            imported=len(done.new),
            children=done.children,
            here_already=done.here,
            not_imported=done.rows_left_out,
            problems=[
                ImportProblem(
                    row=p.row,
                    column=p.column,
                    what=p.what.say(gettext),
                    remedy=p.remedy.say(gettext),
                )
                for p in done.problems
            ],
            columns=opened.mapping.columns,
            columns_left_out=list(opened.table.left_out),
            sheets_left_out=list(opened.table.other_sheets),
        )
