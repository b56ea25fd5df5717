"""Cases of practitioners on the procedures of work, referral, shelter and identification."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from palermo.kernel.answers import Answer, Answers
from palermo.offences.elements import qualify_facts
from palermo.packs.load import load_pack
from palermo.procedures.decide import Indication, Outcome, run_procedure
from palermo.procedures.interview_order import question_wording
from palermo.procedures.lint_protection import POLICE_ROLES
from palermo.procedures.scenarios import parse_answers
from palermo.procedures.shapes import Procedure, Sign
from palermo.procedures.stops import find_stop

POSITIVE, NEGATIVE, OPEN = Outcome.POSITIVE, Outcome.NEGATIVE, Outcome.UNDETERMINED
#: Lists of work, with the ids of: papers held, wages kept, threats, long hours.
LISTS = {
    "screen-adult-labour": ("CD01", "CD14", "CD05", "EX01"),
    "inspect-workplace": ("papers_kept", "wages_withheld", "threats", "overtime"),
    "screen-domestic-work": ("papers_held", "pay_kept", "threatened", "on_call"),
}
#: Duties that pass a person on, or treat them as a victim whom somebody must save.
HARMFUL = {"rescue", "refer", "refer_child", "choose", "way_back", "no_identity"}
ORDERS = {"labour_order", "pay", "hours", "wages"}
CHILD_CARE = {"doctor", "no_penalty", "guardian", "child_protection", "observation", "supervisor"}


def _newest(name: str) -> Procedure:
    return load_pack("base").procedures.versions_of(name)[-1]


def _answers(procedure: Procedure, rest: str | None, known: Mapping[str, object]) -> Answers:
    """`known`, and `rest` for every other yes/no question (None: not asked)."""
    strange = set(known) - {q.id for q in procedure.questions}
    assert not strange, strange
    others = {q.id: rest for q in procedure.questions if rest and q.type == "yes_no"}
    return parse_answers({**others, **known}.items())


def _run(name: str, rest: str | None, **known: object) -> tuple[Indication, set[str]]:
    procedure = _newest(name)
    found = run_procedure(procedure, _answers(procedure, rest, known))
    return found, {duty.id for duty in found.duties}


def _yes(*names: str) -> dict[str, object]:
    return dict.fromkeys(names, "yes")


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(
    ("agrees", "referral"), [("yes", "refer"), ("no", "way_back"), ("not_asked", "choose")]
)
def test_a1_a_worker_held_by_papers_and_threats(name: str, agrees: str, referral: str) -> None:
    papers, wages, threats, _ = LISTS[name]
    found, duties = _run(name, "no", **_yes(papers, wages, threats), agrees=agrees)
    assert found.reasonable_grounds is POSITIVE
    assert {"no_penalty", "help", referral} <= duties
    assert duties & ORDERS
    assert duties & {"refer", "way_back", "choose"} == {referral}


@pytest.mark.parametrize("rest", ["no", None])
@pytest.mark.parametrize(
    ("name", "signs"),
    [
        ("screen-adult-labour", ("EX08", "CD01", "CD03", "EX02", "CD12", "EX04", "DV01")),
        ("inspect-workplace", ("papers_kept", "movement", "wages_withheld", "conditions")),
        ("screen-domestic-work", ("papers_held", "kept_in", "pay_kept", "no_place")),
    ],
)
def test_a2_the_markers_of_zoletic_are_grounds(
    name: str, signs: tuple[str, ...], rest: str | None
) -> None:
    found, duties = _run(name, rest, **_yes(*signs))
    assert found.reasonable_grounds is POSITIVE
    assert "no_penalty" in duties


@pytest.mark.parametrize(
    ("name", "signs"),
    [
        ("screen-adult-labour", ("DR02", "DR03", "CR04", "EX01", "CD14")),
        ("screen-adult-labour", ("DR02", "DR03", "CR04", "CD02", "EX01", "CD14")),
        ("inspect-workplace", ("pay_differs", "in_debt", "overtime", "wages_withheld")),
        ("screen-domestic-work", ("deceived", "debt", "on_call", "pay_kept")),
    ],
)
def test_a3_lies_and_debt_count_together(name: str, signs: tuple[str, ...]) -> None:
    assert _run(name, "no", **_yes(*signs))[0].reasonable_grounds is POSITIVE


@pytest.mark.parametrize(
    ("name", "signs", "used"),
    [
        ("screen-adult-labour", ("RV12", "DV02", "EX01", "EX02"), "RV06"),
        ("inspect-workplace", ("vulnerable", "overtime", "wages_withheld"), "need_used"),
        ("screen-domestic-work", ("on_call", "pay_kept"), "need_used"),
    ],
)
def test_a4_a_vulnerability_that_is_used_is_a_means(
    name: str, signs: tuple[str, ...], used: str
) -> None:
    assert _run(name, "no", **_yes(*signs))[0].reasonable_grounds is NEGATIVE
    found, duties = _run(name, "no", **_yes(*signs, used))
    assert found.reasonable_grounds is POSITIVE
    assert duties & ORDERS


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("which", [1, 3], ids=["A5", "A6"])
def test_late_wages_or_overtime_alone_lead_to_an_order_and_questions(name: str, which: int) -> None:
    found, duties = _run(name, "no", **_yes(LISTS[name][which]))
    assert found.reasonable_grounds is NEGATIVE
    assert duties & ORDERS
    assert {"ask_further", "help"} <= duties
    assert not duties & (HARMFUL | {"no_penalty"})
    assert not any(set(duty.to) & POLICE_ROLES for duty in found.duties)


def test_a8_a_debt_for_the_journey_alone_is_asked_about() -> None:
    found, duties = _run("screen-adult-labour", "no", CR04="yes")
    assert found.reasonable_grounds is NEGATIVE
    assert {"ask_further", "rights"} <= duties
    assert not duties & HARMFUL
    assert "no_penalty" in _run("screen-adult-labour", None, CR04="yes")[1]


@pytest.mark.parametrize("name", [*LISTS, "refer-victim"])
def test_a11_the_police_are_never_the_only_door(name: str) -> None:
    (refer,) = [duty for duty in _newest(name).duties if duty.id == "refer"]
    assert len(set(refer.to) - POLICE_ROLES) >= 3


@pytest.mark.parametrize("name", ["screen-adult-labour", "screen-domestic-work"])
def test_a12_a_person_who_has_left_is_asked_about_then(name: str) -> None:
    for question in _newest(name).questions:
        if question.about or question.noted or question.chapter == "next":
            continue
        put = question_wording(question, None, left=True).english
        assert not put.startswith(("Do ", "Does ", "Is ", "Are ")), put
    assert _newest(name).question("has_left")


@pytest.mark.parametrize(
    "name",
    [*LISTS, "screen-child-labour", "refer-victim", "inform-compensation", "admit-to-shelter",
     "give-recovery-period", "identify-victim"],
)  # fmt: skip
def test_a13_danger_stops_every_procedure(name: str) -> None:
    procedure = _newest(name)
    stop = find_stop(procedure, {"danger_now": "yes"}, ())
    assert procedure.questions[0].id == "danger_now"
    assert stop
    assert [duty.id for duty in stop.duties] == ["rescue"]
    assert find_stop(procedure, {"danger_now": "yes"}, ["rescue"]) is None


SHOWN = ("act", "purpose", "inquiry_done", "indicated", "ngo_heard")


@pytest.mark.parametrize("young", ["yes", "not_asked"])
def test_a17_an_open_age_concludes_nothing(young: str) -> None:
    found, duties = _run("identify-victim", "no", **_yes(*SHOWN), may_be_child=young)
    assert found.label_id == "age_open"
    assert {"clear_age", "guardian", "help", "no_penalty"} <= duties
    assert not duties & {"recognise", "reasons", "keep_help"}


def test_a17_an_adult_is_not_identified_without_a_means() -> None:
    found, duties = _run("identify-victim", "no", **_yes(*SHOWN))
    assert found.label_id == "not_concluded"
    assert {"supervisor", "reasons", "keep_help"} <= duties


@pytest.mark.parametrize("young", ["yes", "no", "not_asked"])
def test_a18_under_18_needs_no_means(young: str) -> None:
    found, duties = _run("identify-victim", "no", **_yes(*SHOWN), may_be_child=young, age=15)
    assert found.label_id == "identified"
    assert "recognise" in duties


def test_k3_a_child_who_was_sold_and_held() -> None:
    signs = _yes("CR03", "DR01", "CD01", "CD03", "CD04", "CD05", "EX02")
    for rest in ("no", None):
        found, duties = _run("screen-child-labour", rest, **signs)
        assert found.reasonable_grounds is POSITIVE
        assert CHILD_CARE | {"refer"} <= duties


@pytest.mark.parametrize("signs", [("EX02", "EX09"), ("EX03", "EX09"), ("EX07", "EX09")])
def test_k4_a_child_at_work_leads_to_an_inquiry_within_the_day(signs: tuple[str, ...]) -> None:
    found, _ = _run("screen-child-labour", "no", **_yes(*signs))
    (inquiry,) = [duty for duty in found.duties if duty.protects == "child_protection"]
    assert inquiry.who == "child_protection"
    assert inquiry.within_hours
    assert inquiry.within_hours <= 24


def test_k5_a_small_child_who_is_not_at_school_is_only_offered_help() -> None:
    found, duties = _run("screen-child-labour", "no", EX09="yes")
    assert found.reasonable_grounds is NEGATIVE
    assert duties == {"help", "rights", "no_penalty"}


def test_k8_a_child_who_refuses_the_shelter_stays_safe() -> None:
    for young in ("yes", "does_not_know"):
        duties = _run("admit-to-shelter", "no", may_be_child=young)[1]
        assert {"keep_safe", "child", "explain_child"} <= duties
        assert not duties & {"other_help", "explain"}


def test_screening_and_elements_agree_on_core_signs() -> None:
    """A sign of a means with a sign of exploitation: both say yes, or both say no."""
    facts = load_pack("base").facts
    procedure = _newest("screen-adult-labour")
    core = [i for i in procedure.indicators if i.sign is Sign.CORE]
    exploited = [i for i in procedure.indicators if i.dimension == "exploitation"]
    for sign in core:
        for other in (None, *exploited):
            signs = [one for one in (sign, other) if one]
            shown = _yes("received", *(fact for one in signs for fact in one.shows))
            case = parse_answers({**{f.id: "no" for f in facts}, **shown}.items())
            is_met = qualify_facts(case, facts).trafficking is Answer.YES
            found, _ = _run("screen-adult-labour", "no", **_yes(*(one.id for one in signs)))
            assert (found.reasonable_grounds is POSITIVE) is is_met, [one.id for one in signs]
