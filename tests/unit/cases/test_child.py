"""Who is a child, or possibly one, and what a procedure for adults may then do."""

from __future__ import annotations

import pytest

from palermo.cases.child import (
    AgeGroup,
    adult_answers,
    begins_with_child,
    check_adult,
    check_age,
    child_takes_over,
    find_age_group,
    may_decide,
    settle_age,
)
from palermo.cases.handover import list_handover_duties
from palermo.cases.interview import NextStep, find_next_step
from palermo.kernel.answers import Answers
from palermo.kernel.errors import BadValue
from palermo.packs.load import load_pack
from palermo.procedures.shapes import Procedure

PACK = load_pack("aze")
ADULTS = PACK.procedures.versions_of("screen-migrants")[-1]
CHILDREN = PACK.procedures.versions_of("child-pathway")[-1]
EVERYBODY = PACK.procedures.versions_of("refer-victim")[-1]


@pytest.mark.parametrize(
    ("age", "answers", "sure", "group"),
    [
        (None, {}, False, AgeGroup.UNKNOWN),
        (None, {}, True, AgeGroup.ADULT),
        (18, {}, False, AgeGroup.ADULT),
        (17, {}, False, AgeGroup.PERHAPS_CHILD),
        (None, {"age": 17}, True, AgeGroup.PERHAPS_CHILD),
        (17, {"age": 19}, False, AgeGroup.ADULT),
        (None, {"may_be_child": "no"}, False, AgeGroup.ADULT),
        (None, {"may_be_child": "not_asked"}, False, AgeGroup.UNKNOWN),
        (None, {"may_be_child": "yes"}, True, AgeGroup.PERHAPS_CHILD),
        (30, {"may_be_child": "does_not_know"}, False, AgeGroup.PERHAPS_CHILD),
        (None, {"may_be_child": "prefers_not_to_say"}, False, AgeGroup.PERHAPS_CHILD),
    ],
)
def test_what_speaks_for_a_child_outweighs_the_rest(
    age: int | None, answers: Answers, sure: bool, group: AgeGroup
) -> None:
    assert find_age_group(ADULTS, age, answers, surely_adult=sure) is group


def test_a_procedure_for_adults_needs_to_know_the_age() -> None:
    assert may_decide(ADULTS, None, {"may_be_child": "no"})
    assert not may_decide(ADULTS, None, {})
    without = ADULTS.model_copy(
        update={"questions": tuple(q for q in ADULTS.questions if "under_18" not in q.about)}
    )
    assert may_decide(without, None, {})
    assert not may_decide(without, 12, {})
    with pytest.raises(BadValue, match="child-pathway"):
        check_adult(ADULTS, None, {})
    with pytest.raises(BadValue, match="may be under 18"):
        check_age(ADULTS, 12)
    check_age(ADULTS, None)


@pytest.mark.parametrize("procedure", [CHILDREN, EVERYBODY], ids=lambda p: p.id)
def test_other_procedures_keep_children(procedure: Procedure) -> None:
    assert may_decide(procedure, 7, {"may_be_child": "yes"})
    assert not child_takes_over(procedure, 7, {"may_be_child": "yes"})
    assert not begins_with_child(procedure, 7, {}, surely_adult=False)
    check_age(procedure, 7)


def test_it_begins_with_the_child_unless_the_officer_is_sure() -> None:
    assert begins_with_child(ADULTS, None, {}, surely_adult=False)
    assert not begins_with_child(ADULTS, None, {}, surely_adult=True)
    assert begins_with_child(ADULTS, 15, {}, surely_adult=True)
    assert adult_answers(ADULTS, surely_adult=True) == {"may_be_child": "no"}
    assert adult_answers(ADULTS, surely_adult=False) == {}


def test_the_next_step_is_the_child_before_any_question() -> None:
    first = ADULTS.questions[0].id
    assert find_next_step(ADULTS, None, {}) == NextStep(question=first)
    assert find_next_step(ADULTS, None, {"may_be_child": "yes"}) == NextStep(to_child=True)
    every = {q.id: "no" for q in ADULTS.questions}
    assert find_next_step(ADULTS, None, every) == NextStep()


def test_a_known_age_outweighs_a_denial_where_a_talk_ends() -> None:
    """Without it no guardian and no child protection were called for a child of 17."""
    answers = settle_age(EVERYBODY, 17, {"grounds": "yes", "may_be_child": "no"})
    assert answers == {"grounds": "yes", "may_be_child": "yes"}
    due = {d.id for d in list_handover_duties(EVERYBODY, answers, is_adult=False)}
    assert {"guardian", "refer_child"} <= due
    for age, denied in ((18, "no"), (None, "no"), (17, "does_not_know")):
        kept = {"may_be_child": denied}
        assert settle_age(EVERYBODY, age, kept) == kept
