"""A published instrument in words: its facts, and what they mean for somebody who is screened.

The same object stands on the pages, in the API and the terminal, and beside every result.
"""

from __future__ import annotations

from typing import Any

from palermo.kernel.answers import Answer
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
from palermo.saying.procedure_texts import source_text


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


def instrument_text(instrument: Instrument, pack: Pack, language: str) -> dict[str, Any]:
    """All of an instrument in `language`; the keys are those of the API's `InstrumentOut`."""
    words = InstrumentPhrases(pack, language)
    loaded = [w for w in pack.wordings if w.instrument == instrument.id]
    i = instrument
    return {
        "id": i.id,
        "name": i.name,
        "since": i.since,
        "title": i.title.in_language(language),
        "source": source_text(i.source),
        "people": i.people,
        "ages": i.ages.in_language(language),
        "form": i.form.in_language(language),
        "items": i.items,
        "cut_off": _cut_off(i),
        "rule": _rule(i, words),
        "referral": words.say("referral"),
        "studies": [_study(s, words) for s in i.studies],
        "limits": [_note(n, language) for n in i.limits],
        "language": words.say("language"),
        "wording": i.wording,
        "wording_said": _wording(i, bool(loaded), words),
        "loaded": [
            {
                "version": w.version,
                "since": w.since,
                "languages": list(w.languages),
                "source": source_text(w.source),
                "licence": w.licence.said,
                "said": words.say("loaded", version=w.version),
            }
            for w in loaded
        ],
    }


def screen_result_json(
    procedure: Procedure, pack: Pack, language: str, found: Indication | None = None
) -> dict[str, Any] | None:
    """The instrument that a procedure runs, with the count of one screen; None where it runs none.

    It is kept with every decision: instrument, version, cut-off and figures as they were that day.
    """
    if procedure.instrument is None:
        return None
    instrument = pack.instrument(procedure.instrument)
    words = InstrumentPhrases(pack, language)
    told = instrument_text(instrument, pack, language)
    keys = ("id", "name", "cut_off", "rule", "referral", "studies", "limits", "language")
    counted = _count_answers(procedure, found, words) if found else {}
    return {**{key: told[key] for key in keys}, "version": procedure.version, **counted}


def _count_answers(
    procedure: Procedure, found: Indication, words: InstrumentPhrases
) -> dict[str, Any]:
    answers = [c for d in found.dimensions for c in d.counts.values()]
    total = {a: sum(getattr(c, a.value) for c in answers) for a in Answer}
    count = {"yes": total[Answer.YES], "unknown": total[Answer.UNKNOWN]}
    count["items"] = len(procedure.indicators)
    return {"counted": count, "counted_said": words.say("counted", **count)}


def _cut_off(instrument: Instrument) -> dict[str, Any] | None:
    cut_off = instrument.cut_off
    if cut_off is None:
        return None
    return {
        "at_least": cut_off.at_least,
        "decides": cut_off.decides,
        "source": source_text(cut_off.source),
    }


def _rule(instrument: Instrument, words: InstrumentPhrases) -> str:
    if instrument.cut_off is None:
        return words.say("no_cut_off")
    if instrument.deciding is None:
        return words.say("cut_off_open", n=instrument.cut_off.at_least)
    sure = instrument.cut_off.source.certainty is Certainty.VERIFIED
    return words.marked(words.say("cut_off", n=instrument.cut_off.at_least), sure)


def _wording(instrument: Instrument, is_loaded: bool, words: InstrumentPhrases) -> str:
    return "" if is_loaded else words.say(f"wording_{instrument.wording}")


def _study(study: Study, words: InstrumentPhrases) -> dict[str, Any]:
    figures = ("share", "sensitivity", "specificity")
    return {
        "source": source_text(study.source),
        "people": study.people.in_language(words.language),
        "assessed": study.assessed,
        "found": study.found,
        **{name: _figure(getattr(study, name)) for name in figures},
        "figures_said": _figures_said(study, words),
        "computed": _computed(study, words),
        "notes": [_note(n, words.language) for n in study.notes],
    }


def _figures_said(study: Study, words: InstrumentPhrases) -> str:
    rights = [study.sensitivity, study.specificity]
    if not any(rights):
        return ""
    sensitivity, specificity = map(words.exact, rights)
    said = words.say("figures", sensitivity=sensitivity, specificity=specificity)
    sure = all(f.certainty is Certainty.VERIFIED for f in rights if f)
    return words.marked(said, sure)


def _computed(study: Study, words: InstrumentPhrases) -> dict[str, Any]:
    """What a screen is worth, computed here; `said` alone where figures are missing."""
    found = compute_meaning(study)
    if found is None:
        return {"said": [words.say("not_computed")], "unverified": False}
    sure = found.certainty is not Certainty.UNVERIFIED
    return {
        "of_positive": round(found.of_positive, 2),
        "of_negative": round(found.of_negative, 2),
        "of_positive_where_rare": round(found.of_positive_where_rare, 2),
        "unverified": not sure,
        "said": [
            words.say("of_positive", n=found.of_positive),
            words.say("of_negative", n=found.of_negative),
            words.say("where_rare", n=found.of_positive_where_rare),
            words.marked(words.say("computed"), sure),
        ],
    }


def _figure(figure: PublishedShare | None) -> dict[str, Any] | None:
    if figure is None:
        return None
    verified = figure.certainty is Certainty.VERIFIED
    return {
        "percent": figure.percent,
        "low": figure.low,
        "high": figure.high,
        "verified": verified,
    }


def _note(note: InstrumentNote, language: str) -> dict[str, Any]:
    verified = note.certainty is Certainty.VERIFIED
    return {"text": note.text.in_language(language), "verified": verified}
