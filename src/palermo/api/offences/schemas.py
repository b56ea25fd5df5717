"""Facts, elements and articles as the API shows them, and what the facts of a case carry."""

from __future__ import annotations

from datetime import date
from typing import Literal

from ninja import Schema
from pydantic import Field

from palermo.api.procedures.schemas import SourceOut


class FactOut(Schema):
    """A fact. One that does not count is kept as information and meets no element."""

    id: str
    text: str
    element: str | None
    branch: str | None
    counts: bool
    source: SourceOut


class ElementRule(Schema):
    """An element, and when it is met, in words."""

    element: str
    when: str


class ClosingReasonOut(Schema):
    """Why a case was closed; a prohibited reason is none in law."""

    id: str
    text: str
    prohibited: bool
    source: SourceOut


class ArticleOut(Schema):
    """An article in force; `trafficking`: whether it names the whole crime."""

    code: str
    text: str
    trafficking: bool
    since: date | None
    until: date | None
    source: SourceOut


class LawOut(Schema):
    """What cases are held against."""

    facts: list[FactOut]
    elements: list[ElementRule]
    trafficking: str
    closing_reasons: list[ClosingReasonOut]
    articles: list[ArticleOut]


class FactsIn(Schema):
    """The facts of one case. One that is not named is unknown."""

    facts: dict[str, Literal["yes", "no", "unknown"]] = Field(max_length=500)
    charge: str | None = Field(None, max_length=40)
    closing_reason: str | None = Field(None, max_length=60)


class NamedFact(Schema):
    """A fact of the case."""

    id: str
    text: str
    branch: str | None


class ElementOut(Schema):
    """Whether an element is met, by which facts, and which could still meet it."""

    element: str
    answer: str
    met_by: list[NamedFact]
    open: list[NamedFact]


class FlagOut(Schema):
    """Something a supervisor must look at; `rule` does not change."""

    rule: str
    what: str


class QualificationOut(Schema):
    """What the facts carry. It is no verdict."""

    trafficking: str
    child: str
    elements: list[ElementOut]
    charge: ArticleOut | None
    flags: list[FlagOut]
