"""Cases of practitioners on every list that an officer could have opened for that person."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from palermo.kernel.answers import Answers
from palermo.packs.load import load_pack
from palermo.procedures.decide import Outcome, run_procedure
from palermo.procedures.interview_order import question_wording, relevant_questions
from palermo.procedures.lint_protection import POLICE_ROLES
from palermo.procedures.scenarios import parse_answers
from palermo.procedures.shapes import Procedure
from palermo.procedures.stops import find_stop

POSITIVE, NEGATIVE, OPEN = Outcome.POSITIVE, Outcome.NEGATIVE, Outcome.UNDETERMINED
ADULT_LISTS = (
    "screen-adult-sexual", "screen-commercial-sex", "screen-migrants", "screen-forced-crime",
)  # fmt: skip
CHILD_LISTS = ("child-pathway", "screen-child-sexual")
#: Steps that context alone never brings.
HARMFUL = {"rescue", "refer", "refer_child", "protect", "stay_charge", "annul", "the_others"}


def _newest(name: str) -> Procedure:
    return load_pack("base").procedures.versions_of(name)[-1]


def _answers(procedure: Procedure, rest: str | None, known: Mapping[str, object]) -> Answers:
    """`known`, and `rest` for every other yes/no question (None: not asked)."""
    strange = set(known) - {q.id for q in procedure.questions}
    assert not strange, strange
    others = {q.id: rest for q in procedure.questions if rest and q.type == "yes_no"}
    return parse_answers({**others, **known}.items())


def _yes(*names: str) -> dict[str, object]:
    return dict.fromkeys(names, "yes")


AGE_13 = {"age_known": "yes", "age": 13}
CHILD_CARE = {"doctor", "no_penalty", "guardian", "child_protection", "observation"}
#: Case, list, known answers, the rest, reasonable grounds, duties that follow, duties that do not.
CASES: tuple[
    tuple[str, str, dict[str, object], str | None, Outcome, set[str], set[str]], ...
] = (
    ("K1", "child-pathway", {}, None, OPEN, CHILD_CARE | {"supervisor"}, {"adult"}),
    ("K2", "child-pathway", _yes("sexual_use"), None, POSITIVE, CHILD_CARE | {"refer"}, set()),
    ("K2", "screen-child-sexual", _yes("sex_trade"), None, POSITIVE, CHILD_CARE | {"refer"}, set()),
    ("K2", "screen-commercial-sex", _yes("may_be_child"), None, OPEN, {"no_penalty", "child"},
     set()),
    ("K2", "screen-adult-sexual", _yes("may_be_child"), "no", NEGATIVE, {"no_penalty", "child"},
     set()),
    ("K3", "child-pathway",
     AGE_13 | _yes("given_away", "held", "punished", "threatened", "works_for_others"), "no",
     POSITIVE, CHILD_CARE | {"refer", "protect", "supervisor"}, set()),
    ("K4", "child-pathway", AGE_13 | _yes("works_for_others", "no_school"), "no", POSITIVE,
     {"child_protection", "refer"}, set()),
    ("K4", "child-pathway", AGE_13 | _yes("unfit_work", "no_school"), "no", NEGATIVE,
     {"child_protection", "supervisor"}, set()),
    ("K5", "child-pathway", {"age_known": "yes", "age": 4} | _yes("no_school"), "no", NEGATIVE,
     {"help"}, HARMFUL | {"child_protection", "guardian", "no_return"}),
    ("K5", "screen-begging", _yes("may_be_child", "no_school"), "no", NEGATIVE, {"help"},
     HARMFUL | {"child_protection", "guardian", "no_return"}),
    ("K6", "child-pathway", _yes("frightened", "no_contact", "unaccompanied"), "no", NEGATIVE,
     {"family", "guardian"}, HARMFUL | {"child_protection", "no_return"}),
    ("K7", "screen-begging", _yes("may_be_child", "target", "gives_money", "companion_part"), "no",
     POSITIVE, CHILD_CARE | {"no_return", "refer_child"}, {"refer"}),
    ("K7", "child-pathway", AGE_13 | _yes("earns_for_others", "punished", "parent_part"), "no",
     POSITIVE, CHILD_CARE | {"no_return", "refer"}, set()),
    ("A7", "screen-commercial-sex", _yes("lives_there"), "no", NEGATIVE, {"help", "tell"},
     HARMFUL | {"choose"}),
    ("A7", "screen-adult-sexual", _yes("sleeps_there"), "no", NEGATIVE, {"help", "tell"},
     HARMFUL | {"choose"}),
    ("A8", "screen-migrants", _yes("debt"), "no", NEGATIVE, {"ask_further", "tell", "ask_again"},
     HARMFUL | {"choose", "safe_place"}),
    ("A8", "screen-migrants", _yes("debt"), None, OPEN, {"hold_return", "no_penalty"}, HARMFUL),
    ("A9", "screen-forced-crime", _yes("gain_of_others", "charged", "convicted"), "no", NEGATIVE,
     {"ask_further", "lawyer"}, HARMFUL),
    ("A10", "screen-adult-sexual", _yes("exposure", "partner"), None, POSITIVE,
     {"safety_plan", "safe_place", "care", "pictures", "no_penalty"}, {"refer"}),
    ("A10", "screen-commercial-sex", _yes("exposure", "partner"), None, POSITIVE,
     {"safety_plan", "safe_place", "care", "pictures", "no_penalty"}, {"refer"}),
    ("A11", "screen-adult-sexual", _yes("exposure", "agrees"), "no", POSITIVE, {"refer"}, set()),
    ("A11", "screen-commercial-sex", _yes("exposure", "agrees"), "no", POSITIVE, {"refer"}, set()),
    ("A12", "screen-forced-crime",
     _yes("has_left", "guarded", "targets", "others_there", "others_risk"), "no", POSITIVE,
     {"the_others", "lawyer", "no_penalty"}, set()),
    ("A12", "screen-migrants", _yes("held", "made_to", "others_there", "others_risk"), "no",
     POSITIVE,
     {"the_others", "lawyer", "no_penalty"}, set()),
    ("A12", "take-hotline-call",
     {**_yes("safe_now", "has_left", "made_to", "others_there", "agrees"), "caller": "self"}, "no",
     POSITIVE,
     {"the_others", "not_to_blame", "refer"}, {"rescue"}),
    ("A20", "screen-commercial-sex", _yes("needs_support"), "no", NEGATIVE, {"easy_words"},
     HARMFUL | {"help", "ask_further"}),
    ("A20", "screen-commercial-sex", _yes("needs_support", "carer_profits", "earnings"), "no",
     POSITIVE, {"easy_words", "suspect"}, set()),
    ("A20", "screen-begging", _yes("needs_support", "companion_part", "injury", "gives_money"),
     "no", POSITIVE, {"easy_words", "suspect"}, set()),
    ("A21", "screen-adult-sexual", _yes("marked", "controlled"), None, OPEN,
     {"alone", "care", "no_penalty"}, {"refer"}),
    ("A22", "screen-commercial-sex", {}, None, OPEN, {"no_penalty"}, set()),
    ("A22", "screen-adult-sexual", {}, None, OPEN, {"no_penalty"}, set()),
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "known", "rest", "grounds", "follows", "never"),
    [case[1:] for case in CASES],
    ids=[f"{case[0]}-{case[1]}-{n}" for n, case in enumerate(CASES)],
)
def test_what_follows_from_a_case(
    name: str,
    known: dict[str, object],
    rest: str | None,
    grounds: Outcome,
    follows: set[str],
    never: set[str],
) -> None:
    procedure = _newest(name)
    found = run_procedure(procedure, _answers(procedure, rest, known))
    duties = {duty.id for duty in found.duties}
    assert found.reasonable_grounds is grounds
    assert follows <= duties
    assert not never & duties


@pytest.mark.parametrize("name", [*ADULT_LISTS, "screen-begging", "take-hotline-call"])
def test_a11_the_police_are_never_the_only_door(name: str) -> None:
    offered = [set(d.to) for d in _newest(name).duties if d.refers and d.id == "refer"]
    assert offered
    assert all(len(roles - POLICE_ROLES) >= 3 for roles in offered)


def test_a12_the_questions_ask_about_then() -> None:
    asked = [q for q in _newest("screen-forced-crime").questions if q.chapter in ("held", "gain")]
    spoken = [question_wording(q, None, left=True).english for q in asked if not q.noted]
    assert spoken
    assert all(words.startswith("Did ") for words in spoken)


def test_a13_rescue_and_an_ordinary_ending_come_on_the_next_screen() -> None:
    call = _newest("take-hotline-call")
    for answers in ({"danger_now": "yes"}, {"danger_now": "yes", "safe_now": "no"}):
        stop = find_stop(call, answers, ())
        assert stop
        assert [duty.id for duty in stop.duties] == ["rescue", "end_safely"]
    assert call.questions[0].id == "danger_now"


SAFE_CALLER = {"safe_now": "yes", "told_exceptions": "yes", "caller": "self"}


@pytest.mark.parametrize("age", ["no", "not_asked"])
def test_a14_nothing_is_passed_on_against_the_caller(age: str) -> None:
    call = _newest("take-hotline-call")
    known = SAFE_CALLER | _yes("bound", "place_known", "others_there") | {"may_be_child": age}
    found = run_procedure(call, _answers(call, "no", known))
    duties = {duty.id for duty in found.duties}
    assert not [duty.id for duty in found.duties if duty.discloses or duty.refers]
    assert {"keep", "code"} <= duties


@pytest.mark.parametrize("exception", ["danger_now", "may_be_child", "child_used"])
def test_a14_an_exception_is_explained_to_the_caller_first(exception: str) -> None:
    call = _newest("take-hotline-call")
    known = SAFE_CALLER | _yes("bound", "place_known", exception)
    duties = [duty.id for duty in run_procedure(call, _answers(call, "no", known)).duties]
    assert duties.index("say_first") < duties.index("place")


@pytest.mark.parametrize("name", CHILD_LISTS)
@pytest.mark.parametrize("refused", [{}, {"parent_part": "yes"}])
def test_k8_a_companion_decides_nothing_and_a_refusal_sends_no_child_away(
    name: str, refused: dict[str, object]
) -> None:
    procedure = _newest(name)
    found = run_procedure(procedure, _answers(procedure, None, refused))
    assert {"best_interests", "no_return", "guardian"} <= {duty.id for duty in found.duties}
    assert not [q.id for q in procedure.questions if "agreement" in q.about]


def test_k9_a_child_of_eight_is_only_invited_to_tell() -> None:
    plan = _newest("plan-safety")
    known = _yes("may_be_child", "under_12")
    answers = parse_answers(known.items())
    put = [q for q in relevant_questions(plan, answers) if not q.noted]
    assert [q.id for q in put] == ["tell_fear", "tell_safe"]
    assert all(question_wording(q, 8).english.startswith("Tell me") for q in put)
    assert "clinician" in {duty.id for duty in run_procedure(plan, answers).duties}
    assert not [q for q in plan.questions if "self_harm" in q.about]


@pytest.mark.parametrize("name", [*CHILD_LISTS, "screen-begging", "plan-safety"])
@pytest.mark.parametrize("age", [4, 8, 11])
def test_a_child_below_12_is_only_invited(name: str, age: int) -> None:
    opening = [q for q in _newest(name).questions if q.opening]
    assert opening
    assert all(question_wording(q, age).english.startswith("Tell me") for q in opening)


def test_k10_the_gate_of_training_says_what_to_do_if_it_is_not_met() -> None:
    gates = {gate.id: gate.text.english for gate in _newest("child-pathway").before}
    assert "hand over" in gates["trained"]
    assert "alone with you" not in gates["safe"]
