"""Facts, elements, articles and closing reasons, as pack data. Unknown keys are errors."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from palermo.kernel.codes import LabelledCode
from palermo.kernel.messages import N_
from palermo.kernel.sources import Source
from palermo.kernel.strict_model import StrictModel
from palermo.kernel.texts import Text


class Element(LabelledCode):
    """A legal element of trafficking; of a child, the age takes the place of the means."""

    ACT = "act", N_("The act")
    MEANS = "means", N_("The means")
    PURPOSE = "purpose", N_("The purpose")
    CHILD = "child", N_("The age")


class ArticleWeight(LabelledCode):
    """How an article relates to trafficking; a charge under a lesser one may hide the crime."""

    TRAFFICKING = "trafficking", N_("Trafficking in persons")
    EQUAL = "equal_weight", N_("Of equal weight")
    LESSER = "lesser", N_("Lesser offence")


#: Topics of a fact or closing reason that have no weight in law, the use of force, and the
#: complaint of the victim, on which no investigation depends.
About = Literal[
    "border_crossing", "movement", "organised_group", "consent", "cooperation", "physical_means",
    "complaint",
]  # fmt: skip


class Fact(StrictModel):
    """Something that happened, as a yes, a no or an unknown.

    `branch`: physical and non-physical means weigh the same. `vulnerability`: two facts, that it
    existed and that it was abused; only both together are a means. `counts: false` marks what is
    no element (a border, movement, a group, consent, cooperation): recorded, never evaluated.
    `menace`: a means that is by itself the menace of a penalty, as forced labour needs.
    `national`: an element only in a country whose law names it (`in_law` of its file).
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    text: Text
    element: Element | None = None
    branch: Literal["physical", "non_physical", "vulnerability", "abuse"] | None = None
    counts: bool = True
    menace: bool = False
    national: bool = False
    about: tuple[About, ...] = ()
    source: Source


class NationalElement(StrictModel):
    """A fact that is `national` in the common file, and the law that makes it an element here."""

    fact: str
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
    """`offences.yaml`. `in_law`: the national elements that the country's law names."""

    facts: tuple[Fact, ...]
    closing_reasons: tuple[ClosingReason, ...]
    in_law: tuple[NationalElement, ...] = ()

    def facts_in_law(self) -> tuple[Fact, ...]:
        """The facts; a national one counts, by the country's source, only if its law names it."""
        named = {one.fact: one.source for one in self.in_law}
        found = []
        for fact in self.facts:
            if fact.national and fact.id in named:
                fact = fact.model_copy(update={"source": named[fact.id]})
            elif fact.national:
                fact = fact.model_copy(update={"counts": False})
            found.append(fact)
        return tuple(found)


class Circumstance(StrictModel):
    """What raises a penalty: any of `facts`. It is never an element of the crime.

    `paragraph`: where the law names it, such as 144-1.2.4-1.
    """

    paragraph: str
    facts: tuple[str, ...] = Field(min_length=1)
    source: Source


class Penalty(StrictModel):
    """A paragraph of an article: years of imprisonment, and the circumstances it asks for.

    One without circumstances is the ordinary penalty; one with several asks for any of them.
    `since` is None where the first day is not known. `fine_alone`: a court may choose a fine
    instead of imprisonment.
    """

    paragraph: str
    since: date | None = Field(alias="from")
    until: date | None = None
    minimum_years: int | None = Field(None, ge=0)
    maximum_years: int = Field(ge=1)
    fine_alone: bool = False
    circumstances: tuple[Circumstance, ...] = ()
    source: Source


class Article(StrictModel):
    """An article of a country's law.

    `facts`: any of them points to an article that is not trafficking, which its elements show.
    `weight_source`: who says its weight, if not `source`.
    """

    code: str
    since: date | None = Field(alias="from")
    until: date | None = None
    text: Text
    weight: ArticleWeight
    weight_source: Source | None = None
    facts: tuple[str, ...] = ()
    penalties: tuple[Penalty, ...] = ()
    source: Source

    @property
    def weighed_by(self) -> Source:
        """The source of the weight."""
        return self.weight_source or self.source


class ArticlesFile(StrictModel):
    """`articles.yaml` of a country."""

    articles: tuple[Article, ...]
