"""What was read in a narrative, one type for each kind; in the database it is JSON.

The keys are those of a reading: `docs/reference/reading-json.md`. A header value has `name`,
`value` and, where its place is known, `start` and `end`. The functions of this file are the only
readers and writers of that JSON.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from palermo.cases.narrative import HeaderName, ItemKind
from palermo.kernel.codes import LabelledCode
from palermo.reports.assessment import Direction, Efforts, Paradigm, Placement, Polarity, Tier

#: The values that a header may have where they are codes.
HEADER_CODES: Mapping[HeaderName, type[Tier | Placement | Efforts]] = {
    HeaderName.TIER: Tier,
    HeaderName.PLACEMENT: Placement,
    HeaderName.OVERALL_EFFORTS: Efforts,
}


@dataclass(frozen=True, slots=True)
class HeaderItem:
    """What the text says of the country; `value` None: the text does not say."""

    name: HeaderName
    value: Tier | Placement | Efforts | int | str | None
    start: int | None = None
    end: int | None = None

    @property
    def words(self) -> str:
        """A header value has no words of its own."""
        return ""

    @property
    def code(self) -> LabelledCode | None:
        """The value, where it is a code."""
        return self.value if isinstance(self.value, LabelledCode) else None


@dataclass(frozen=True, slots=True)
class RecommendationItem:
    """A recommendation, verbatim."""

    text: str
    themes: tuple[str, ...] = ()
    paradigm: Paradigm | None = None
    start: int | None = None
    end: int | None = None

    @property
    def words(self) -> str:
        """The words of the text."""
        return self.text


@dataclass(frozen=True, slots=True)
class FindingItem:
    """A finding for or against the government."""

    text: str
    polarity: Polarity
    direction: Direction | None = None
    themes: tuple[str, ...] = ()
    paradigm: Paradigm | None = None
    bodies: tuple[str, ...] = ()
    concerned: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None

    @property
    def words(self) -> str:
        """The words of the text."""
        return self.text


@dataclass(frozen=True, slots=True)
class FigureItem:
    """A counted quantity; `value` 0 means that the text says none."""

    measure: str
    value: int | float
    year: int
    currency: str | None = None
    quote: str = ""
    start: int | None = None
    end: int | None = None

    @property
    def words(self) -> str:
        """The words of the text."""
        return self.quote


ItemValue = HeaderItem | RecommendationItem | FindingItem | FigureItem


def parse_header(stored: Mapping[str, Any]) -> HeaderItem:
    """A header value, from the JSON of the database."""
    name, value = HeaderName(stored["name"]), stored.get("value")
    code = HEADER_CODES.get(name)
    return HeaderItem(name, code(value) if code and value else value, **_place(stored))


def parse_recommendation(stored: Mapping[str, Any]) -> RecommendationItem:
    """A recommendation, from the JSON of the database."""
    return RecommendationItem(stored["text"], **_subject(stored), **_place(stored))


def parse_finding(stored: Mapping[str, Any]) -> FindingItem:
    """A finding, from the JSON of the database."""
    direction = stored.get("direction")
    return FindingItem(
        text=stored["text"],
        polarity=Polarity(stored["polarity"]),
        direction=Direction(direction) if direction else None,
        bodies=tuple(stored.get("bodies", ())),
        concerned=tuple(stored.get("concerned", ())),
        **_subject(stored),
        **_place(stored),
    )


def parse_figure(stored: Mapping[str, Any]) -> FigureItem:
    """A figure, from the JSON of the database."""
    return FigureItem(
        measure=stored["measure"],
        value=stored["value"],
        year=stored["year"],
        currency=stored.get("currency"),
        quote=stored.get("quote", ""),
        **_place(stored),
    )


_PARSERS: Mapping[ItemKind, Callable[[Mapping[str, Any]], ItemValue]] = {
    ItemKind.HEADER: parse_header,
    ItemKind.RECOMMENDATION: parse_recommendation,
    ItemKind.FINDING: parse_finding,
    ItemKind.FIGURE: parse_figure,
}


def parse_item(kind: ItemKind, stored: Mapping[str, Any]) -> ItemValue:
    """An item of any kind, from the JSON of the database."""
    return _PARSERS[kind](stored)


def item_json(item: ItemValue) -> dict[str, Any]:
    """The JSON of the database; a header value without a place has no keys for it."""
    found = asdict(item)
    if isinstance(item, HeaderItem) and item.start is None:
        del found["start"], found["end"]
    return {key: list(value) if isinstance(value, tuple) else value for key, value in found.items()}


def _place(stored: Mapping[str, Any]) -> dict[str, Any]:
    return {"start": stored.get("start"), "end": stored.get("end")}


def _subject(stored: Mapping[str, Any]) -> dict[str, Any]:
    paradigm = stored.get("paradigm")
    return {
        "themes": tuple(stored.get("themes", ())),
        "paradigm": Paradigm(paradigm) if paradigm else None,
    }
