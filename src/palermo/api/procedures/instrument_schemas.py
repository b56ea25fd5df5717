"""Published instruments as the API shows them, in the caller's language."""

from __future__ import annotations

from datetime import date

from ninja import Schema

from palermo.api.procedures.schemas import SourceOut


class FigureOut(Schema):
    """A published share in percent, with its interval of confidence where one is given."""

    percent: float
    low: float | None
    high: float | None
    verified: bool


class NoteOut(Schema):
    """Something told of an instrument or a study."""

    text: str
    verified: bool


class MeaningOut(Schema):
    """What a screen is worth, computed here and not published; words alone without figures."""

    of_positive: float | None = None
    of_negative: float | None = None
    of_positive_where_rare: float | None = None
    unverified: bool
    said: list[str]


class StudyOut(Schema):
    """One study: who was assessed, how many were trafficked, how often the screen was right."""

    source: SourceOut
    people: str
    assessed: int | None
    found: int | None
    share: FigureOut | None
    sensitivity: FigureOut | None
    specificity: FigureOut | None
    figures_said: str
    computed: MeaningOut
    notes: list[NoteOut]


class CutOffOut(Schema):
    """From how many items on a screen is positive; one that was not confirmed decides nothing."""

    at_least: int
    decides: bool
    source: SourceOut


class WordingOut(Schema):
    """A version of the wording that this office loaded, and by which permission."""

    version: int
    since: date
    languages: list[str]
    source: SourceOut
    licence: str
    said: str


class InstrumentOut(Schema):
    """One published instrument. Without a cut-off that decides, the practitioner judges."""

    id: str
    name: str
    since: int
    title: str
    source: SourceOut
    people: str
    ages: str
    form: str
    items: int | None
    cut_off: CutOffOut | None
    rule: str
    referral: str
    studies: list[StudyOut]
    limits: list[NoteOut]
    language: str
    wording: str
    wording_said: str
    loaded: list[WordingOut]
