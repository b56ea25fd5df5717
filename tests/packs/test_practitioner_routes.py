"""Cases of practitioners on the card and on the procedures for routes that the lists do not ask."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from palermo.kernel.answers import Answers, Missing
from palermo.packs.load import load_pack
from palermo.procedures.decide import Outcome, run_procedure
from palermo.procedures.interview_order import question_wording
from palermo.procedures.lint_protection import POLICE_ROLES
from palermo.procedures.scenarios import parse_answers
from palermo.procedures.shapes import Procedure, Question, Sign
from palermo.procedures.stops import find_stop

POSITIVE, NEGATIVE, OPEN = Outcome.POSITIVE, Outcome.NEGATIVE, Outcome.UNDETERMINED
CARD, HEALTH, FRAUD = "first-line-card", "health-contact", "screen-fraud-compound"
ONLINE, ORGANS, MARRIAGE = (
    "screen-online-exploitation", "screen-organ-removal", "screen-forced-marriage",
)  # fmt: skip
DISABILITY, RESEARCH = "screen-disability", "screen-surrogacy-research"
ADULTS = (HEALTH, FRAUD, ONLINE, ORGANS, MARRIAGE, DISABILITY, RESEARCH)
#: What passes a person on; it follows from no single sign of ordinary lives.
PASSES_ON = {"rescue", "refer", "second_contact", "inform", "the_others", "stay_charge", "annul"}


def _newest(name: str) -> Procedure:
    return load_pack("aze").procedures.versions_of(name)[-1]


def _answers(procedure: Procedure, rest: str | None, known: Mapping[str, object]) -> Answers:
    """`known`, and `rest` for every other yes/no question (None: not asked)."""
    strange = set(known) - {q.id for q in procedure.questions}
    assert not strange, strange
    others = {q.id: rest for q in procedure.questions if rest and q.type == "yes_no"}
    return parse_answers({**others, **known}.items())


def _yes(*names: str) -> dict[str, object]:
    return dict.fromkeys(names, "yes")


#: Case, procedure, known answers, the rest, reasonable grounds, duties that follow, and that do
#: not.
CASES: tuple[
    tuple[str, str, dict[str, object], str | None, Outcome, set[str], set[str]], ...
] = (
    ("K1", CARD, _yes("may_be_child"), None, OPEN, {"child", "observe", "no_penalty"},
     {"way_back", "choose"}),
    ("K7", CARD, _yes("may_be_child", "debt"), "no", POSITIVE, {"child", "no_penalty"},
     {"way_back"}),
    ("K10", CARD, _yes("may_be_child"), "no", NEGATIVE, {"child", "observe", "no_penalty"},
     {"way_back"}),
    ("A1", CARD, _yes("held_back", "money_taken", "threatened", "agrees"), "no", POSITIVE,
     {"second_contact", "no_penalty"}, {"rescue", "child"}),
    ("A7", CARD, {}, "no", NEGATIVE, {"help"}, PASSES_ON | {"supervisor"}),
    ("A10", ONLINE, _yes("pictures"), None, POSITIVE,
     {"no_penalty", "take_down", "safety_plan", "help", "choose"}, {"refer"}),
    ("A11", ONLINE, _yes("secret", "agrees"), "no", POSITIVE, {"refer", "no_penalty"}, set()),
    ("A12", FRAUD, _yes("has_left", "targets", "others_there", "others_risk"), "no", POSITIVE,
     {"the_others", "lawyer", "no_penalty"}, {"rescue"}),
    ("A15", HEALTH, {}, None, OPEN, {"alone", "treat", "no_penalty"}, PASSES_ON),
    ("A20", DISABILITY, {}, "no", NEGATIVE, {"supporter", "easy"},
     PASSES_ON | {"help", "ask_further", "not_the_guardian"}),
    ("A20", DISABILITY, _yes("profits", "need_used"), "no", POSITIVE,
     {"not_the_guardian", "supporter", "no_penalty"}, set()),
    ("A21", HEALTH, _yes("companion", "injuries"), None, OPEN,
     {"alone", "treat", "record", "no_penalty"}, PASSES_ON),
    ("A22", FRAUD, _yes("charged"), None, OPEN, {"no_penalty", "lawyer"}, {"stay_charge"}),
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


@pytest.mark.parametrize("name", [CARD, *ADULTS])
def test_a_context_sign_alone_passes_on_no_one(name: str) -> None:
    procedure = _newest(name)
    context = [i for i in procedure.indicators if i.sign is Sign.CONTEXT]
    assert context
    for sign in context:
        (question,) = [q.id for q in procedure.questions if sign.id == f"sign_{q.id}"]
        found = run_procedure(procedure, _answers(procedure, "no", _yes(question)))
        assert found.reasonable_grounds is NEGATIVE, sign.id
        assert not PASSES_ON & {duty.id for duty in found.duties}, sign.id


@pytest.mark.parametrize("name", [CARD, *ADULTS])
def test_a11_the_police_are_never_the_only_door(name: str) -> None:
    offered = [set(d.to) for d in _newest(name).duties if d.refers]
    assert offered
    assert all(len(roles - POLICE_ROLES) >= 3 for roles in offered)


def test_a12_the_questions_ask_about_then_and_never_about_acts() -> None:
    procedure = _newest(FRAUD)
    asked = [q for q in procedure.questions if q.chapter in ("came", "there")]
    spoken = {q.id: question_wording(q, None, left=True).english for q in asked}
    assert spoken
    assert all(words.startswith(("Did ", "Was ", "Were ")) for words in spoken.values())
    # What others did is asked; of the person only what they got.
    assert [name for name, words in spoken.items() if words.startswith("Did you")] == ["unpaid"]


@pytest.mark.parametrize("name", [CARD, *ADULTS])
def test_a13_danger_stops_every_other_question(name: str) -> None:
    procedure = _newest(name)
    stop = find_stop(procedure, {"danger_now": "yes"}, ())
    assert procedure.questions[0].id == "danger_now"
    assert stop
    assert stop.duties[0].id == "rescue"


STOPPED_BY_AGE = [
    (p, q)
    for p in (_newest(name) for name in load_pack("aze").procedures.ids)
    for q in p.questions
    if "under_18" in q.about and q.stops
]


@pytest.mark.parametrize("answer", ["yes", *Missing])
@pytest.mark.parametrize(("procedure", "question"), STOPPED_BY_AGE)
def test_k10_an_unknown_age_stops_like_a_possible_child(
    procedure: Procedure, question: Question, answer: str
) -> None:
    stop = find_stop(procedure, {"danger_now": "no", question.id: answer}, ())
    assert stop
    assert {"child", "observe"} <= {duty.id for duty in stop.duties}


def test_k10_the_card_stops_for_a_possible_child() -> None:
    assert CARD in {procedure.id for procedure, _ in STOPPED_BY_AGE}


def test_a20_a_disability_is_never_a_sign() -> None:
    procedure = _newest(DISABILITY)
    texts = [t.text.english.lower() for t in (*procedure.questions, *procedure.indicators)]
    assert not [text for text in texts if "disab" in text]


def test_a21_health_staff_report_by_agreement_only() -> None:
    procedure = _newest(HEALTH)
    assert {duty.who for duty in procedure.duties} == {"health_staff"}
    assert set(procedure.settings) == {"hospital", "health"}
    signs = _yes("papers_held", "money", "threatened")
    silent = run_procedure(procedure, _answers(procedure, "no", signs))
    assert silent.reasonable_grounds is POSITIVE
    assert not [d.id for d in silent.duties if d.discloses]
    spoken = run_procedure(procedure, _answers(procedure, "no", signs | _yes("report")))
    assert [d.id for d in spoken.duties if d.discloses] == ["inform"]


def test_a_forced_marriage_counts_by_its_payment_not_by_gifts_alone() -> None:
    procedure = _newest(MARRIAGE)
    for known, grounds in (
        (_yes("paid"), NEGATIVE),
        # Coercion is not ruled out by a payment of which nobody knows.
        (_yes("made_to_marry"), Outcome.INCOMPLETE),
        (_yes("made_to_marry", "paid"), POSITIVE),
    ):
        found = run_procedure(procedure, _answers(procedure, "no", known))
        assert found.reasonable_grounds is grounds


def test_purposes_of_azerbaijan_are_asked_in_its_own_pack_only() -> None:
    assert not load_pack("base").procedures.versions_of(RESEARCH)
    procedure = _newest(RESEARCH)
    found = run_procedure(procedure, _answers(procedure, "no", _yes("carries", "untrue")))
    assert found.reasonable_grounds is POSITIVE
