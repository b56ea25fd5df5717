"""What a procedure indicates, in one language. JSON: `docs/reference/indication-json.md`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from palermo.cases.child import child_takes_over
from palermo.cases.handover import list_takeover_duties
from palermo.kernel.answers import Answer, Answers
from palermo.kernel.sources import Certainty
from palermo.kernel.texts import Text
from palermo.packs.pack import Pack
from palermo.procedures.decide import DECISIONS, DimensionResult, Indication, Outcome
from palermo.procedures.obligations import hold_duties
from palermo.procedures.shapes import Indicator, Procedure, ProcedureDuty, Sign, Strength
from palermo.saying.instrument_texts import ScreenText, screen_text
from palermo.saying.lawful_texts import LawfulText, duty_words, lawful_text
from palermo.saying.status_texts import StatusText, status_text


@dataclass(frozen=True, slots=True)
class SignCount:
    """How many signs of one strength hold, do not hold, and are not known."""

    yes: int
    no: int
    unknown: int


@dataclass(frozen=True, slots=True)
class DimensionText:
    """Whether a dimension is present; `counts` by strength, `none` for signs without one."""

    id: str
    text: str
    answer: Answer
    counts: dict[str, SignCount]


@dataclass(frozen=True, slots=True)
class SignReason:
    """A sign that holds or does not. `doubt`: why its published weight is not certain.

    `sign`: core or context, and `because` says why; both None in a list without them.
    """

    id: str
    text: str
    dimension: str
    strength: Strength | None
    sign: Sign | None
    because: str | None
    doubt: str | None

    @property
    def group(self) -> str:
        """Core signs first, then context signs, then those of a list without either."""
        return {Sign.CORE: "1", Sign.CONTEXT: "2"}.get(self.sign, "3") if self.sign else "3"


@dataclass(frozen=True, slots=True)
class OpenQuestionText:
    """A question whose answer could still change the outcome."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class FollowingDutyText:
    """What must be done, by whom and until when.

    `lawful`: why something else is to be done on that day, or that it is not known; else empty.
    """

    id: str
    text: str
    who: str
    who_name: str
    within_hours: int | None
    within: str
    acknowledged: bool
    lawful: str
    source: str
    source_verified: bool
    source_certainty: Certainty


@dataclass(frozen=True, slots=True)
class ChildPathwayText:
    """The procedure for children that takes over, and the sentence that says so."""

    procedure: str
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class IndicationText:
    """What a procedure indicates. It advises; the officer decides.

    `child_pathway`: set where a procedure for adults was run for a person who may be a child. Then
    it indicates nothing and asks nothing more, and `duties` are what to do now.
    """

    procedure: str
    version: int
    applies_from: date
    status: StatusText
    lawful: LawfulText | None
    pack: str
    outcome: Outcome | None
    outcome_words: str | None
    label: str | None
    #: Whether `outcome` is the classification of a publisher, shown beside reasonable grounds.
    published: bool
    reasonable_grounds: Outcome | None
    reasonable_grounds_words: str | None
    #: Whether nothing is ruled out: the result is called `incomplete`, and no words deny.
    incomplete: bool
    dimensions: tuple[DimensionText, ...]
    reasons_for: tuple[SignReason, ...]
    reasons_against: tuple[SignReason, ...]
    #: What introduces `reasons_against`: the text of a sign alone reads as a fact.
    reasons_against_words: str
    unknown: tuple[OpenQuestionText, ...]
    duties: tuple[FollowingDutyText, ...]
    possible_duties: tuple[FollowingDutyText, ...]
    instrument: ScreenText | None
    source: str
    source_verified: bool
    source_certainty: Certainty
    advice: str
    child_pathway: ChildPathwayText | None = None


def indication_text(
    found: Indication,
    procedure: Procedure,
    pack: Pack,
    language: str = "en",
    on: date | None = None,
) -> IndicationText:
    """What the procedure indicates, in `language`. `on`: the day on which duties must be lawful."""
    speech = pack.speech
    outcomes = speech.outcomes_of(procedure)
    questions = {q.id: q for q in procedure.questions}
    return IndicationText(
        procedure=procedure.id,
        version=procedure.version,
        applies_from=procedure.since,
        status=status_text(procedure, pack, language),
        lawful=lawful_text(procedure, pack, language, on),
        pack=pack.fingerprint,
        outcome=found.outcome,
        outcome_words=_result_words(found.outcome, outcomes, pack, language, found),
        label=found.label.in_language(language) if found.label else None,
        published=bool(procedure.decision and procedure.decision.published),
        reasonable_grounds=found.reasonable_grounds,
        reasonable_grounds_words=_result_words(
            found.reasonable_grounds, speech.grounds_of(procedure), pack, language, found
        ),
        incomplete=found.is_incomplete,
        dimensions=tuple(_dimension(d, language) for d in found.dimensions),
        reasons_for=tuple(_reason(i, language) for i in found.grounds),
        reasons_against=tuple(_reason(i, language) for i in found.against),
        reasons_against_words=speech.headings["against"].in_language(language),
        unknown=tuple(
            OpenQuestionText(name, questions[name].text.in_language(language))
            for name in found.unknown
        ),
        duties=tuple(_duty(d, pack, language, on) for d in found.duties),
        possible_duties=tuple(_duty(d, pack, language, on) for d in found.possible_duties),
        instrument=screen_text(procedure, pack, language, found),
        source=procedure.source.title,
        source_verified=procedure.source.certainty is Certainty.VERIFIED,
        source_certainty=procedure.source.certainty,
        advice=speech.headings["advice"].in_language(language),
    )


def person_indication_text(
    found: Indication,
    procedure: Procedure,
    answers: Answers,
    pack: Pack,
    language: str,
    on: date,
    *,
    age: int | None = None,
) -> IndicationText:
    """The same for a person's answers: for a possible child, the procedure for children takes over.

    What holds while it is not known is among the duties, as it is in the record.
    `age`: in years, where it was estimated outside the questions.
    """
    text = indication_text(hold_duties(procedure, found), procedure, pack, language, on)
    if procedure.child_procedure is None or not child_takes_over(procedure, age, answers):
        return text
    name = procedure.child_procedure
    child = pack.procedures.in_force(name, on) or pack.procedures.versions_of(name)[-1]
    title = child.title.in_language(language)
    words = pack.speech.headings["child_pathway"].in_language(language).format(title=title)
    return replace(
        text,
        outcome=None,
        outcome_words=None,
        label=None,
        reasonable_grounds=None,
        reasonable_grounds_words=None,
        dimensions=(),
        incomplete=False,
        unknown=(),
        duties=tuple(
            _duty(d, pack, language, on) for d in list_takeover_duties(procedure, child, answers)
        ),
        possible_duties=(),
        child_pathway=ChildPathwayText(child.id, title, words),
    )


def _result_words(
    result: Outcome | None,
    names: Mapping[str, Text],
    pack: Pack,
    language: str,
    found: Indication,
) -> str | None:
    if result is None:
        return None
    if result is Outcome.INCOMPLETE:
        return incomplete_words(found.unknown, pack, language)
    return names[result].in_language(language)


def incomplete_words(unknown: Collection[str], pack: Pack, language: str) -> str:
    """Why an incomplete result rules nothing out: questions are open, or only signs are left."""
    heading = "incomplete" if unknown else "incomplete_signs"
    return pack.speech.headings[heading].in_language(language)


def decision_names(procedure: Procedure, pack: Pack, language: str) -> dict[Outcome, str]:
    """What the officer decides about, in words: reasonable grounds, otherwise the outcome."""
    texts = pack.speech.decisions_of(procedure)
    return {outcome: texts[outcome].in_language(language) for outcome in DECISIONS}


def _dimension(result: DimensionResult, language: str) -> DimensionText:
    return DimensionText(
        id=result.id,
        text=result.text.in_language(language),
        answer=result.answer,
        counts={
            (strength.value if strength else "none"): SignCount(count.yes, count.no, count.unknown)
            for strength, count in result.counts.items()
        },
    )


def _reason(indicator: Indicator, language: str) -> SignReason:
    return SignReason(
        id=indicator.id,
        text=indicator.text.in_language(language),
        dimension=indicator.dimension,
        strength=indicator.strength,
        sign=indicator.sign,
        because=indicator.because.in_language(language) if indicator.because else None,
        doubt=indicator.doubt.in_language(language) if indicator.doubt else None,
    )


def _duty(duty: ProcedureDuty, pack: Pack, language: str, on: date | None) -> FollowingDutyText:
    words = duty_words(duty, pack, language, on)
    return FollowingDutyText(
        id=duty.id,
        text=words.text,
        who=duty.who,
        who_name=pack.role_name(duty.who, language),
        within_hours=duty.within_hours,
        within=pack.speech.deadline(duty.within_hours, language),
        acknowledged=duty.acknowledged,
        lawful=words.lawful,
        source=duty.source.title,
        source_verified=duty.source.certainty is Certainty.VERIFIED,
        source_certainty=duty.source.certainty,
    )
