"""What is lawful on a day, in words: of a procedure, and of a duty with what to do instead.

Paper is read on other days than the day of printing: there the words say on which days the duty
applies, and what to do on the others.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from palermo.packs.pack import Pack
from palermo.procedures.legal_calendar import (
    Lawfulness,
    LegalPeriod,
    LegalState,
    list_lawful_instead,
)
from palermo.procedures.shapes import Procedure, ProcedureDuty
from palermo.saying.dates import print_date


@dataclass(frozen=True, slots=True)
class LawfulProcedure:
    """A procedure that is lawful instead."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class LawfulText:
    """Whether something is lawful on a day, in words; `instead`: procedures that are lawful."""

    state: Lawfulness
    words: str
    source: str
    instead: tuple[LawfulProcedure, ...] = ()


@dataclass(frozen=True, slots=True)
class LawfulSpell:
    """What is said from an ISO day on, for a device that works for days without a network."""

    first: str
    state: Lawfulness
    words: str


@dataclass(frozen=True, slots=True)
class DutyWords:
    """What is to be done, and what is said about its lawfulness; empty where nothing is."""

    text: str
    lawful: str


def lawful_text(
    procedure: Procedure, pack: Pack, language: str, on: date | None
) -> LawfulText | None:
    """Whether a procedure is lawful on a day. None without a day, or if the calendar is silent."""
    found = pack.calendar.find_state(procedure.lawful, on) if on else None
    if found is None or on is None:
        return None
    valid = (pack.procedures.in_force(name, on) for name in pack.procedures.ids)
    others = (
        ()
        if found.state is Lawfulness.LAWFUL
        else list_lawful_instead(procedure, [p for p in valid if p], pack.calendar, on)
    )
    said = _describe_state(found, procedure.lawful, pack, language)
    if found.period and found.period.exceptions:
        said = f"{said} {_exception_words(found.period, pack, language)}"
    return LawfulText(
        state=found.state,
        words=said,
        source=found.period.source.title if found.period else "",
        instead=tuple(LawfulProcedure(p.id, p.title.in_language(language)) for p in others),
    )


def lawful_spells(
    kinds: Collection[str], pack: Pack, language: str, on: date
) -> tuple[LawfulSpell, ...]:
    """What is lawful from a day on, change by change; empty if the calendar is silent."""
    found = (
        (day, pack.calendar.find_state(kinds, day))
        for day in pack.calendar.list_change_days(kinds, on)
    )
    return tuple(
        LawfulSpell(day.isoformat(), state.state, _describe_state(state, kinds, pack, language))
        for day, state in found
        if state
    )


def procedure_spells(
    procedure: Procedure, pack: Pack, language: str, on: date
) -> tuple[LawfulSpell, ...]:
    """As `lawful_spells`, with the procedures that are lawful instead."""
    found = (
        (day, lawful_text(procedure, pack, language, day))
        for day in pack.calendar.list_change_days(procedure.lawful, on)
    )
    return tuple(
        LawfulSpell(day.isoformat(), text.state, _with_instead(text, pack, language))
        for day, text in found
        if text
    )


def _with_instead(text: LawfulText, pack: Pack, language: str) -> str:
    if not text.instead:
        return text.words
    phrase = pack.speech.lawful["instead"].in_language(language)
    return f"{text.words} {phrase.format(titles='; '.join(p.title for p in text.instead))}"


def duty_words(duty: ProcedureDuty, pack: Pack, language: str, on: date | None) -> DutyWords:
    """What is to be done on a day. On a day on which it is unlawful: what to do instead, and why.

    On a day on which that is not known, nobody is told to do it: they are told to ask first.
    `on`: None for paper, which says both.
    """
    text = duty.text.in_language(language)
    if not duty.lawful:
        return DutyWords(text, "")
    if on is None:
        return DutyWords(text, describe_lawful_days(duty, pack, language))
    found = pack.calendar.find_state(duty.lawful, on)
    if found is None or found.state is Lawfulness.LAWFUL:
        return DutyWords(text, "")
    said = _describe_state(found, duty.lawful, pack, language)
    if found.state is Lawfulness.NOT_KNOWN:
        return DutyWords(ask_first_words(duty, pack, language), said)
    return DutyWords(duty.instead.in_language(language) if duty.instead else text, said)


def ask_first_words(duty: ProcedureDuty, pack: Pack, language: str) -> str:
    """What to do on a day on which it is not known whether the duty is lawful."""
    phrases, text = pack.speech.lawful, duty.text.in_language(language)
    ask = phrases["ask_first"].in_language(language).format(duty=text)
    if duty.instead is None:
        return ask
    until = phrases["until_answer"].in_language(language)
    return f"{ask} {until.format(instead=duty.instead.in_language(language))}"


def describe_lawful_days(duty: ProcedureDuty, pack: Pack, language: str) -> str:
    """On which days a duty applies, and what to do on others: for paper."""
    phrases = pack.speech.lawful
    only = phrases["only"].in_language(language).format(kind=_names(duty.lawful, pack, language))
    if duty.instead is None:
        return only
    otherwise = phrases["otherwise"].in_language(language)
    return f"{only} {otherwise.format(instead=duty.instead.in_language(language))}"


def _describe_state(found: LegalState, kinds: Collection[str], pack: Pack, language: str) -> str:
    phrases, period = pack.speech.lawful, found.period
    said = phrases[found.state].in_language(language)
    words = said.format(
        kind=_names(kinds, pack, language),
        act=period.act.in_language(language) if period else "",
        period=_period_words(period, pack, language) if period else "",
    )
    note = period.note.in_language(language) if period and period.note else ""
    return f"{words} {note}".rstrip()


def _names(kinds: Collection[str], pack: Pack, language: str) -> str:
    return ", ".join(pack.calendar.kinds[kind].text.in_language(language) for kind in kinds)


def _exception_words(period: LegalPeriod, pack: Pack, language: str) -> str:
    named = (
        exception.text.in_language(language)
        for exception in pack.calendar.exceptions
        if exception.id in period.exceptions
    )
    phrase = pack.speech.lawful["exceptions"].in_language(language)
    return phrase.format(exceptions="; ".join(named))


def _period_words(period: LegalPeriod, pack: Pack, language: str) -> str:
    days = {
        name: print_date(day, language)
        for name, day in (("since", period.since), ("until", period.until))
        if day
    }
    name = "period" if len(days) == 2 else f"period_{next(iter(days), 'since')}"
    return pack.speech.lawful[name].in_language(language).format(**days) if days else ""
