"""Interviews through the pages: who may be a child, who refuses, what cannot be."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from palermo.actions.interviews.answer_interview import answer_interview
from palermo.actions.interviews.decide_interview import decide_interview
from palermo.actions.interviews.pass_to_child_pathway import pass_to_child_pathway
from palermo.actions.visit import Visit
from palermo.cases.interview import InterviewOrigin, InterviewState
from palermo.kernel.answers import Value
from palermo.kernel.errors import BadValue
from palermo.packs.pack import Pack
from palermo.procedures.decide import Outcome
from palermo.records.interviews.queries import fetch_interviews, get_interview
from palermo.records.interviews.store import save_answers
from tests.integration.conftest import NOW, Begin

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


def _page(officer: Visit) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(username=officer.actor.username), BACKEND)
    return client


@pytest.mark.parametrize("told", ["yes", "does_not_know", "prefers_not_to_say"])
def test_a_choice_that_is_kept_begins_the_pathway_without_pressing_next(
    begin: Begin, officer: Visit, told: str
) -> None:
    number = begin("screen-migrants")
    sent = {"version": "1", "answer-may_be_child": told}
    answer = _page(officer).post(f"/interviews/{number}/keep/", sent)
    (child,) = [r for r in fetch_interviews("officer") if r.procedure == "child-pathway"]
    assert answer.json() == {"version": 2, "next": f"/interviews/{child.id}/next/"}
    assert get_interview("officer", number).state is InterviewState.PASSED_ON


def test_an_adult_procedure_decides_nothing_about_whoever_may_be_under_18(
    begin: Begin, officer: Visit, pack: Pack
) -> None:
    number = begin("screen-migrants")
    given: dict[str, Value] = {"may_be_child": "yes"}
    # As a device sends it: the answer is kept before the interview that takes over comes in.
    save_answers(number, 1, given, given, "officer")
    with pytest.raises(BadValue, match="child-pathway"):
        decide_interview(officer, interview=number, version=2, decision=Outcome.NEGATIVE)
    with pytest.raises(BadValue, match="may be under 18"):
        begin("screen-migrants", age=12)
    page = _page(officer).get(f"/interviews/{number}/").content.decode()
    assert "Continue with the child procedure" in page
    assert "Continue now with this procedure" in page
    assert 'name="decision"' not in page
    assert "Unknown answers that could change the result" not in page
    assert "What may be needed when more is known" not in page


@pytest.mark.parametrize("language", ["en", "az", "ru"])
def test_signs_that_were_answered_no_are_introduced(
    begin: Begin, officer: Visit, pack: Pack, language: str
) -> None:
    number = begin("screen-migrants")
    given: dict[str, Value] = {"may_be_child": "no", "held": "no"}
    save_answers(number, 1, given, given, "officer")
    client = _page(officer)
    client.cookies["django_language"] = language
    page = client.get(f"/interviews/{number}/").content.decode()
    assert pack.speech.headings["against"].in_language(language) in page


def test_the_refusal_of_an_adult_keeps_no_age_and_no_condition(officer: Visit) -> None:
    sent = {"refused": "1", "adult": "yes", "place_kind": "police", "confirmed": ["safe"]}
    answer = _page(officer).post("/procedures/screen-migrants/begin/", sent, follow=True)
    (row,) = fetch_interviews("officer")
    assert (row.state, row.age, row.confirmed, row.answers) == (
        InterviewState.REFUSED,
        None,
        (),
        {},
    )
    assert row.person in answer.content.decode()


def test_whoever_comes_back_with_a_code_goes_on_under_it(
    begin: Begin, refuse: Begin, pack: Pack
) -> None:
    code = get_interview("officer", refuse()).person
    number = begin(person=f" {code.lower()} ")
    assert get_interview("officer", number).person == code
    with pytest.raises(BadValue, match="No person has this code"):
        begin(person="AAAA-AAAA")


def test_only_codes_are_kept_and_no_day_to_come(begin: Begin, refuse: Begin) -> None:
    with pytest.raises(BadValue, match="kind of place is not on the list"):
        refuse(place_kind="Her name is Aygun")
    chosen = ["safe", "referral_ready", "consent", "Aygun, telephone 12"]
    with pytest.raises(BadValue, match="does not belong to the procedure") as caught:
        begin(confirmed=chosen)
    assert "Aygun" not in str(caught.value)
    with pytest.raises(BadValue, match="in the future"):
        begin(at=datetime.now(UTC) + timedelta(days=1), origin=InterviewOrigin.PAPER)


def test_a_child_is_asked_in_words_for_the_age_that_is_learnt_on_the_way(
    begin: Begin, officer: Visit, pack: Pack
) -> None:
    number = begin("child-pathway")
    given = {"age_known": "yes", "age": 7}
    answer_interview(officer, interview=number, version=1, given=given)
    page = _page(officer).get(f"/interviews/{number}/questions/tell_about_you/").content.decode()
    child = pack.procedure("child-pathway", NOW.date()).question("tell_about_you")
    assert child is not None
    assert child.for_children[7].in_language("en") in page


def test_what_was_typed_stays_when_a_decision_is_refused(
    begin: Begin, officer: Visit, pack: Pack
) -> None:
    number = begin()
    sent = {"version": "7", "decision": "positive", "reason": "She was watched."}
    page = _page(officer).post(f"/interviews/{number}/decide/", sent)
    assert page.status_code == 422
    assert "She was watched." in page.content.decode()
    assert 'value="positive" required checked' in " ".join(page.content.decode().split())


def test_nothing_of_an_interview_stands_in_an_address_to_come_back_to(begin: Begin) -> None:
    number = begin()
    answer = Client().get(f"/interviews/{number}/questions/agrees/")
    assert answer["Location"] == "/sign-in/?next=/interviews/"


def test_who_is_surely_an_adult_is_not_asked_again_whether_they_may_be_a_child(
    officer: Visit, pack: Pack
) -> None:
    procedure = pack.procedure("screen-migrants", datetime.now(UTC).date())
    sent = {
        "adult": "yes", "place_kind": "border", "confirmed": [g.id for g in procedure.before],
    }  # fmt: skip
    _page(officer).post("/procedures/screen-migrants/begin/", sent)
    (row,) = fetch_interviews("officer")
    assert row.answers == {"may_be_child": "no"}
    page = _page(officer).get(f"/interviews/{row.id}/").content.decode()
    assert "begin the child procedure" not in page.lower()


def test_nobody_is_an_adult_because_nobody_asked(begin: Begin, officer: Visit, pack: Pack) -> None:
    number = begin("screen-migrants")
    with pytest.raises(BadValue, match="may be under 18"):
        decide_interview(officer, interview=number, version=1, decision=Outcome.UNDETERMINED)
    given = {"may_be_child": "no"}
    answer_interview(officer, interview=number, version=1, given=given)
    decide_interview(officer, interview=number, version=2, decision=Outcome.UNDETERMINED)
    assert get_interview("officer", number).state is InterviewState.DECIDED


def test_a_child_of_a_paper_form_has_the_deadlines_of_that_day(
    begin: Begin, officer: Visit, pack: Pack
) -> None:
    day = NOW - timedelta(days=3)
    number = begin("screen-migrants", at=day, origin=InterviewOrigin.PAPER)
    child = pass_to_child_pathway(officer, interview=number, version=1)
    row = get_interview("officer", child)
    assert (row.started_at, row.origin) == (day, InterviewOrigin.PAPER)


@pytest.mark.parametrize(
    "sent",
    [
        {"at": "0001-01-01T00:00"},
        {"at": "2026-13-45T00:00"},
        {"at": "1900-01-01T00:00"},
        {"age": "9" * 5000},
        {"age": "nan"},
    ],
)
def test_a_form_that_cannot_be_is_refused_by_name(
    officer: Visit, pack: Pack, sent: dict[str, str]
) -> None:
    procedure = pack.procedure("refer-victim", NOW.date())
    whole = {
        "origin": "paper", "at": "2026-02-01T10:30", "place_kind": "police",
        "confirmed": [g.id for g in procedure.before], **sent,
    }  # fmt: skip
    answer = _page(officer).post("/procedures/refer-victim/begin/", whole)
    assert answer.status_code == 422
    assert fetch_interviews("officer") == []


def test_no_number_is_no_answer(begin: Begin, officer: Visit) -> None:
    number = begin("child-pathway")
    page = _page(officer)
    page.post(f"/interviews/{number}/keep/", {"version": "1", "answer-age_known": "yes"})
    sent = {"version": "2", "answer-age": "nan"}
    assert page.post(f"/interviews/{number}/questions/age/", sent).status_code == 422
    assert "age" not in get_interview("officer", number).answers


def test_a_word_that_is_no_decision_closes_nothing(begin: Begin, officer: Visit) -> None:
    number = begin("plan-safety")
    sent = {"version": "1", "decision": "zz", "reason": "seen"}
    answer = _page(officer).post(f"/interviews/{number}/decide/", sent)
    assert answer.status_code == 422
    assert "There is no such decision." in answer.content.decode()
    assert get_interview("officer", number).state is InterviewState.OPEN


@pytest.mark.parametrize("address", ["/interviews/7/", "/obligations/7/done/"])
def test_no_number_of_a_record_is_in_the_address_of_the_sign_in_page(address: str) -> None:
    answer = Client().get(address)
    assert answer["Location"] == "/sign-in/?next=/interviews/"
