"""What a search finds."""

from __future__ import annotations

from dataclasses import dataclass

from palermo.kernel.codes import LabelledCode
from palermo.kernel.messages import N_


class SearchKind(LabelledCode):
    """What a search may find."""

    NARRATIVE = "narrative", N_("Text of a narrative")
    RECOMMENDATION = "recommendation", N_("Recommendation")
    DUTY = "duty", N_("Duty")
    NOTE = "note", N_("Note")
    MEASURE = "measure", N_("Measure")
    AGENCY = "agency", N_("Agency")
    THEME = "theme", N_("Theme")
    COUNTRY = "country", N_("Country")
    PROCEDURE = "procedure", N_("Procedure")
    INSTRUMENT = "instrument", N_("Published instrument")
    SERVICE = "service", N_("Service")
    TERM = "term", N_("Glossary")


#: From which character to which (excluded), counted in Unicode code points.
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SearchExcerpt:
    """A part of a text, and the matches in it."""

    text: str
    matches: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchHit:
    """Something that a search found. `kind` tells what; `address` where it is shown.

    `title_matches` and `matches` are the matching places of `title` and `excerpt`. `also` has the
    titles of the demand's wordings in other editions that the search found, too.
    """

    kind: SearchKind
    title: str
    excerpt: str
    address: tuple[str, ...]
    score: float
    title_matches: tuple[Span, ...] = ()
    matches: tuple[Span, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchHits:
    """The best hits, and how many there are in all."""

    best: tuple[SearchHit, ...]
    total: int
