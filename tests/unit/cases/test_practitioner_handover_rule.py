"""K1, K2, K8, K10, A15, A16: what follows where a talk does not take place."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from pydantic import ValidationError

from palermo.cases.child import AgeGroup
from palermo.cases.handover import (
    DECLINED,
    Handover,
    NextCourse,
    TalkCourse,
    check_handed_over,
    check_handover,
    check_reason_of_handover,
    drop_carried,
    find_course,
    find_ending,
    list_handover_duties,
    list_protections_due,
    list_reasons,
    make_obligations,
    observed_questions,
)
from palermo.kernel.answers import Answers
from palermo.kernel.errors import BadValue, Refused
from palermo.packs.load import load_pack
from palermo.procedures.shapes import Procedure, ProcedureDuty
from tests.handovers import copy_packs, procedures_of

PACK = load_pack("aze")
with TemporaryDirectory() as _folder:
    ADULTS, CHILDREN = procedures_of(copy_packs(Path(_folder)))
EVERYBODY = PACK.procedures.versions_of("refer-victim")[-1]
ROLES = PACK.speech.called_roles
NOW = datetime(2026, 12, 1, 9, 30, 20, tzinfo=UTC)

HAND_OVER_AS_CHILD = NextCourse(TalkCourse.HAND_OVER, "child-pathway")


@pytest.mark.parametrize("group", [AgeGroup.PERHAPS_CHILD, AgeGroup.UNKNOWN])
@pytest.mark.parametrize("is_begun", [False, True])
@pytest.mark.parametrize("reason", [DECLINED, "safe"])
def test_k1_nobody_who_may_be_a_child_is_sent_away(
    group: AgeGroup, is_begun: bool, reason: str
) -> None:
    assert find_ending(ADULTS, group, reason, is_begun=is_begun) == HAND_OVER_AS_CHILD
    assert find_ending(CHILDREN, group, reason, is_begun=is_begun) == HAND_OVER_AS_CHILD


def test_k1_an_age_that_looks_adult_ends_no_protection_in_a_procedure_for_children() -> None:
    assert find_ending(CHILDREN, AgeGroup.ADULT, DECLINED) == HAND_OVER_AS_CHILD


@pytest.mark.parametrize(
    ("procedure", "age", "answers", "sure", "reason", "begun", "course"),
    [
        (ADULTS, None, {}, True, "", False, TalkCourse.TALK),
        (ADULTS, None, {}, False, "", False, TalkCourse.CHILD),
        (ADULTS, None, {}, None, "", False, TalkCourse.CHILD),
        (CHILDREN, None, {}, None, "", False, TalkCourse.TALK),
        (EVERYBODY, None, {}, None, "", False, TalkCourse.TALK),
        # A16: the exit with a code is for those who are surely adult.
        (ADULTS, None, {}, True, DECLINED, False, TalkCourse.CODE_ONLY),
        (EVERYBODY, 30, {}, None, DECLINED, False, TalkCourse.CODE_ONLY),
        (EVERYBODY, None, {}, None, DECLINED, False, TalkCourse.ASK_AGE),
        (ADULTS, None, {}, None, DECLINED, False, TalkCourse.ASK_AGE),
        (CHILDREN, None, {}, None, DECLINED, False, TalkCourse.HAND_OVER),
        # A known child is not asked about.
        (ADULTS, 12, {}, None, DECLINED, False, TalkCourse.HAND_OVER),
        (ADULTS, None, {"may_be_child": "yes"}, True, DECLINED, True, TalkCourse.HAND_OVER),
        # A15: a condition that cannot be met hands over adults, too.
        (ADULTS, None, {}, True, "safe", False, TalkCourse.HAND_OVER),
        (ADULTS, None, {"may_be_child": "no"}, None, "safe", True, TalkCourse.HAND_OVER),
        # What an adult said before the refusal is decided on.
        (ADULTS, None, {"may_be_child": "no"}, None, DECLINED, True, TalkCourse.DECIDE),
    ],
)
def test_what_a_page_leads_to(
    procedure: Procedure,
    age: int | None,
    answers: Answers,
    sure: bool | None,
    reason: str,
    begun: bool,
    course: TalkCourse,
) -> None:
    found = find_course(procedure, age, answers, surely_adult=sure, reason=reason, is_begun=begun)
    assert found.course is course


def test_a15_an_adult_is_handed_over_under_the_procedure_that_was_opened() -> None:
    found = find_ending(ADULTS, AgeGroup.ADULT, "safe")
    assert found == NextCourse(TalkCourse.HAND_OVER, ADULTS.id)
    with pytest.raises(Refused):
        check_handed_over(find_ending(ADULTS, AgeGroup.ADULT, DECLINED, is_begun=True))
    check_handed_over(found)


def test_k8_every_protection_of_a_child_holds_until_it_is_ruled_out() -> None:
    """Unknown counts for the child; an answer of "no" rules out, as it does for everybody."""
    unknown = {d.id for d in list_handover_duties(CHILDREN, {}, is_adult=False)}
    assert {"guardian", "nothing_is_fined", "call_doctor", "bring_to_safety"} <= unknown
    ruled_out = {
        d.id for d in list_handover_duties(CHILDREN, {"seen_danger": "no"}, is_adult=False)
    }
    assert unknown - ruled_out == {"call_doctor", "bring_to_safety"}


def test_a15_what_is_not_known_of_an_adult_brings_no_rescue_but_nothing_is_fined_either() -> None:
    unknown = {d.id for d in list_handover_duties(ADULTS, {}, is_adult=True)}
    assert "nothing_is_fined" in unknown
    assert "bring_to_safety" not in unknown
    seen = list_handover_duties(ADULTS, {"seen_danger": "yes"}, is_adult=True)
    assert "bring_to_safety" in {d.id for d in seen}


def test_k2_what_protects_and_is_due_is_carried_with_its_clock() -> None:
    due = list_protections_due(ADULTS, {"seen_danger": "yes"})
    assert {d.id for d in due} >= {"nothing_is_fined", "bring_to_safety"}
    assert all(d.protects for d in due)
    since = datetime(2026, 11, 30, 22, 53, tzinfo=UTC)
    times = {o.duty: o.due_at for o in make_obligations(due, since)}
    assert times["bring_to_safety"] == since + timedelta(hours=1)
    unasked = {d.id for d in list_protections_due(ADULTS, {})}
    assert "nothing_is_fined" in unasked
    assert "bring_to_safety" not in unasked


def test_observed_is_only_what_the_officer_notes() -> None:
    names = {q.id for q in observed_questions(CHILDREN, {})}
    assert {"frightened", "seen_danger"} <= names
    # Said by the child, or answered by an age; and ruled out by an answer.
    assert not names & {"tell_about_you", "agreed", "crossed"}
    assert "age" in names
    assert "age" not in {q.id for q in observed_questions(CHILDREN, {"age_known": "no"})}


def test_reasons_are_the_refusal_and_the_conditions_of_the_procedures() -> None:
    assert list_reasons(CHILDREN)[0] == DECLINED
    check_reason_of_handover("before_fine", CHILDREN, ADULTS)
    with pytest.raises(BadValue) as caught:
        check_reason_of_handover("Aygun", CHILDREN, None)
    assert "Aygun" not in str(caught.value)


@pytest.mark.parametrize("expected", [NOW - timedelta(minutes=1), NOW + timedelta(days=31)])
def test_nobody_comes_before_the_meeting_or_next_year(expected: datetime) -> None:
    with pytest.raises(BadValue, match="within 30 days"):
        check_handover(Handover(DECLINED, (), expected), ROLES, NOW, NOW)


def test_those_who_are_called_are_others() -> None:
    start_of_minute = NOW.replace(second=0)
    check_handover(Handover(DECLINED, ("child_protection",), start_of_minute), ROLES, NOW, NOW)
    for role in ("officer", "call_taker", "Aygun"):
        with pytest.raises(BadValue) as caught:
            check_handover(Handover(DECLINED, (role,)), ROLES, NOW, NOW)
        assert "Aygun" not in str(caught.value)


def test_k2_a_carried_protection_is_not_due_twice_and_never_later() -> None:
    hour = timedelta(hours=1)
    new = make_obligations(CHILDREN.duties, NOW)
    due = {o.duty: o.due_at for o in new}
    assert due["bring_to_safety"] == NOW + hour
    kept = drop_carried(
        new,
        {"bring_to_safety": NOW, "call_doctor": NOW + 30 * hour, "nothing_is_fined": NOW + hour},
    )
    assert set(due) - {o.duty for o in kept} == {"bring_to_safety", "nothing_is_fined"}
    assert drop_carried(new, {}) == new
    # A carried one without a time does not replace one with a time; the other way round it does.
    assert drop_carried(new, {"bring_to_safety": None}) == new
    without_time = next(o for o in new if o.due_at is None)
    assert drop_carried([without_time], {without_time.duty: None}) == ()


@pytest.mark.parametrize("procedure", PACK.procedures.versions, ids=lambda p: f"{p.id}-{p.version}")
def test_how_a_talk_is_held_is_not_due_where_none_takes_place(procedure: Procedure) -> None:
    """Whatever was answered; and nothing else goes, least of all a protection."""
    without = procedure.model_copy(
        update={"duties": tuple(d.model_copy(update={"during": None}) for d in procedure.duties)}
    )
    told: list[Answers] = [{}, {q.id: "yes" for q in procedure.questions if q.type == "yes_no"}]
    for answers in told:
        for is_adult in (True, False):
            due = list_handover_duties(procedure, answers, is_adult=is_adult)
            every = list_handover_duties(without, answers, is_adult=is_adult)
            talk = {d.id for d in procedure.duties if d.during == "talk"}
            assert [d.id for d in due] == [d.id for d in every if d.id not in talk]


def test_a_child_that_is_handed_over_gets_no_rules_of_a_talk() -> None:
    child = PACK.procedures.versions_of("child-pathway")[-1]
    due = {d.id for d in list_handover_duties(child, {}, is_adult=False)}
    assert "interview_rules" not in due
    assert {"guardian", "child_protection", "observation", "no_penalty"} <= due
    assert not [d for d in child.duties if d.id in due and "interview" in d.text.english]


@pytest.mark.parametrize(
    "more",
    [
        {"protects": "guardian"}, {"protects": "child_protection"}, {"protects": "no_penalty"},
        {"protects": "doctor"}, {"protects": "observation"}, {"refers": True, "to": ("police",)},
        {"gives_help": True}, {"acknowledged": True},
    ],
)  # fmt: skip
def test_what_helps_or_protects_is_due_without_a_talk(more: dict[str, object]) -> None:
    duty = {
        "id": "one", "text": "One.", "who": "officer", "during": "talk",
        "source": {"title": "A test", "certainty": "derived"},
    }  # fmt: skip
    assert ProcedureDuty.model_validate(duty).during == "talk"
    with pytest.raises(ValidationError, match="leave out `during`"):
        ProcedureDuty.model_validate({**duty, **more})
