"""Facts, elements, articles and closing reasons, as pack data. Unknown keys are refused."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from palermo.kernel.sources import Source
from palermo.kernel.texts import Text

Element = Literal["act", "means", "purpose", "child"]
#: What a fact or a closing reason is about that the law gives no weight, or that force is used.
About = Literal[
    "border_crossing", "movement", "organised_group", "consent", "cooperation", "physical_means",
]  # fmt: skip


class Shape(BaseModel):
    """Frozen, and strict about keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Fact(Shape):
    """Something that happened, as a yes, a no or an unknown.

    `branch`: physical and non-physical means weigh the same. `vulnerability`: two facts, that it
    existed and that it was abused; only both together are a means. `counts: false` marks what the
    law gives no weight (a border, movement, a group, consent, cooperation): kept, never read.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    text: Text
    element: Element | None = None
    branch: Literal["physical", "non_physical", "vulnerability", "abuse"] | None = None
    counts: bool = True
    about: tuple[About, ...] = ()
    source: Source


class ClosingReason(Shape):
    """Why a case was closed, refused or charged as less. `prohibited`: no such reason in law."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    text: Text
    prohibited: bool
    about: tuple[About, ...] = ()
    source: Source


class OffencesFile(Shape):
    """`offences.yaml` of the common pack."""

    facts: tuple[Fact, ...]
    closing_reasons: tuple[ClosingReason, ...]


class Article(Shape):
    """An article of a country's law. `trafficking`: whether it names the whole crime."""

    code: str
    since: date | None = Field(alias="from")
    until: date | None = None
    text: Text
    trafficking: bool
    source: Source


class ArticlesFile(Shape):
    """`articles.yaml` of a country."""

    articles: tuple[Article, ...]
