"""Published screening instruments: their facts, and what their figures mean for a person.

Facts of an instrument are data of the pack. Its wording is shipped only if its licence is known;
otherwise an office loads it, and the instrument then runs as a procedure like any other. An outcome
is a decision to refer, never a status.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from palermo.conditions.nodes import AtLeast, Equals, list_names
from palermo.kernel.sources import Certainty, Source
from palermo.kernel.strict_model import StrictModel
from palermo.kernel.texts import Text
from palermo.procedures.definitions import OUTCOME
from palermo.procedures.shapes import (
    DecisionRule,
    Dimension,
    Gate,
    Indicator,
    Procedure,
    ProcedureDuty,
    Question,
)

#: The dimension in which the items of an instrument are counted.
ITEMS = "items"
#: A share of trafficked people as low as in most offices; the figures are shown for it, too.
RARE = 2.0


class PublishedShare(StrictModel):
    """A published share in percent, with its confidence interval if one is given."""

    percent: float = Field(ge=0, le=100)
    low: float | None = Field(None, ge=0, le=100)
    high: float | None = Field(None, ge=0, le=100)
    certainty: Certainty

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if (self.low is None) is not (self.high is None):
            raise ValueError("an interval has a low and a high end")
        if not (self.low or 0) <= self.percent <= (100 if self.high is None else self.high):
            raise ValueError("the share lies outside its interval")
        return self


class InstrumentNote(StrictModel):
    """A note on an instrument or a study that is not a share of right answers."""

    text: Text
    certainty: Certainty


class Study(StrictModel):
    """One study of an instrument. `found`: how many were trafficked by its reference standard."""

    source: Source
    people: Text
    assessed: int | None = Field(None, gt=0)
    found: int | None = Field(None, ge=0)
    share: PublishedShare | None = None
    sensitivity: PublishedShare | None = None
    specificity: PublishedShare | None = None
    notes: tuple[InstrumentNote, ...] = ()

    @property
    def prevalence(self) -> PublishedShare | None:
        """How many of 100 were trafficked: as counted, otherwise as the study prints it."""
        if not self.assessed or self.found is None:
            return self.share
        certainty = self.share.certainty if self.share else self.source.certainty
        return PublishedShare(percent=100 * self.found / self.assessed, certainty=certainty)


class CutOff(StrictModel):
    """The number of items from which a screen is positive. An unconfirmed one decides nothing."""

    at_least: int = Field(ge=1)
    decides: bool = True
    source: Source


class Instrument(StrictModel):
    """The published facts of one instrument. `items`: their number; None if unknown."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    name: str
    since: int = Field(alias="from", ge=1990, le=2100)
    title: Text
    source: Source
    people: Literal["adults", "children", "everybody"]
    ages: Text
    form: Text
    settings: tuple[str, ...]
    never: tuple[Gate, ...] = ()
    items: int | None = Field(None, gt=0)
    cut_off: CutOff | None = None
    studies: tuple[Study, ...] = ()
    limits: tuple[InstrumentNote, ...] = ()
    #: Whether the wording may be copied.
    wording: Literal["not_known", "free"]

    @property
    def deciding(self) -> CutOff | None:
        """The cut-off by which it may be scored, if there is one."""
        return self.cut_off if self.cut_off and self.cut_off.decides else None

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        if self.items and self.cut_off and self.cut_off.at_least > self.items:
            raise ValueError(f"{self.id}: the cut-off is higher than the number of items")
        return self


class InstrumentsFile(StrictModel):
    """`instruments.yaml`: the instruments, and the rules for running any of them."""

    since: date = Field(alias="from")
    purpose: Text
    count: Text
    child_procedure: str
    before: tuple[Gate, ...]
    never: tuple[Gate, ...]
    #: Duties; those that depend on the outcome are only for instruments with a cut-off.
    duties: tuple[ProcedureDuty, ...]
    #: Replace the duties that depend on the outcome if the instrument has no cut-off.
    judged: tuple[ProcedureDuty, ...]
    instruments: tuple[Instrument, ...]


class Licence(StrictModel):
    """The permission to use the wording: what is allowed, and who checked it when."""

    said: str = Field(min_length=1)
    seen_by: str = Field(min_length=1)
    seen_on: date


class InstrumentItem(StrictModel):
    """One item, word for word."""

    text: Text
    help: Text | None = None


class Wording(StrictModel):
    """The wording of an instrument, as an office loaded it."""

    instrument: str
    version: int = Field(ge=1)
    since: date = Field(alias="from")
    until: date | None = None
    source: Source
    licence: Licence
    items: tuple[InstrumentItem, ...] = Field(min_length=1)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of its first item; all others have the same."""
        return self.items[0].text.languages


@dataclass(frozen=True, slots=True)
class ScreenMeaning:
    """The meaning of a result for the people of a study. Computed, not published.

    Of 100 positive results `of_positive` are right; of 100 negative ones `of_negative` are wrong.
    """

    of_positive: float
    of_negative: float
    of_positive_where_rare: float
    certainty: Certainty


def compute_meaning(study: Study) -> ScreenMeaning | None:
    """By Bayes' rule from sensitivity, specificity and share; None if one of them is unknown."""
    sensitivity, specificity, share = study.sensitivity, study.specificity, study.prevalence
    if sensitivity is None or specificity is None or share is None:
        return None
    known = {sensitivity.certainty, specificity.certainty, share.certainty}
    hit, miss = sensitivity.percent, 100 - sensitivity.percent
    right, false = specificity.percent, 100 - specificity.percent
    return ScreenMeaning(
        of_positive=_trafficked(hit, false, share.percent),
        of_negative=_trafficked(miss, right, share.percent),
        of_positive_where_rare=_trafficked(hit, false, RARE),
        certainty=Certainty.DERIVED if known == {Certainty.VERIFIED} else Certainty.UNVERIFIED,
    )


def _trafficked(of_trafficked: float, of_others: float, share: float) -> float:
    """How many of 100 such screens are of trafficked people; both given in percent of theirs."""
    theirs, others = of_trafficked * share, of_others * (100 - share)
    return 100 * theirs / (theirs + others) if theirs + others else 0.0


def check_wording(wording: Wording, instrument: Instrument) -> Iterator[tuple[str, str]]:
    """The reason why the wording cannot be run, and a word near the fault."""
    count, least = len(wording.items), instrument.cut_off.at_least if instrument.cut_off else 1
    if instrument.items and count != instrument.items:
        yield f"{instrument.name} has {instrument.items} items, the file has {count}", "items:"
    elif count < least:
        yield f"{instrument.name} has at least {least} items, the file has {count}", "items:"
    for item in wording.items:
        for text in (item.text, item.help):
            if text and set(text.languages) != set(wording.languages):
                languages = ", ".join(text.languages)
                first = ", ".join(wording.languages)
                yield (
                    f"the first item is written in {first}, this one in {languages}",
                    str(text)[:30],
                )
    if wording.until and wording.until < wording.since:
        yield "the last day lies before the first", "until"


def make_procedure(file: InstrumentsFile, instrument: Instrument, wording: Wording) -> Procedure:
    """The instrument as a procedure: its items counted, positive from the published cut-off.

    Without a deciding cut-off it has no outcome: the practitioner judges.
    """
    cut_off = instrument.deciding
    names = [f"item_{number}" for number, _ in enumerate(wording.items, 1)]
    counted = tuple(Equals(name, "yes") for name in names)
    source = cut_off.source if cut_off else instrument.source
    for_adults = instrument.people == "adults"
    return Procedure(
        id=instrument.id,
        version=wording.version,
        since=wording.since,
        until=wording.until,
        title=instrument.title,
        purpose=file.purpose,
        kind="screening",
        people=instrument.people,
        child_procedure=file.child_procedure if for_adults else None,
        settings=instrument.settings,
        source=instrument.source,
        before=file.before,
        never=(*file.never, *instrument.never),
        instrument=instrument.id,
        questions=tuple(
            Question(id=name, text=item.text, help=item.help)
            for name, item in zip(names, wording.items, strict=True)
        ),
        indicators=tuple(
            Indicator(id=name, dimension=ITEMS, text=item.text, when=counts, source=wording.source)
            for name, item, counts in zip(names, wording.items, counted, strict=True)
        ),
        dimensions=(
            Dimension(
                id=ITEMS,
                text=file.count,
                rule=AtLeast(cut_off.at_least, counted) if cut_off else "none",
                source=source,
            ),
        ),
        decision=DecisionRule(positive=Equals(ITEMS, "yes"), source=source) if cut_off else None,
        duties=file.duties if cut_off else (*_without_outcome(file.duties), *file.judged),
    )


def _without_outcome(duties: tuple[ProcedureDuty, ...]) -> Iterator[ProcedureDuty]:
    return (duty for duty in duties if OUTCOME not in list_names(duty.when))
