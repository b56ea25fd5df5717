"""What a result line says, for random answers to every procedure.

Nothing stays open because a question does not apply, and no line denies anything while one sign is
known and others are not.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date

import pytest

from palermo.cases.decision import needs_reason
from palermo.cases.overruling import check_reason_code, is_below
from palermo.kernel.answers import Answers, Missing, Value
from palermo.kernel.errors import BadValue
from palermo.packs.load import load_pack
from palermo.procedures.decide import Indication, Outcome, Runner
from palermo.procedures.interview_order import next_question
from palermo.procedures.obligations import list_duties, list_duties_now
from palermo.procedures.open_signs import core_signs, counted_indicators
from palermo.procedures.shapes import Procedure, Question
from palermo.saying.indications import indication_text

PACK = load_pack("aze")
ON = date(2026, 11, 29)
NEWEST = [PACK.procedures.versions_of(name)[-1] for name in PACK.procedures.ids]
DECIDING = [p for p in NEWEST if p.decision and p.instrument is None]
each = pytest.mark.parametrize("procedure", DECIDING, ids=lambda p: p.id)
CASES = 150
#: The lists have thousands of pairs of signs.
MOST = 60
#: Mostly no: a negative result needs it.
LIKELY = ("no", "no", "no", "no", "yes")


def _negative_words(procedure: Procedure, language: str) -> set[str]:
    """Everything that reads as a no in a language."""
    speech = PACK.speech
    own = (speech.outcomes_of(procedure), speech.grounds_of(procedure))
    names = (speech.outcomes, speech.grounds, speech.published, *own)
    return {texts["negative"].in_language(language) for texts in names}


def _value(question: Question, chance: random.Random) -> Value:
    if question.type == "number":
        return chance.choice([6, 17, 18, 40])
    return chance.choice([c.id for c in question.choices] or LIKELY)


def _answer_all(procedure: Procedure, chance: random.Random) -> Answers:
    """Every question that applies is answered, in the order of a talk, and no other."""
    answers: dict[str, Value] = {}
    while question := next_question(procedure, answers):
        answers[question.id] = _value(question, chance)
    return answers


def _answer_some(procedure: Procedure, chance: random.Random) -> Iterator[Answers]:
    """Each question yes with each other unknown and the rest no; then with a share unknown."""
    asked = [q.id for q in procedure.questions if q.type == "yes_no"]
    no: dict[str, Value] = dict.fromkeys(asked, "no")
    for name in asked:
        for other in asked:
            if other != name:
                yield {**no, name: "yes", other: chance.choice(list(Missing))}
        kept = chance.sample(asked, chance.randrange(len(asked)))
        yield {**{n: no[n] for n in kept}, name: "yes"}


def _is_open(procedure: Procedure, found: Indication, answers: Answers) -> bool:
    """A sign is yes, and another is not known, by the shortest way: what is neither yes nor no."""
    counted = {i.id for i in counted_indicators(procedure)}
    yes = counted & {i.id for i in found.grounds}
    unknown = counted - yes - {i.id for i in found.against}
    # A sign whose question no longer applies is not to be asked.
    relevant = set(_still_to_ask(procedure, answers))
    reads = {i.id: _own_questions(procedure, i.id) for i in procedure.indicators}
    return bool(yes) and any(set(reads[name]) & relevant for name in unknown)


def _still_to_ask(procedure: Procedure, answers: Answers) -> list[str]:
    known = {n: v for n, v in answers.items() if not isinstance(v, Missing)}
    names = []
    while question := next_question(procedure, known):
        names.append(question.id)
        known = {**known, question.id: Missing.NOT_ASKED}
    return names


def _own_questions(procedure: Procedure, indicator: str) -> list[str]:
    written = str(next(i.when for i in procedure.indicators if i.id == indicator))
    names = [q.id for q in procedure.questions if f"'{q.id}'" in written]
    return [*names, indicator]


@each
def test_nothing_stays_open_because_a_question_does_not_apply(procedure: Procedure) -> None:
    runner, chance = Runner(procedure), random.Random(procedure.id)  # noqa: S311 - repeatable
    for _ in range(CASES):
        answers = _answer_all(procedure, chance)
        found = runner.indicate(answers)
        assert found.indicated is not Outcome.UNDETERMINED, answers
        # After every answer, only a core sign that stands keeps the result from being negative.
        stands = core_signs(procedure) & {i.id for i in found.grounds}
        assert found.is_incomplete is (bool(stands) and found.indicated is not Outcome.POSITIVE)
        assert found.unknown == ()


@each
def test_no_line_denies_while_a_sign_is_known_and_others_are_not(procedure: Procedure) -> None:
    runner, chance = Runner(procedure), random.Random(procedure.id)  # noqa: S311 - repeatable
    no = {language: _negative_words(procedure, language) for language in PACK.languages}
    labels = procedure.decision.labels if procedure.decision else ()
    met = 0
    for answers in _answer_some(procedure, chance):
        found = runner.indicate(answers)
        denies = found.indicated in (Outcome.NEGATIVE, Outcome.INCOMPLETE)
        if not denies or not _is_open(procedure, found, answers):
            continue
        met += 1
        if met > MOST:
            break
        assert found.indicated is Outcome.INCOMPLETE, answers
        assert found.outcome is not Outcome.NEGATIVE
        assert found.unknown
        _check_a_no_is_overruling(procedure, found, answers)
        for language in PACK.languages:
            it = indication_text(found, procedure, PACK, language, ON)
            lines = {it.outcome_words, it.reasonable_grounds_words} - {None}
            assert not lines & no[language], answers
            assert it.incomplete
            denied = {x.text.in_language(language) for x in labels} if it.label else set()
            assert it.label not in denied or found.outcome is not Outcome.NEGATIVE
    assert met or procedure.id in ALWAYS_DECIDED


def _check_a_no_is_overruling(procedure: Procedure, found: Indication, answers: Answers) -> None:
    """A negative decision needs a coded reason and a supervisor, and ends no ban on fines."""
    indicated, no = found.indicated, Outcome.NEGATIVE
    assert is_below(indicated, no)
    with pytest.raises(BadValue):
        check_reason_code(indicated, no, "", PACK.closing_reasons)
    assert not is_below(indicated, Outcome.UNDETERMINED)
    assert not needs_reason(indicated, Outcome.UNDETERMINED)
    held = {d.id for d in list_duties_now(procedure, found) if d.protects == "no_penalty"}
    after = {d.id for d in list_duties(procedure, answers, no)}
    assert held <= after
    assert {d.id for d in procedure.duties if d.id == "supervisor"} <= after


#: One sign is enough, or there is one ground only, so that no negative result leaves a sign open.
ALWAYS_DECIDED = {"refer-victim"}


@each
def test_a_complete_no_is_still_called_so(procedure: Procedure) -> None:
    answers = {q.id: "no" for q in procedure.questions if q.type == "yes_no"}
    found = Runner(procedure).indicate({**answers, **dict.fromkeys(_signs(procedure), "no")})
    assert found.indicated is Outcome.NEGATIVE
    it = indication_text(found, procedure, PACK, "en", ON)
    assert (it.reasonable_grounds_words or it.outcome_words) in _negative_words(procedure, "en")


def _signs(procedure: Procedure) -> list[str]:
    return [i.id for i in procedure.indicators]
