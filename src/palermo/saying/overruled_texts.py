"""A decision below the indication in words: signs, decision and reason, without any answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from palermo.cases.decision import DecisionRecord, restore_indication
from palermo.packs.pack import Pack
from palermo.procedures.decide import Outcome
from palermo.procedures.shapes import Procedure
from palermo.saying.indications import (
    IndicationText,
    SignReason,
    decision_names,
    incomplete_words,
    indication_text,
)


@dataclass(frozen=True, slots=True)
class ReasonChoice:
    """A closing reason of the pack. `prohibited`: a second person decides."""

    id: str
    text: str
    prohibited: bool


@dataclass(frozen=True, slots=True)
class OverruledText:
    """What a supervisor sees of a decision, beside its code and times.

    `published`: the classification of a publisher beside the indication; empty without one.
    """

    procedure_title: str
    indicated: str
    published: str
    decision: str
    officers_own: str
    reason_code: str
    prohibited: bool
    signs: tuple[SignReason, ...]


def reason_choices(pack: Pack, language: str) -> tuple[ReasonChoice, ...]:
    """The reasons for a decision below the indication."""
    return tuple(
        ReasonChoice(r.id, r.text.in_language(language), r.prohibited) for r in pack.closing_reasons
    )


def reason_code_text(code: str, pack: Pack, language: str) -> str:
    """The words of a reason; its code where the pack no longer has it, empty without one."""
    found = next((r for r in pack.closing_reasons if r.id == code), None)
    return found.text.in_language(language) if found else code


def overruled_text(
    procedure: Procedure | None,
    indicated: DecisionRecord,
    decision: str,
    officers_own: str,
    reason_code: str,
    pack: Pack,
    language: str,
) -> OverruledText:
    """The decision in words of the version that decided; ids where the pack no longer has it."""
    found = next((r for r in pack.closing_reasons if r.id == reason_code), None)
    names: dict[Outcome, str] = decision_names(procedure, pack, language) if procedure else {}
    words = {str(outcome): text for outcome, text in names.items()}
    text = _indicated_text(procedure, indicated, pack, language) if procedure else None
    beside = text and text.published and text.reasonable_grounds
    return OverruledText(
        procedure_title=procedure.title.in_language(language) if procedure else "",
        indicated=_indicated_words(indicated, words, pack, language),
        published=(text.outcome_words or "") if text and beside else "",
        decision=words.get(decision, decision),
        officers_own=words.get(officers_own, officers_own),
        reason_code=reason_code_text(reason_code, pack, language),
        prohibited=bool(found and found.prohibited),
        signs=text.reasons_for if text else (),
    )


def _indicated_words(
    indicated: DecisionRecord, names: Mapping[str, str], pack: Pack, language: str
) -> str:
    """What was indicated; an incomplete result has no name among the decisions."""
    code = indicated.reasonable_grounds or indicated.outcome
    if code == Outcome.INCOMPLETE:
        return incomplete_words(indicated.unknown, pack, language)
    return names.get(code, code)


def _indicated_text(
    procedure: Procedure, indicated: DecisionRecord, pack: Pack, language: str
) -> IndicationText:
    return indication_text(restore_indication(indicated, procedure, ()), procedure, pack, language)
