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
    COUNTRY = "country", N_("Country")


@dataclass(frozen=True, slots=True)
class SearchHit:
    """Something that a search found. `kind` tells what; `address` where it is shown."""

    kind: SearchKind
    title: str
    excerpt: str
    address: tuple[str, ...]
    score: float
