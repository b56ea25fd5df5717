"""Practice cases, their key, scores and agreement, as JSON for files, the API and the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from pydantic import Field

from palermo.kernel.answers import Answer, Missing, Value
from palermo.kernel.sources import Certainty
from palermo.kernel.strict_model import StrictModel
from palermo.packs.pack import Pack
from palermo.procedures.agreement import Agreement, OfficerAgreement
from palermo.procedures.practice import PracticeCase, is_non_physical
from palermo.procedures.scoring import (
    CaseScore,
    CountOfTotal,
    ExpectedAnswer,
    PracticeSummary,
    expected_answer,
)
from palermo.procedures.shapes import Indicator, Procedure, Question
from palermo.saying.indications import indication_json


class CaseKey(ExpectedAnswer):
    """The key of one case, with the answers it was made of and what follows."""

    answers: dict[str, str | int | float]
    label: str | None
    dimensions: dict[str, Answer]
    duties: tuple[str, ...]


class PracticeKey(StrictModel):
    """What belongs to the trainer alone. The seed makes the same cases again."""

    procedure: str
    version: int
    pack: str
    seed: int
    #: The words of each sign, so that scores can be read without the pack.
    signs: dict[str, str]
    cases: tuple[CaseKey, ...] = Field(min_length=1)


def make_key(
    procedure: Procedure, pack: Pack, cases: Iterable[PracticeCase], seed: int, language: str
) -> PracticeKey:
    """The key of `cases`; the texts of the signs in `language`."""
    return PracticeKey(
        procedure=procedure.id,
        version=procedure.version,
        pack=pack.fingerprint,
        seed=seed,
        signs={i.id: i.text.in_language(language) for i in procedure.indicators},
        cases=tuple(_case_key(procedure, case, language) for case in cases),
    )


def _case_key(procedure: Procedure, case: PracticeCase, language: str) -> CaseKey:
    found, key = case.indication, expected_answer(procedure, case)
    return CaseKey(
        case=key.case,
        outcome=key.outcome,
        signs=key.signs,
        hidden=key.hidden,
        answers=dict(case.answers),
        label=found.label.in_language(language) if found.label else None,
        dimensions={d.id: d.answer for d in found.dimensions},
        duties=tuple(d.id for d in found.duties),
    )


def cases_json(
    procedure: Procedure, pack: Pack, cases: Iterable[PracticeCase], language: str
) -> dict[str, Any]:
    """What a trainee is shown: nothing in it tells the seed or the key."""
    return {
        "procedure": procedure.id,
        "version": procedure.version,
        "title": procedure.title.in_language(language),
        "outcomes": {
            name: text.in_language(language) for name, text in pack.speech.outcomes.items()
        },
        "signs": [{"id": i.id, "text": i.text.in_language(language)} for i in procedure.indicators],
        "cases": [case_json(case, language) for case in cases],
    }


def case_json(case: PracticeCase, language: str) -> dict[str, Any]:
    """What is so, what is not, and what nobody knows, each in the order of the case."""
    lists: dict[str, list[str]] = {"so": [], "not_so": [], "not_known": []}
    for question, value in case.told:
        place, text = _question_and_answer(question, value, language)
        lists[place].append(text)
    return {"case": case.number, **lists}


def _question_and_answer(question: Question, value: Value, language: str) -> tuple[str, str]:
    text = question.text.in_language(language)
    if isinstance(value, Missing):
        return "not_known", text
    if question.type == "yes_no":
        return ("so" if value == "yes" else "not_so"), text
    chosen = next((c.text.in_language(language) for c in question.choices if c.id == value), value)
    return "so", f"{text}: {chosen}"


def score_json(score: CaseScore, signs: Mapping[str, str]) -> dict[str, Any]:
    """One officer and one case; `signs` are the words of each sign."""

    def named(ids: Sequence[str]) -> list[dict[str, str]]:
        return [{"id": name, "text": signs[name]} for name in ids]

    return {
        "case": score.given.case,
        "officer": score.given.officer,
        "outcome_expected": score.expected.outcome.value,
        "outcome_given": score.given.outcome.value,
        "outcome_agrees": score.outcome_agrees,
        "missed": named(score.missed),
        "wrongly_ticked": named(score.wrong),
        "wrongly_closed": named(score.closed),
        "hidden_coercion": named(score.expected.hidden),
        "hidden_found": score.hidden_found,
    }


def explained_score_json(
    score: CaseScore, case: PracticeCase, procedure: Procedure, pack: Pack, language: str
) -> dict[str, Any]:
    """The score with what the procedure indicates, and why each missed sign matters."""
    texts = {i.id: i.text.in_language(language) for i in procedure.indicators}
    signs = [i for i in procedure.indicators if i.id in score.missed]
    outcomes = pack.speech.outcomes
    return {
        **score_json(score, texts),
        "outcome_given_words": outcomes[score.given.outcome.value].in_language(language),
        "missed": [_missed_sign_json(i, procedure, pack, language) for i in signs],
        "indication": indication_json(case.indication, procedure, pack, language),
    }


def _missed_sign_json(
    sign: Indicator, procedure: Procedure, pack: Pack, language: str
) -> dict[str, Any]:
    dimension = next(d for d in procedure.dimensions if d.id == sign.dimension)
    why = next((q.why for q in procedure.questions if q.id == sign.id and q.why), None)
    quiet = pack.speech.headings["quiet"].in_language(language)
    return {
        "id": sign.id,
        "text": sign.text.in_language(language),
        "dimension": dimension.text.in_language(language),
        "strength": sign.strength.value if sign.strength else None,
        "why": why.in_language(language) if why else quiet if is_non_physical(sign) else None,
        "source": sign.source.title,
        "source_verified": sign.source.certainty is Certainty.VERIFIED,
    }


def summary_json(found: PracticeSummary) -> dict[str, Any]:
    """Every share with its counts; null of nothing."""
    return {
        "cases": found.cases,
        "signs_found": _rate(found.signs_found),
        "signs_wrongly_ticked": _rate(found.signs_wrong),
        "unknown_wrongly_closed": _rate(found.unknown_closed),
        "outcome_right": _rate(found.outcome_right),
        "hidden_coercion_found": _rate(found.hidden_found),
        "outcomes": [
            {"expected": one.value, "given": other.value, "count": count}
            for (one, other), count in sorted(found.outcomes.items())
        ],
    }


def _rate(rate: CountOfTotal) -> dict[str, Any]:
    share = None if rate.share is None else round(rate.share, 4)
    return {"count": rate.count, "of": rate.of, "share": share}


def officer_agreement_json(
    found: OfficerAgreement, translate: Callable[[str], str] = str
) -> dict[str, Any]:
    """All officers together, and every two of them."""
    together, pairs = found.together, found.pairs.items()
    return {
        "officers": list(found.officers),
        "together": _agreement(together, translate) if together else None,
        "pairs": [{"officers": list(two), **_agreement(a, translate)} for two, a in pairs],
    }


def _agreement(found: Agreement, translate: Callable[[str], str]) -> dict[str, Any]:
    return {
        "method": found.method,
        "cases": found.cases,
        "left_out": found.left_out,
        "all_alike": found.alike,
        "observed": found.observed,
        "expected_by_chance": found.expected,
        "kappa": found.kappa,
        "reason": found.reason.say(translate) if found.reason else None,
    }
