"""Vignettes as officers see them, and their answers beside the key, in one language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from palermo.packs.pack import Pack
from palermo.procedures.decide import DECISIONS, Outcome
from palermo.procedures.shapes import Procedure
from palermo.procedures.vignettes import (
    Vignette,
    VignetteScore,
    make_vignette_key,
)
from palermo.saying.indications import IndicationText, indication_text
from palermo.saying.practice_texts import SignText


@dataclass(frozen=True, slots=True)
class VignetteTitle:
    """A vignette in a list. `procedure_title`: of the procedure that it trains."""

    id: str
    title: str
    procedure: str
    procedure_title: str


@dataclass(frozen=True, slots=True)
class VignetteText:
    """One vignette without its key. Nothing in it tells what is right."""

    id: str
    title: str
    procedure: str
    procedure_title: str
    paragraphs: tuple[str, ...]
    decisions: tuple[SignText, ...]
    signs: tuple[SignText, ...]
    questions: tuple[SignText, ...]
    acts: tuple[SignText, ...]


@dataclass(frozen=True, slots=True)
class VignetteScoreText:
    """One officer's answer beside the key, with what the procedure indicates and why."""

    vignette: str
    officer: str
    passed: bool
    decision_expected: Outcome
    decision_given: Outcome
    decision_given_words: str
    decision_agrees: bool
    signs_missed: tuple[SignText, ...]
    signs_wrong: tuple[SignText, ...]
    signs_closed: tuple[SignText, ...]
    questions_missed: tuple[SignText, ...]
    questions_wrong: tuple[SignText, ...]
    acts_missed: tuple[SignText, ...]
    acts_wrong: tuple[SignText, ...]
    hidden_coercion: tuple[SignText, ...]
    hidden_found: bool | None
    indication: IndicationText


def newest_procedure(vignette: Vignette, pack: Pack) -> Procedure:
    """The version whose signs the vignette is judged by."""
    return pack.procedures.versions_of(vignette.procedure)[-1]


def list_vignettes(
    pack: Pack, language: str, procedure_id: str | None = None
) -> tuple[VignetteTitle, ...]:
    """All vignettes, or those of one procedure."""
    chosen = (v for v in pack.vignettes if procedure_id in (None, v.procedure))
    return tuple(
        VignetteTitle(
            v.id,
            v.title.in_language(language),
            v.procedure,
            newest_procedure(v, pack).title.in_language(language),
        )
        for v in chosen
    )


def vignette_text(vignette: Vignette, pack: Pack, language: str) -> VignetteText:
    """What the officer reads and chooses from."""
    procedure = newest_procedure(vignette, pack)
    key, words = make_vignette_key(vignette, procedure), _Words(vignette, procedure, language)
    decisions = pack.speech.decisions_of(procedure)
    return VignetteText(
        id=vignette.id,
        title=vignette.title.in_language(language),
        procedure=procedure.id,
        procedure_title=procedure.title.in_language(language),
        paragraphs=tuple(
            part.strip() for part in vignette.text.in_language(language).split("\n") if part.strip()
        ),
        decisions=tuple(
            SignText(o.value, decisions[o.value].in_language(language)) for o in DECISIONS
        ),
        signs=words.signs(key.signs),
        questions=words.questions(key.offered_questions),
        acts=words.acts(key.offered_acts),
    )


def vignette_score_text(score: VignetteScore, pack: Pack, language: str) -> VignetteScoreText:
    """The comparison, in words."""
    key, given = score.key, score.given
    procedure = newest_procedure(key.vignette, pack)
    words = _Words(key.vignette, procedure, language)
    return VignetteScoreText(
        vignette=key.vignette.id,
        officer=given.officer,
        passed=score.passed,
        decision_expected=key.decision,
        decision_given=given.decision,
        decision_given_words=pack.speech.decisions_of(procedure)[given.decision.value].in_language(
            language
        ),
        decision_agrees=score.decision_agrees,
        signs_missed=words.signs(score.signs_missed),
        signs_wrong=words.signs(score.signs_wrong),
        signs_closed=words.signs(score.signs_closed),
        questions_missed=words.questions(score.next_missed),
        questions_wrong=words.questions(score.next_wrong),
        acts_missed=words.acts(score.acts_missed),
        acts_wrong=words.acts(score.acts_wrong),
        hidden_coercion=words.signs(key.hidden),
        hidden_found=score.hidden_found,
        indication=indication_text(key.indication, procedure, pack, language),
    )


class _Words:
    """The words of signs, questions and acts of one vignette."""

    def __init__(self, vignette: Vignette, procedure: Procedure, language: str) -> None:
        self._signs = {i.id: i.text.in_language(language) for i in procedure.indicators}
        self._questions = {
            q.id: (q.ask or q.text).in_language(language) for q in procedure.questions
        }
        self._acts = {d.id: d.text.in_language(language) for d in procedure.duties}
        self._acts |= {act.id: act.text.in_language(language) for act in vignette.wrong_acts}

    def signs(self, ids: Iterable[str]) -> tuple[SignText, ...]:
        return tuple(SignText(name, self._signs[name]) for name in ids)

    def questions(self, ids: Iterable[str]) -> tuple[SignText, ...]:
        known = {**self._signs, **self._questions}
        return tuple(SignText(name, known[name]) for name in ids)

    def acts(self, ids: Iterable[str]) -> tuple[SignText, ...]:
        return tuple(SignText(name, self._acts[name]) for name in ids)
