"""Practice cases, their key, scores and agreement, for files, the API and the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from pydantic import Field

from palermo.kernel.answers import Answer, Missing, Value
from palermo.kernel.sources import Certainty
from palermo.kernel.strict_model import StrictModel
from palermo.packs.pack import Pack
from palermo.procedures.agreement import Agreement, OfficerAgreement
from palermo.procedures.decide import Outcome
from palermo.procedures.obligations import hold_duties
from palermo.procedures.practice import PracticeCase, is_non_physical
from palermo.procedures.scoring import (
    CaseScore,
    CountOfTotal,
    ExpectedAnswer,
    PracticeSummary,
    expected_answer,
)
from palermo.procedures.shapes import Indicator, Procedure, Question, Strength
from palermo.saying.indications import IndicationText, indication_text


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


@dataclass(frozen=True, slots=True)
class SignText:
    """A sign: its id and its words."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class CaseText:
    """What is present, what is absent, and what is not known, each in the order of the case."""

    case: int
    so: tuple[str, ...]
    not_so: tuple[str, ...]
    not_known: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PracticeCases:
    """Cases without their key, the signs to answer for, and the outcomes to choose from."""

    procedure: str
    version: int
    title: str
    outcomes: dict[str, str]
    signs: tuple[SignText, ...]
    cases: tuple[CaseText, ...]


@dataclass(frozen=True, slots=True)
class MissedSignText:
    """A sign that holds and was not ticked, and why it matters."""

    id: str
    text: str
    dimension: str
    strength: Strength | None
    why: str | None
    source: str
    source_verified: bool
    source_certainty: Certainty


@dataclass(frozen=True, slots=True)
class ScoreText:
    """One officer's answer to one case against what the procedure indicates."""

    case: int
    officer: str
    outcome_expected: Outcome
    outcome_given: Outcome
    outcome_agrees: bool
    missed: tuple[SignText, ...]
    wrongly_ticked: tuple[SignText, ...]
    wrongly_closed: tuple[SignText, ...]
    hidden_coercion: tuple[SignText, ...]
    hidden_found: bool | None


@dataclass(frozen=True, slots=True)
class ExplainedScore:
    """A score with what the procedure indicates, and why each missed sign matters."""

    case: int
    officer: str
    outcome_expected: Outcome
    outcome_given: Outcome
    outcome_given_words: str
    outcome_agrees: bool
    missed: tuple[MissedSignText, ...]
    wrongly_ticked: tuple[SignText, ...]
    wrongly_closed: tuple[SignText, ...]
    hidden_coercion: tuple[SignText, ...]
    hidden_found: bool | None
    indication: IndicationText


@dataclass(frozen=True, slots=True)
class ShareOfTotal:
    """A count and its total; the share of nothing is None."""

    count: int
    of: int
    share: float | None


@dataclass(frozen=True, slots=True)
class OutcomeCount:
    """How often an outcome was given where another one was expected."""

    expected: Outcome
    given: Outcome
    count: int


@dataclass(frozen=True, slots=True)
class ScoreSummary:
    """All answers together."""

    cases: int
    signs_found: ShareOfTotal
    signs_wrongly_ticked: ShareOfTotal
    unknown_wrongly_closed: ShareOfTotal
    outcome_right: ShareOfTotal
    hidden_coercion_found: ShareOfTotal
    outcomes: tuple[OutcomeCount, ...]


@dataclass(frozen=True, slots=True)
class AgreementText:
    """Shares of agreement found and by chance, and kappa; None where it is not defined."""

    method: str
    cases: int
    left_out: int
    all_alike: int
    observed: float | None
    expected_by_chance: float | None
    kappa: float | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class PairAgreementText(AgreementText):
    """The agreement of two of the officers."""

    officers: tuple[str, str]


@dataclass(frozen=True, slots=True)
class OfficerAgreementText:
    """All officers together, and every two of them."""

    officers: tuple[str, ...]
    together: AgreementText | None
    pairs: tuple[PairAgreementText, ...]


def cases_text(
    procedure: Procedure, pack: Pack, cases: Iterable[PracticeCase], language: str
) -> PracticeCases:
    """What a trainee is shown: nothing in it tells the seed or the key."""
    outcomes = pack.speech.decisions_of(procedure).items()
    return PracticeCases(
        procedure=procedure.id,
        version=procedure.version,
        title=procedure.title.in_language(language),
        outcomes={name: text.in_language(language) for name, text in outcomes},
        signs=tuple(SignText(i.id, i.text.in_language(language)) for i in procedure.indicators),
        cases=tuple(case_text(case, language) for case in cases),
    )


def case_text(case: PracticeCase, language: str) -> CaseText:
    """One case as a trainee is shown it."""
    lists: dict[str, list[str]] = {"so": [], "not_so": [], "not_known": []}
    for question, value in case.told:
        place, text = _question_and_answer(question, value, language)
        lists[place].append(text)
    return CaseText(case.number, **{name: tuple(texts) for name, texts in lists.items()})


def _question_and_answer(question: Question, value: Value, language: str) -> tuple[str, str]:
    text = question.text.in_language(language)
    if isinstance(value, Missing):
        return "not_known", text
    if question.type == "yes_no":
        return ("so" if value == "yes" else "not_so"), text
    chosen = next((c.text.in_language(language) for c in question.choices if c.id == value), value)
    return "so", f"{text}: {chosen}"


def score_text(score: CaseScore, signs: Mapping[str, str]) -> ScoreText:
    """One officer and one case; `signs` are the words of each sign."""
    return ScoreText(
        case=score.given.case,
        officer=score.given.officer,
        outcome_expected=score.expected.outcome,
        outcome_given=score.given.outcome,
        outcome_agrees=score.outcome_agrees,
        missed=_signs(score.missed, signs),
        wrongly_ticked=_signs(score.wrong, signs),
        wrongly_closed=_signs(score.closed, signs),
        hidden_coercion=_signs(score.expected.hidden, signs),
        hidden_found=score.hidden_found,
    )


def explained_score(
    score: CaseScore, case: PracticeCase, procedure: Procedure, pack: Pack, language: str
) -> ExplainedScore:
    """The score with what the procedure indicates, and why each missed sign matters."""
    texts = {i.id: i.text.in_language(language) for i in procedure.indicators}
    missed = [i for i in procedure.indicators if i.id in score.missed]
    given = score.given.outcome
    return ExplainedScore(
        case=score.given.case,
        officer=score.given.officer,
        outcome_expected=score.expected.outcome,
        outcome_given=given,
        outcome_given_words=pack.speech.decisions_of(procedure)[given.value].in_language(language),
        outcome_agrees=score.outcome_agrees,
        missed=tuple(_missed_sign(i, procedure, pack, language) for i in missed),
        wrongly_ticked=_signs(score.wrong, texts),
        wrongly_closed=_signs(score.closed, texts),
        hidden_coercion=_signs(score.expected.hidden, texts),
        hidden_found=score.hidden_found,
        indication=indication_text(
            hold_duties(procedure, case.indication), procedure, pack, language
        ),
    )


def _signs(ids: Sequence[str], texts: Mapping[str, str]) -> tuple[SignText, ...]:
    return tuple(SignText(name, texts[name]) for name in ids)


def _missed_sign(
    sign: Indicator, procedure: Procedure, pack: Pack, language: str
) -> MissedSignText:
    dimension = next(d for d in procedure.dimensions if d.id == sign.dimension)
    why = next((q.why for q in procedure.questions if q.id == sign.id and q.why), None)
    quiet = pack.speech.headings["quiet"].in_language(language)
    return MissedSignText(
        id=sign.id,
        text=sign.text.in_language(language),
        dimension=dimension.text.in_language(language),
        strength=sign.strength,
        why=why.in_language(language) if why else quiet if is_non_physical(sign) else None,
        source=sign.source.title,
        source_verified=sign.source.certainty is Certainty.VERIFIED,
        source_certainty=sign.source.certainty,
    )


def summary_text(found: PracticeSummary) -> ScoreSummary:
    """Every share with its counts; None of nothing."""
    return ScoreSummary(
        cases=found.cases,
        signs_found=_share(found.signs_found),
        signs_wrongly_ticked=_share(found.signs_wrong),
        unknown_wrongly_closed=_share(found.unknown_closed),
        outcome_right=_share(found.outcome_right),
        hidden_coercion_found=_share(found.hidden_found),
        outcomes=tuple(
            OutcomeCount(one, other, count)
            for (one, other), count in sorted(found.outcomes.items())
        ),
    )


def _share(rate: CountOfTotal) -> ShareOfTotal:
    share = None if rate.share is None else round(rate.share, 4)
    return ShareOfTotal(rate.count, rate.of, share)


def agreement_text(
    found: OfficerAgreement, translate: Callable[[str], str] = str
) -> OfficerAgreementText:
    """All officers together, and every two of them."""
    together = found.together
    return OfficerAgreementText(
        officers=tuple(found.officers),
        together=_agreement(together, translate) if together else None,
        pairs=tuple(
            PairAgreementText(**asdict(_agreement(a, translate)), officers=two)
            for two, a in found.pairs.items()
        ),
    )


def _agreement(found: Agreement, translate: Callable[[str], str]) -> AgreementText:
    return AgreementText(
        method=found.method,
        cases=found.cases,
        left_out=found.left_out,
        all_alike=found.alike,
        observed=found.observed,
        expected_by_chance=found.expected,
        kappa=found.kappa,
        reason=found.reason.say(translate) if found.reason else None,
    )
