"""The shape of each file of a pack. Unknown keys are refused; rules carry `from` and `source`."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field, field_validator

from palermo.kernel.sources import Source
from palermo.kernel.strict_model import StrictModel
from palermo.kernel.texts import Text

Unit = Literal["count", "cases", "persons", "share", "ratio", "rate", "days", "months", "money"]


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


class Manifest(StrictModel):
    """`pack.yaml`: what the pack is and what it extends."""

    extends: str | None
    title: Text
    languages: tuple[str, ...] = Field(min_length=1)
    currency: str | None = Field(pattern=r"^[A-Z]{3}$")
    report_names: tuple[ReportName, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    #: Groups at risk in the country, each of which needs a procedure.
    groups_at_risk: tuple[str, ...] = ()
    #: The agency that fills a role of the procedures, by the role.
    roles: dict[str, str] = Field(default_factory=dict)
    #: The agencies that alone may use a procedure, by its id.
    used_by: dict[str, tuple[str, ...]] = Field(default_factory=dict)


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

    id: str = Field(pattern=r"^I-\d\d[a-f]?$")
    title: Text
    formula: Text
    unit: Unit
    split: tuple[str, ...] = ()
    good: Literal["up", "down", "none"]
    criteria: tuple[str, ...] = ()


class MeasuresFile(StrictModel):
    """`measures.yaml`: the catalogue and the names of its splits."""

    since: int = Field(alias="from")
    source: Source
    splits: dict[str, Text]
    #: What `standard` in a measure's split stands for.
    standard: tuple[str, ...]
    measures: tuple[Measure, ...]


class ChecklistItem(StrictModel):
    """One minimum standard, criterion or factor of the statute, as a question in own words."""

    id: str = Field(pattern=r"^(MS|C|SE)-\d+$")
    question: Text
    shown_by: Text
    themes: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    source: Source


class ChecklistFile(StrictModel):
    """`checklist.yaml`."""

    since: int = Field(alias="from")
    items: tuple[ChecklistItem, ...]


class ThemeMeasures(StrictModel):
    """`recommendation_measures.yaml`: measures proposed for a duty with a theme."""

    since: int = Field(alias="from")
    source: Source
    themes: dict[str, tuple[str, ...]]
