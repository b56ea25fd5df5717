"""The subject of the text, carried from clause to clause; and the measures as data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from palermo.reports.assessment import AsideReason
from palermo.reports.figures.quantities import Quantity
from palermo.reports.figures.tokens import ClauseToken

SUBGROUPS = {
    "sex": "victims_sex_trafficking", "labor": "victims_labor_trafficking",
    "child": "victims_child", "adult": "victims_adult", "female": "victims_female",
    "male": "victims_male", "foreign": "victims_foreign", "domestic": "victims_domestic",
}  # fmt: skip
ENFORCEMENT = {
    "investigate": {"case": "investigations", "crime": "investigations", "": "investigations",
                    "suspect": "suspects_investigated", "person": "suspects_investigated",
                    "official": "suspects_investigated", "investigation": "investigations"},
    "prosecute": {"case": "prosecution_cases", "crime": "prosecutions", "": "prosecutions",
                  "suspect": "prosecutions", "person": "prosecutions", "official": "prosecutions",
                  "prosecution": "prosecutions", "workplace": "prosecutions"},
    "convict": {"case": "conviction_cases", "crime": "convictions", "": "convictions",
                "suspect": "convictions", "person": "convictions", "official": "convictions",
                "conviction": "convictions", "workplace": "convictions"},
}  # fmt: skip
CARE = {
    "assist": "victims_assisted", "shelter": "victims_sheltered",
    "repatriate": "victims_repatriated", "compensate": "compensation_awards",
}  # fmt: skip
OF_NOUN = {
    "investigation": "investigations", "prosecution": "prosecutions", "conviction": "convictions",
}  # fmt: skip
PERSONS = frozenset({"person", "suspect", "official"})
REACH = 60
ACT_OF = {
    "officials_trained": "train", "victims_assisted": "assist", "victims_sheltered": "shelter",
    "convictions": "convict", "prosecutions": "prosecute", "investigations": "investigate",
    "suspects_investigated": "investigate", "victims_repatriated": "repatriate",
    "victims_identified": "identify", "prosecution_cases": "prosecute",
}  # fmt: skip


@dataclass(slots=True)
class ClauseContext:
    """The subject of the text, carried from clause to clause."""

    #: Measures of the last quantity mentioned (None: it is not measured).
    main: tuple[str, ...] | None = None
    #: `identified`, `care`, `enforcement`, …: the quantity that parts without a noun belong to.
    family: str = ""
    #: Measures of the quantities listed last, in order.
    group: list[tuple[str, ...] | None] = field(default_factory=list)
    #: The last count of the latest period mentioned, and its year.
    count: float = 0
    count_year: int = 0
    total: float = 0
    compared: int | None = None
    #: Measures of the quantity that `count` counts; why the last main quantity is no figure.
    counted: tuple[str, ...] = ()
    barred: AsideReason | None = None

    def year_of_reference(self, q: Quantity) -> tuple[int, ...]:
        """`Of the 123, eight were children`: the year of the 123."""
        refers = q.reference and q.token.value == self.count > 0
        return (self.count_year,) if refers and self.count_year else ()


def measure_family(measures: tuple[str, ...] | None) -> str:
    """The family of a quantity: parts are only measured in the family `identified`."""
    if not measures:
        return ""
    first = measures[0]
    if first in CARE.values():
        return "care"
    return "identified" if first.startswith("victims_") else first


@dataclass(slots=True)
class Clause:
    """A clause being read: its tokens, its quantities, those already resolved, the context."""

    tokens: Sequence[ClauseToken]
    found: list[Quantity]
    focus: ClauseContext
    #: All marks of the tokens.
    marks: frozenset[str]
    done: list[Quantity] = field(default_factory=list)
    prescribed: bool = False
    hotline: bool = False

    def __post_init__(self) -> None:
        self.prescribed = "prescribed" in self.marks
        self.hotline = "hotline" in self.marks

    def says(self, mark: str, places: Iterable[int]) -> bool:
        """Whether a token at one of `places` has the mark; most marks are in few clauses."""
        return mark in self.marks and any(mark in self.tokens[i].sense.marks for i in places)
