"""The shape of each file of a pack. Unknown keys are refused; rules carry `from` and `source`."""

from __future__ import annotations

from datetime import date
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator, model_validator

from palermo.cases.checklist import EvidenceKind
from palermo.kernel.codes import LabelledCode
from palermo.kernel.messages import N_
from palermo.kernel.sources import Source
from palermo.kernel.strict_model import StrictModel
from palermo.kernel.texts import ENGLISH, Text
from palermo.offences.shapes import ArticleWeight


class Unit(LabelledCode):
    """What a measure is expressed in."""

    COUNT = "count", N_("number")
    CASES = "cases", N_("cases")
    PERSONS = "persons", N_("persons")
    SHARE = "share", N_("percent")
    RATIO = "ratio", N_("ratio")
    RATE = "rate", N_("rate")
    DAYS = "days", N_("days")
    MONTHS = "months", N_("months")
    MONEY = "money", N_("money")


class GoodDirection(LabelledCode):
    """Which direction of a measure is better, if there is one."""

    UP = "up", N_("higher")
    DOWN = "down", N_("lower")
    NONE = "none", N_("none")


class ReportName(StrictModel):
    """A report that judges the country, or that the country itself publishes."""

    since: int = Field(alias="from", ge=1990, le=2100)
    name: Text
    publisher: Text
    source: Source


class Holiday(StrictModel):
    """A day without work on the same date each year; `day` is MM-DD, `since` the first year."""

    day: str
    since: int = Field(alias="from", ge=1990, le=2100)
    name: Text
    source: Source

    @field_validator("day")
    @classmethod
    def _real_day(cls, day: str) -> str:
        # 2024 has a 29 February.
        date.fromisoformat(f"2024-{day}")
        return day


class Language(StrictModel):
    """A language of the pack. `name`: as its speakers call it."""

    code: str = Field(pattern=r"^[a-z]{2,3}(-[a-z]{2,8})*$")
    name: str = Field(min_length=1)
    direction: Literal["ltr", "rtl"] = "ltr"


class RoleFilling(StrictModel):
    """The agency that fills a role of the procedures, and who says so."""

    agency: str
    source: Source


class GroupAtRisk(StrictModel):
    """A group at risk in the country. `served_by`: procedures for it besides those that name it.

    A group is what a person says of themself: no procedure asks for it in order to decide.
    """

    id: str = Field(pattern=r"^[a-z][a-z_]*$")
    name: Text
    served_by: tuple[str, ...] = ()
    source: Source


class Manifest(StrictModel):
    """`pack.yaml`: what the pack is and what it extends."""

    extends: str | None
    title: Text
    languages: tuple[Language, ...] = Field(min_length=1)
    #: A name of the IANA time zone database, such as Asia/Baku.
    time_zone: str
    currency: str | None = Field(pattern=r"^[A-Z]{3}$")
    report_names: tuple[ReportName, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    #: Groups at risk in the country, each of which needs a procedure.
    groups_at_risk: tuple[GroupAtRisk, ...] = ()
    #: Who fills a role of the procedures, by the role.
    roles: dict[str, RoleFilling] = Field(default_factory=dict)
    #: The agencies that alone may use a procedure, by its id.
    used_by: dict[str, tuple[str, ...]] = Field(default_factory=dict)

    @field_validator("languages")
    @classmethod
    def _with_english(cls, languages: tuple[Language, ...]) -> tuple[Language, ...]:
        codes = [language.code for language in languages]
        if ENGLISH not in codes:
            raise ValueError("English (en) is missing: it stands where a translation is missing")
        if len(set(codes)) < len(codes):
            raise ValueError("a language stands twice")
        return languages

    @field_validator("time_zone")
    @classmethod
    def _real_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(f"there is no time zone {name!r}; write one as Asia/Baku") from None
        return name

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the languages, in the order in which they are offered."""
        return tuple(language.code for language in self.languages)


class Agency(StrictModel):
    """A body that can hold a duty. `refers_to` are codes of agencies it must tell of a victim."""

    code: str = Field(pattern=r"^[A-Z]{2,8}$")
    name: Text
    role: Text
    part_of: str | None = None
    refers_to: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    source: Source


class AgenciesFile(StrictModel):
    """`agencies.yaml`."""

    since: int = Field(alias="from")
    agencies: tuple[Agency, ...]


class Measure(StrictModel):
    """A quantity that shows progress. `good` is the direction that is better, if there is one."""

    #: A country's own begin with its code, such as AZE-I-01.
    id: str = Field(pattern=r"^([A-Z]{3}-)?I-\d\d[a-f]?$")
    title: Text
    formula: Text
    unit: Unit
    split: tuple[str, ...] = ()
    good: GoodDirection
    criteria: tuple[str, ...] = ()


class MeasuresFile(StrictModel):
    """`measures.yaml`: the catalogue and the names of its splits."""

    since: int = Field(alias="from")
    source: Source
    splits: dict[str, Text]
    #: What `standard` in a measure's split stands for.
    standard: tuple[str, ...]
    measures: tuple[Measure, ...]


class ItemPenalties(StrictModel):
    """The greatest term that every penalty must reach, and the articles it is about."""

    least_maximum_years: int = Field(ge=1)
    weights: tuple[ArticleWeight, ...] = Field(min_length=1)


class ChecklistItem(StrictModel):
    """One minimum standard, criterion or factor of the statute, as a question in own words."""

    #: Those of the statute, and a country's own, such as AZE-1.
    id: str = Field(pattern=r"^(MS|C|SE|[A-Z]{3})-\d+$")
    question: Text
    shown_by: Text
    themes: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    #: The kinds of evidence that it takes; empty for every kind.
    takes: tuple[EvidenceKind, ...] = ()
    #: Set where the dated penalties of the country's law decide.
    penalties: ItemPenalties | None = None
    source: Source

    @model_validator(mode="after")
    def _penalties_only_as_law(self) -> ChecklistItem:
        if self.penalties and self.takes != (EvidenceKind.LAW,):
            raise ValueError(f"{self.id} judges penalties, so it takes law and nothing else")
        return self

    @model_validator(mode="after")
    def _statements_only_where_taken(self) -> ChecklistItem:
        if self.themes and self.takes and EvidenceKind.STATEMENT not in self.takes:
            raise ValueError(f"{self.id} takes no statement, so no theme can propose one")
        return self


class ChecklistFile(StrictModel):
    """`checklist.yaml`."""

    since: int = Field(alias="from")
    #: Themes whose findings are evidence for nothing.
    evidence_for_nothing: tuple[str, ...] = ()
    items: tuple[ChecklistItem, ...]


class ThemeMeasures(StrictModel):
    """`recommendation_measures.yaml`: measures proposed for a duty with a theme."""

    since: int = Field(alias="from")
    source: Source
    themes: dict[str, tuple[str, ...]]
