"""Facts, elements, articles and closing reasons, as pack data. Unknown keys are errors."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from palermo.kernel.sources import Source
from palermo.kernel.strict_model import StrictModel
from palermo.kernel.texts import Text

Element = Literal["act", "means", "purpose", "child"]
#: Topics of a fact or closing reason that have no weight in law, and the use of force.
About = Literal[
    "border_crossing", "movement", "organised_group", "consent", "cooperation", "physical_means",
]  # fmt: skip


class Fact(StrictModel):
    """Something that happened, as a yes, a no or an unknown.

    `branch`: physical and non-physical means weigh the same. `vulnerability`: two facts, that it
    existed and that it was abused; only both together are a means. `counts: false` marks what has
    no weight in law (a border, movement, a group, consent, cooperation): recorded, never evaluated.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    text: Text
    element: Element | None = None
    branch: Literal["physical", "non_physical", "vulnerability", "abuse"] | None = None
    counts: bool = True
    about: tuple[About, ...] = ()
    source: Source


class ClosingReason(StrictModel):
    """A reason why a case was closed, refused or charged as less.

    `prohibited`: not a reason in law.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    text: Text
    prohibited: bool
    about: tuple[About, ...] = ()
    source: Source


class OffencesFile(StrictModel):
    """`offences.yaml` of the common pack."""

    facts: tuple[Fact, ...]
    closing_reasons: tuple[ClosingReason, ...]


class Article(StrictModel):
    """An article of a country's law. `trafficking`: whether it names the whole crime."""

    code: str
    since: date | None = Field(alias="from")
    until: date | None = None
    text: Text
    trafficking: bool
    source: Source


class ArticlesFile(StrictModel):
    """`articles.yaml` of a country."""

    articles: tuple[Article, ...]
