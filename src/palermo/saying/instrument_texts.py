"""A published instrument in words: its facts, and what they mean for somebody who is screened.

The same object stands on the pages, in the API and the terminal, and beside every result.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from palermo.kernel.sources import Certainty
from palermo.packs.pack import Pack
from palermo.procedures.decide import Indication
from palermo.procedures.instruments import (
    Instrument,
    InstrumentNote,
    PublishedShare,
    Study,
    compute_meaning,
)
from palermo.procedures.shapes import Procedure
from palermo.saying.procedure_texts import SourceText, source_text


class InstrumentPhrases:
    """The phrases about instruments in one language."""

    def __init__(self, pack: Pack, language: str) -> None:
        self.language = language
        self._phrases = pack.speech.instruments

    def say(self, name: str, **values: object) -> str:
        """A phrase, its numbers as the language writes them."""
        said = {key: self.number(v) if isinstance(v, float) else v for key, v in values.items()}
        return self._phrases[name].in_language(self.language).format(**said)

    def marked(self, said: str, sure: bool) -> str:
        """With the mark of what was not verified, where it was not."""
        return said if sure else f"{said} ({self.say('unverified')})"

    def number(self, value: float) -> str:
        """A share of 100: whole from 10 on; one decimal below, where the whole would mislead."""
        shown = f"{value:.0f}" if value >= 10 else f"{value:.1f}".removesuffix(".0")
        return shown if self.language.startswith("en") else shown.replace(".", ",")

    def exact(self, figure: PublishedShare | None) -> str:
        """A published share as it is printed; a dash where none is."""
        shown = f"{figure.percent:g} %" if figure else "–"
        return shown if self.language.startswith("en") else shown.replace(".", ",")


@dataclass(frozen=True, slots=True)
class ShareText:
    """A published share in percent, with its interval of confidence where one is given."""

    percent: float
    low: float | None
    high: float | None
    verified: bool


@dataclass(frozen=True, slots=True)
class NoteText:
    """Something told of an instrument or a study."""

    text: str
    verified: bool


@dataclass(frozen=True, slots=True)
class ScreenWorth:
    """What a screen is worth, computed here and not published; words alone without figures."""

    said: tuple[str, ...]
    unverified: bool
    of_positive: float | None = None
    of_negative: float | None = None
    of_positive_where_rare: float | None = None


@dataclass(frozen=True, slots=True)
class StudyText:
    """One study: who was assessed, how many were trafficked, how often the screen was right."""

    source: SourceText
    people: str
    assessed: int | None
    found: int | None
    share: ShareText | None
    sensitivity: ShareText | None
    specificity: ShareText | None
    figures_said: str
    computed: ScreenWorth
    notes: tuple[NoteText, ...]


@dataclass(frozen=True, slots=True)
class CutOffText:
    """From how many items on a screen is positive; one that was not confirmed decides nothing."""

    at_least: int
    decides: bool
    source: SourceText


@dataclass(frozen=True, slots=True)
class WordingText:
    """A version of the wording that this office loaded, and by which permission."""

    version: int
    since: date
    languages: tuple[str, ...]
    source: SourceText
    licence: str
    said: str


@dataclass(frozen=True, slots=True)
class InstrumentText:
    """One published instrument. Without a cut-off that decides, the practitioner judges."""

    id: str
    name: str
    since: int
    title: str
    source: SourceText
    people: str
    ages: str
    form: str
    items: int | None
    cut_off: CutOffText | None
    rule: str
    referral: str
    studies: tuple[StudyText, ...]
    limits: tuple[NoteText, ...]
    language: str
    wording: str
    wording_said: str
    loaded: tuple[WordingText, ...]


@dataclass(frozen=True, slots=True)
class AnswerCount:
    """How many items of a screen were answered yes, and how many are not known."""

    yes: int
    unknown: int
    items: int


@dataclass(frozen=True, slots=True)
class ScreenText:
    """The instrument that a procedure runs, and the count of one screen, where there is one."""

    id: str
    name: str
    version: int
    cut_off: CutOffText | None
    rule: str
    referral: str
    studies: tuple[StudyText, ...]
    limits: tuple[NoteText, ...]
    language: str
    counted: AnswerCount | None = None
    counted_said: str = ""


def instrument_text(instrument: Instrument, pack: Pack, language: str) -> InstrumentText:
    """All of an instrument in `language`."""
    phrases, i = InstrumentPhrases(pack, language), instrument
    loaded = [w for w in pack.wordings if w.instrument == instrument.id]
    return InstrumentText(
        id=i.id,
        name=i.name,
        since=i.since,
        title=i.title.in_language(language),
        source=source_text(i.source),
        people=i.people,
        ages=i.ages.in_language(language),
        form=i.form.in_language(language),
        items=i.items,
        cut_off=_cut_off(i),
        rule=_rule(i, phrases),
        referral=phrases.say("referral"),
        studies=tuple(_study(s, phrases) for s in i.studies),
        limits=tuple(_note(n, language) for n in i.limits),
        language=phrases.say("language"),
        wording=i.wording,
        wording_said=_wording(i, bool(loaded), phrases),
        loaded=tuple(
            WordingText(
                version=w.version,
                since=w.since,
                languages=tuple(w.languages),
                source=source_text(w.source),
                licence=w.licence.said,
                said=phrases.say("loaded", version=w.version),
            )
            for w in loaded
        ),
    )


def screen_text(
    procedure: Procedure, pack: Pack, language: str, found: Indication | None = None
) -> ScreenText | None:
    """The instrument that a procedure runs, with the count of one screen; None where it runs none.

    It is shown with every decision: instrument, version, cut-off and figures as they were that day.
    """
    if procedure.instrument is None:
        return None
    phrases = InstrumentPhrases(pack, language)
    it = instrument_text(pack.instrument(procedure.instrument), pack, language)
    count = _count_answers(procedure, found) if found else None
    return ScreenText(
        id=it.id,
        name=it.name,
        version=procedure.version,
        cut_off=it.cut_off,
        rule=it.rule,
        referral=it.referral,
        studies=it.studies,
        limits=it.limits,
        language=it.language,
        counted=count,
        counted_said=phrases.say("counted", **asdict(count)) if count else "",
    )


def _count_answers(procedure: Procedure, found: Indication) -> AnswerCount:
    answers = [c for d in found.dimensions for c in d.counts.values()]
    return AnswerCount(
        yes=sum(c.yes for c in answers),
        unknown=sum(c.unknown for c in answers),
        items=len(procedure.indicators),
    )


def _cut_off(instrument: Instrument) -> CutOffText | None:
    cut_off = instrument.cut_off
    if cut_off is None:
        return None
    return CutOffText(cut_off.at_least, cut_off.decides, source_text(cut_off.source))


def _rule(instrument: Instrument, words: InstrumentPhrases) -> str:
    if instrument.cut_off is None:
        return words.say("no_cut_off")
    if instrument.deciding is None:
        return words.say("cut_off_open", n=instrument.cut_off.at_least)
    sure = instrument.cut_off.source.certainty is Certainty.VERIFIED
    return words.marked(words.say("cut_off", n=instrument.cut_off.at_least), sure)


def _wording(instrument: Instrument, is_loaded: bool, words: InstrumentPhrases) -> str:
    return "" if is_loaded else words.say(f"wording_{instrument.wording}")


def _study(study: Study, words: InstrumentPhrases) -> StudyText:
    return StudyText(
        source=source_text(study.source),
        people=study.people.in_language(words.language),
        assessed=study.assessed,
        found=study.found,
        share=_share(study.share),
        sensitivity=_share(study.sensitivity),
        specificity=_share(study.specificity),
        figures_said=_figures_said(study, words),
        computed=_computed(study, words),
        notes=tuple(_note(n, words.language) for n in study.notes),
    )


def _figures_said(study: Study, words: InstrumentPhrases) -> str:
    rights = [study.sensitivity, study.specificity]
    if not any(rights):
        return ""
    sensitivity, specificity = map(words.exact, rights)
    said = words.say("figures", sensitivity=sensitivity, specificity=specificity)
    sure = all(f.certainty is Certainty.VERIFIED for f in rights if f)
    return words.marked(said, sure)


def _computed(study: Study, words: InstrumentPhrases) -> ScreenWorth:
    """What a screen is worth, computed here; words alone where figures are missing."""
    found = compute_meaning(study)
    if found is None:
        return ScreenWorth((words.say("not_computed"),), unverified=False)
    sure = found.certainty is not Certainty.UNVERIFIED
    said = (
        words.say("of_positive", n=found.of_positive),
        words.say("of_negative", n=found.of_negative),
        words.say("where_rare", n=found.of_positive_where_rare),
        words.marked(words.say("computed"), sure),
    )
    return ScreenWorth(
        said,
        unverified=not sure,
        of_positive=round(found.of_positive, 2),
        of_negative=round(found.of_negative, 2),
        of_positive_where_rare=round(found.of_positive_where_rare, 2),
    )


def _share(figure: PublishedShare | None) -> ShareText | None:
    if figure is None:
        return None
    verified = figure.certainty is Certainty.VERIFIED
    return ShareText(figure.percent, figure.low, figure.high, verified)


def _note(note: InstrumentNote, language: str) -> NoteText:
    verified = note.certainty is Certainty.VERIFIED
    return NoteText(note.text.in_language(language), verified)
