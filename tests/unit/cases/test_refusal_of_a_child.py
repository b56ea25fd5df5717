"""At every procedure: a possible child who refuses keeps each protection; danger comes first."""

from __future__ import annotations

from itertools import product

import pytest

from palermo.cases.handover import (
    TalkCourse,
    find_course,
    list_handover_duties,
    list_protections_due,
    list_reasons,
)
from palermo.cases.interview import check_takes_over
from palermo.kernel.answers import Answers, Missing, Value
from palermo.packs.load import load_pack
from palermo.procedures.decide import Outcome, run_procedure
from palermo.procedures.interview_order import AGE_QUESTION, age_questions
from palermo.procedures.shapes import Procedure, Sign
from palermo.procedures.stops import find_stop

PACK = load_pack("aze")
NEWEST = [PACK.procedures.versions_of(name)[-1] for name in sorted(PACK.procedures.ids)]
OPEN_TO_ADULTS = [p for p in NEWEST if p.people != "children"]
ASKS_DANGER = [p for p in NEWEST if p.question("danger_now")]
#: What no refusal takes away.
OF_EVERY_CHILD = {"guardian", "doctor", "child_protection", "observation", "no_penalty"}


def _newest(name: str) -> Procedure:
    return PACK.procedures.versions_of(name)[-1]


def _due(name: str, answers: Answers) -> set[str]:
    return {d.id for d in run_procedure(_newest(name), answers).duties}


@pytest.mark.parametrize("opened", OPEN_TO_ADULTS, ids=lambda p: p.id)
def test_a_refusal_leaves_a_possible_child_every_protection(opened: Procedure) -> None:
    for reason in list_reasons(opened):
        found = find_course(opened, None, {}, surely_adult=False, reason=reason)
        assert found.course is TalkCourse.HAND_OVER
        kept = _newest(found.procedure)
        assert kept.people == "children"
        check_takes_over(opened, kept.id)
        due = list_handover_duties(kept, {}, is_adult=False)
        assert {d.protects for d in due} >= OF_EVERY_CHILD


@pytest.mark.parametrize("opened", OPEN_TO_ADULTS, ids=lambda p: p.id)
def test_what_is_carried_is_for_no_adult_alone(opened: Procedure) -> None:
    ways = {}
    for answer in ("yes", "no"):
        found = run_procedure(opened, dict.fromkeys(age_questions(opened), answer))
        ways[answer] = {d.id for d in (*found.duties, *found.possible_duties)}
    adults_alone = ways["no"] - ways["yes"]
    assert not {d.id for d in list_protections_due(opened, {})} & adults_alone


@pytest.mark.parametrize("name", ["screen-forced-crime", "screen-fraud-compound"])
def test_the_stay_of_a_charge_survives_the_change_of_procedure(name: str) -> None:
    procedure = _newest(name)
    core = next(i.id for i in procedure.indicators if i.sign == "core")
    known: dict[str, Value] = {"charged": "yes", "may_be_child": "yes", core: "yes"}
    assert "stay_charge" in {d.id for d in list_protections_due(procedure, known)}
    assert "stay_charge" in _due(name, {**known, "may_be_child": "no"})


@pytest.mark.parametrize("name", ["child-pathway", "screen-child-sexual"])
def test_a_proven_adult_is_no_child(name: str) -> None:
    procedure = _newest(name)
    every = {q.id: "yes" for q in procedure.questions if q.type == "yes_no"}
    due = run_procedure(procedure, {**every, "age": 35}).duties
    assert "adult" in {d.id for d in due}
    assert not {d.protects for d in due} & {"guardian", "child_protection"}
    still = run_procedure(procedure, {**every, "age_known": "no", "age": 35}).duties
    assert {d.protects for d in still} >= {"guardian", "child_protection"}


ASKS_AGE = [p for p in NEWEST if p.people == "children" and p.question(AGE_QUESTION)]


@pytest.mark.parametrize("procedure", ASKS_AGE, ids=lambda p: p.id)
def test_a_proven_adult_needs_a_means_under_a_list_for_children(procedure: Procedure) -> None:
    """A sign that shows none leaves the result incomplete; a child needs none."""
    means = {c.id for c in procedure.concepts if c.element == "means"}
    core = [i for i in procedure.indicators if i.sign is Sign.CORE]
    no: dict[str, Value] = {q.id: "no" for q in procedure.questions if q.type == "yes_no"}
    no |= {i.id: "no" for i in procedure.indicators} | {"age_known": "yes"}
    for sign in core:
        adult = run_procedure(procedure, {**no, sign.id: "yes", AGE_QUESTION: 18})
        alone = not means & set(sign.shows)
        expected = Outcome.INCOMPLETE if alone else adult.reasonable_grounds
        assert adult.reasonable_grounds is expected, sign.id
        assert "adult" in {d.id for d in adult.duties}
        assert adult.label is None or "child" not in adult.label.english
        if set(sign.shows) - means:
            child = run_procedure(procedure, {**no, sign.id: "yes", AGE_QUESTION: 17})
            assert child.reasonable_grounds is Outcome.POSITIVE, sign.id


@pytest.mark.parametrize("procedure", ASKS_DANGER, ids=lambda p: p.id)
def test_a_danger_that_is_not_known_comes_first(procedure: Procedure) -> None:
    for answer in (Missing.DOES_NOT_KNOW, Missing.PREFERS_NOT_TO_SAY):
        stop = find_stop(procedure, {"danger_now": answer}, ())
        assert stop
        assert stop.question == "danger_now"
        assert "find_danger" in {d.id for d in stop.duties}
    assert find_stop(procedure, {"danger_now": "no"}, ()) is None


def test_a_call_is_never_told_to_pass_on_and_to_keep() -> None:
    """The person's agreement, danger and age in every combination."""
    answers = ("yes", "no", "does_not_know")
    asked = ("danger_now", "may_be_child", "child_used", "agrees")
    known: dict[str, Value] = {"caller": "witness", "bound": "yes", "place_known": "yes"}
    known |= {"others_there": "yes"}
    for values in product(answers, repeat=len(asked)):
        said = dict(zip(asked, values, strict=True))
        for person in ("agrees", "refuses", "unreachable"):
            due = _due("take-hotline-call", {**known, **said, "person_agrees": person})
            assert not {"place", "not_the_place"} <= due
            if person == "refuses" and not {said[name] for name in asked[:3]} & {"yes"}:
                assert not due & {"place", "the_others", "refer"}


@pytest.mark.parametrize("opened", OPEN_TO_ADULTS, ids=lambda p: p.id)
def test_the_others_are_told_of_by_agreement_or_danger(opened: Procedure) -> None:
    if opened.question("others_risk") is None:
        return
    every: dict[str, Value] = {q.id: "yes" for q in opened.questions if q.type == "yes_no"}
    refused = {**every, "agrees": "no", "danger_now": "no", "others_risk": "no"}
    assert "the_others" not in _due(opened.id, refused)
    assert "ask_for_others" in _due(opened.id, refused)
    assert "the_others" in _due(opened.id, {**refused, "others_risk": "yes"})
