"""Interviews: what is kept, who may see it, who decides, and what is never lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from palermo.accounts.models import AuditEvent
from palermo.accounts.people import Actor
from palermo.accounts.queries import actor_of
from palermo.accounts.rights import Role
from palermo.accounts.store import create_user
from palermo.actions.answer_interview import answer_interview
from palermo.actions.decide_interview import decide_interview
from palermo.actions.pass_to_child_pathway import pass_to_child_pathway
from palermo.actions.start_interview import start_interview
from palermo.kernel.answers import Missing
from palermo.kernel.errors import BadValue, NotAllowed, NotFound, Refused
from palermo.packs.pack import Pack
from palermo.procedures.decide import Outcome
from palermo.records.codes import CODE
from palermo.records.queries import history, interview_of, interviews_of
from palermo.records.states import Origin, State
from tests.integration.conftest import People

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
Begin = Callable[..., int]


@pytest.fixture
def officer(db: None) -> Actor:
    user = create_user(username="officer", password="a long password", role=Role.OFFICER)
    return actor_of(user, "web")


@pytest.fixture
def begin(officer: Actor, pack: Pack) -> Begin:
    def start(procedure: str = "refer-victim", **more: object) -> int:
        chosen = pack.procedure(procedure, NOW.date())
        values: dict[str, object] = {
            "procedure": chosen,
            "place_kind": chosen.settings[0],
            "confirmed": [gate.id for gate in chosen.before],
            "at": NOW,
            "pack": pack,
        }
        return start_interview(officer, **{**values, **more})  # type: ignore[arg-type]

    return start


def test_a_person_is_a_code_and_every_answer_is_kept(
    begin: Begin, officer: Actor, pack: Pack
) -> None:
    number = begin()
    answer_interview(officer, interview=number, version=1, given={"agrees": "no"}, pack=pack)
    answer_interview(officer, interview=number, version=2, given={"agrees": "yes"}, pack=pack)
    row = interview_of("officer", number)
    assert CODE.fullmatch(row.person)
    assert row.answers == {"agrees": "yes"}
    assert [(g.question, g.value) for g in history(number)] == [("agrees", "no"), ("agrees", "yes")]
    # The same answer again is no change.
    assert (
        answer_interview(officer, interview=number, version=3, given={"agrees": "yes"}, pack=pack)
        == 3
    )


def test_nothing_begins_before_what_must_hold_and_a_refusal_keeps_only_a_code(
    begin: Begin,
) -> None:
    with pytest.raises(Refused, match="safe"):
        begin(confirmed=["consent"])
    with pytest.raises(BadValue):
        begin(place_kind="the moon")
    assert interviews_of("officer") == []
    refused = interview_of("officer", begin(confirmed=[], refused=True))
    assert (refused.state, refused.answers) == (State.REFUSED, {})


def test_the_officer_decides_and_says_why_when_she_differs(
    begin: Begin, officer: Actor, pack: Pack
) -> None:
    number = begin()
    given = {"grounds": "no", "agrees": "yes", "may_be_child": "no"}
    answer_interview(officer, interview=number, version=1, given=given, pack=pack)
    common = {"interview": number, "version": 2, "at": NOW, "pack": pack}
    with pytest.raises(BadValue, match="decide"):
        decide_interview(officer, **common)  # type: ignore[arg-type]
    with pytest.raises(BadValue, match="reason"):
        decide_interview(officer, decision=Outcome.POSITIVE, **common)  # type: ignore[arg-type]
    decide_interview(
        officer, decision=Outcome.POSITIVE, reason="Fear of the one who waits", **common
    )  # type: ignore[arg-type]
    row = interview_of("officer", number)
    assert (row.state, row.decision) == (State.DECIDED, "positive")
    assert row.indication is not None
    assert row.indication["said"]["en"]["outcome"] == "negative"
    with pytest.raises(Refused):
        answer_interview(officer, interview=number, version=3, given={"agrees": "no"}, pack=pack)
    with pytest.raises(Refused):
        decide_interview(officer, decision=Outcome.NEGATIVE, **{**common, "version": 3})  # type: ignore[arg-type]


def test_duties_carry_the_hour_they_are_due(begin: Begin, officer: Actor, pack: Pack) -> None:
    number = begin()
    given = {"grounds": "yes", "agrees": "yes", "may_be_child": "no"}
    answer_interview(officer, interview=number, version=1, given=given, pack=pack)
    decide_interview(
        officer, interview=number, version=2, at=NOW, pack=pack, decision=Outcome.POSITIVE
    )
    kept = interview_of("officer", number).indication
    assert kept is not None
    due = {d["id"]: d["due"] for d in kept["said"]["az"]["duties"]}
    assert due["refer"] == (NOW + timedelta(hours=24)).isoformat()


def test_a_decision_downwards_takes_no_duty_away(begin: Begin, officer: Actor, pack: Pack) -> None:
    number = begin()
    given = {"grounds": "yes", "agrees": "yes", "may_be_child": "no"}
    answer_interview(officer, interview=number, version=1, given=given, pack=pack)
    decide_interview(
        officer, interview=number, version=2, at=NOW, pack=pack,
        decision=Outcome.NEGATIVE, reason="Known to the service already",
    )  # fmt: skip
    kept = interview_of("officer", number).indication
    assert kept is not None
    assert {"refer", "help"} <= {d["id"] for d in kept["said"]["en"]["duties"]}


def test_who_may_be_a_child_goes_to_the_pathway_under_the_same_code(
    begin: Begin, officer: Actor, pack: Pack
) -> None:
    adult = begin("screen-adult-labour")
    child = pass_to_child_pathway(officer, interview=adult, version=1, at=NOW, pack=pack)
    before, after = interview_of("officer", adult), interview_of("officer", child)
    assert before.state is State.PASSED_ON
    assert (after.person, after.follows) == (before.person, adult)
    assert pack.procedure(after.procedure, NOW.date()).people == "children"
    with pytest.raises(Refused):
        pass_to_child_pathway(officer, interview=child, version=1, at=NOW, pack=pack)


def test_a_stale_page_changes_nothing(begin: Begin, officer: Actor, pack: Pack) -> None:
    number = begin()
    answer_interview(officer, interview=number, version=1, given={"agrees": "no"}, pack=pack)
    with pytest.raises(Refused, match="in the meantime"):
        answer_interview(officer, interview=number, version=1, given={"agrees": "yes"}, pack=pack)
    assert interview_of("officer", number).answers == {"agrees": "no"}


def test_wrong_codes_are_named_without_repeating_them(
    begin: Begin, officer: Actor, pack: Pack
) -> None:
    with pytest.raises(BadValue) as caught:
        answer_interview(
            officer, interview=begin(), version=1, given={"agrees": "Leyla says"}, pack=pack
        )
    assert "Leyla" not in caught.value.say()


def test_nobody_else_sees_or_touches_an_interview(begin: Begin, people: People, pack: Pack) -> None:
    number = begin()
    other = create_user(username="other", password="a long password", role=Role.OFFICER)
    with pytest.raises(NotFound):
        answer_interview(actor_of(other, "web"), interview=number, version=1, given={}, pack=pack)
    for actor in (people.reader, people.analyst, people.coordinator, people.administrator):
        with pytest.raises(NotAllowed):
            answer_interview(actor, interview=number, version=1, given={}, pack=pack)
        client = Client()
        assert actor.id is not None
        client.force_login(get_user_model().objects.get(pk=actor.id), BACKEND)
        assert client.get(f"/interviews/{number}/").status_code == 403
    assert Client().get(f"/interviews/{number}/").status_code == 302


def test_the_log_holds_no_answer_and_no_code(begin: Begin, officer: Actor, pack: Pack) -> None:
    number = begin()
    answer_interview(officer, interview=number, version=1, given={"agrees": "no"}, pack=pack)
    person = interview_of("officer", number).person
    logged = " ".join(f"{e.target} {e.detail}" for e in AuditEvent.objects.all())
    assert f"interview {number}" in logged
    assert person not in logged
    assert "agrees" not in logged


def test_pages_of_an_interview_are_never_stored(begin: Begin, pack: Pack) -> None:
    number = begin()
    client = Client()
    client.force_login(get_user_model().objects.get(username="officer"), BACKEND)
    for address in ("/interviews/", f"/interviews/{number}/", f"/interviews/{number}/list/"):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "no-store" in answer["Cache-Control"], address


def test_a_paper_form_is_typed_in(officer: Actor, pack: Pack) -> None:
    client = Client()
    client.force_login(get_user_model().objects.get(username="officer"), BACKEND)
    procedure = pack.procedure("refer-victim", NOW.date())
    sent = {
        "origin": "paper", "at": "2026-02-01T10:30", "place_kind": "police",
        "confirmed": [g.id for g in procedure.before],
    }  # fmt: skip
    answer = client.post("/procedures/refer-victim/begin/", sent)
    assert answer.status_code == 302
    address = answer["Location"]
    # As on the sheet: the number and the code of each question.
    page = client.get(address).content.decode()
    for number, question in enumerate(procedure.questions, 1):
        assert re.search(rf"<legend>{number}\. [^<]* <span class=\"hint\">{question.id}<", page)
    wrong = client.post(address, {"version": "1", "answer-grounds": "perhaps"})
    assert wrong.status_code == 422
    done = client.post(address, {"version": "1", "answer-grounds": "yes", "answer-agrees": "no"})
    assert done.status_code == 302
    (row,) = interviews_of("officer")
    assert row.answers == {"grounds": "yes", "agrees": "no"}
    assert row.started_at.isoformat() == "2026-02-01T06:30:00+00:00"


def test_why_there_is_no_answer_stays_apart_and_unknown(
    begin: Begin, officer: Actor, pack: Pack
) -> None:
    number = begin()
    given = {"grounds": "yes", "agrees": "prefers_not_to_say", "may_be_child": "does_not_know"}
    answer_interview(officer, interview=number, version=1, given=given, pack=pack)
    answers = interview_of("officer", number).answers
    assert answers["agrees"] is Missing.PREFERS_NOT_TO_SAY
    decide_interview(
        officer, interview=number, version=2, at=NOW, pack=pack, decision=Outcome.POSITIVE
    )
    kept = interview_of("officer", number).indication
    assert kept is not None
    # A child as long as nobody knows better.
    assert "guardian" in {d["id"] for d in kept["said"]["en"]["duties"]}


@pytest.mark.parametrize("page", ["questions/may_be_child/", "list/"])
def test_an_answer_that_an_adult_may_be_a_child_begins_the_pathway_at_once(
    begin: Begin, page: str
) -> None:
    number = begin("screen-migrants")
    client = Client()
    client.force_login(get_user_model().objects.get(username="officer"), BACKEND)
    sent = {"version": "1", "answer-may_be_child": "yes"}
    answer = client.post(f"/interviews/{number}/{page}", sent, follow=True)
    assert "this is the way for children" in answer.content.decode()
    rows = {row.procedure: row for row in interviews_of("officer")}
    adult, child = rows["screen-migrants"], rows["child-pathway"]
    assert (adult.state, adult.answers) == (State.PASSED_ON, {"may_be_child": "yes"})
    assert (child.state, child.person, child.follows) == (State.OPEN, adult.person, adult.id)


def test_deadlines_of_a_paper_form_run_from_the_day_on_the_paper(
    begin: Begin, officer: Actor, pack: Pack
) -> None:
    number = begin(at=NOW - timedelta(days=3), origin=Origin.PAPER)
    given = {"grounds": "yes", "agrees": "yes", "may_be_child": "no"}
    answer_interview(officer, interview=number, version=1, given=given, pack=pack)
    decide_interview(
        officer, interview=number, version=2, at=NOW, pack=pack, decision=Outcome.POSITIVE
    )
    row = interview_of("officer", number)
    assert row.decided_at == NOW
    assert row.indication is not None
    duties = {d["id"]: d["due"] for d in row.indication["said"]["en"]["duties"]}
    assert duties["refer"] == (NOW - timedelta(days=2)).isoformat()


def test_a_procedure_that_is_kept_to_an_agency_is_begun_by_its_officers_alone(
    begin: Begin, officer: Actor, pack: Pack
) -> None:
    with pytest.raises(Refused, match="kept to other agencies: SLI"):
        begin("inspect-workplace")
    inspection = pack.procedure("inspect-workplace", NOW.date())
    inspector = replace(officer, agency="SLI")
    number = start_interview(
        inspector,
        procedure=inspection,
        place_kind=inspection.settings[0],
        confirmed=[gate.id for gate in inspection.before],
        at=NOW,
        pack=pack,
    )
    assert interview_of("officer", number).agency == "SLI"


def _page(officer: Actor) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(username=officer.username), BACKEND)
    return client


@pytest.mark.parametrize("told", ["yes", "does_not_know", "prefers_not_to_say"])
def test_a_choice_that_is_kept_begins_the_pathway_without_pressing_next(
    begin: Begin, officer: Actor, told: str
) -> None:
    number = begin("screen-migrants")
    sent = {"version": "1", "answer-may_be_child": told}
    answer = _page(officer).post(f"/interviews/{number}/keep/", sent)
    (child,) = [r for r in interviews_of("officer") if r.procedure == "child-pathway"]
    assert answer.json() == {"version": 2, "next": f"/interviews/{child.id}/next/"}
    assert interview_of("officer", number).state is State.PASSED_ON


def test_an_adult_procedure_decides_nothing_about_whoever_may_be_under_18(
    begin: Begin, officer: Actor, pack: Pack
) -> None:
    number = begin("screen-migrants")
    given = {"may_be_child": "yes"}
    answer_interview(officer, interview=number, version=1, given=given, pack=pack)
    with pytest.raises(BadValue, match="child-pathway"):
        decide_interview(
            officer, interview=number, version=2, at=NOW, pack=pack, decision=Outcome.NEGATIVE
        )
    with pytest.raises(BadValue, match="may be under 18"):
        begin("screen-migrants", age=12)
    page = _page(officer).get(f"/interviews/{number}/").content.decode()
    assert "Go on with the pathway for children" in page
    assert 'name="decision"' not in page


def test_a_refusal_comes_before_the_question_of_age_and_keeps_none(officer: Actor) -> None:
    sent = {"refused": "1", "age": "14", "place_kind": "police", "confirmed": ["safe"]}
    answer = _page(officer).post("/procedures/screen-migrants/begin/", sent, follow=True)
    (row,) = interviews_of("officer")
    assert (row.state, row.age, row.confirmed, row.answers) == (State.REFUSED, None, (), {})
    assert row.person in answer.content.decode()


def test_whoever_comes_back_with_a_code_goes_on_under_it(
    begin: Begin, officer: Actor, pack: Pack
) -> None:
    code = interview_of("officer", begin(refused=True)).person
    number = begin(person=f" {code.lower()} ")
    assert interview_of("officer", number).person == code
    with pytest.raises(BadValue, match="Nobody is kept under this code"):
        begin(person="AAAA-AAAA")


def test_only_codes_are_kept_and_no_day_to_come(begin: Begin) -> None:
    with pytest.raises(BadValue, match="no such kind of place"):
        begin(place_kind="Her name is Aygun", refused=True)
    chosen = ["safe", "referral_ready", "consent", "Aygun, telephone 12"]
    with pytest.raises(BadValue, match="does not ask for") as caught:
        begin(confirmed=chosen)
    assert "Aygun" not in str(caught.value)
    with pytest.raises(BadValue, match="still to come"):
        begin(at=datetime.now(UTC) + timedelta(days=1), origin=Origin.PAPER)


def test_a_child_is_asked_in_words_for_the_age_that_is_learnt_on_the_way(
    begin: Begin, officer: Actor, pack: Pack
) -> None:
    number = begin("child-pathway")
    given = {"age_known": "yes", "age": 7}
    answer_interview(officer, interview=number, version=1, given=given, pack=pack)
    page = _page(officer).get(f"/interviews/{number}/questions/tell_about_you/").content.decode()
    child = pack.procedure("child-pathway", NOW.date()).question("tell_about_you")
    assert child is not None
    assert child.for_children[7].in_language("en") in page


def test_what_was_typed_stays_when_a_decision_is_refused(
    begin: Begin, officer: Actor, pack: Pack
) -> None:
    number = begin()
    sent = {"version": "7", "decision": "positive", "reason": "She was watched."}
    page = _page(officer).post(f"/interviews/{number}/decide/", sent)
    assert page.status_code == 422
    assert "She was watched." in page.content.decode()
    assert 'value="positive" required checked' in page.content.decode()


def test_nothing_of_an_interview_stands_in_an_address_to_come_back_to(begin: Begin) -> None:
    number = begin()
    answer = Client().get(f"/interviews/{number}/questions/agrees/")
    assert answer["Location"] == "/sign-in/?next=/interviews/"


def test_who_is_surely_an_adult_is_not_asked_again_whether_they_may_be_a_child(
    officer: Actor, pack: Pack
) -> None:
    procedure = pack.procedure("screen-migrants", NOW.date())
    sent = {
        "adult": "yes", "place_kind": "border", "confirmed": [g.id for g in procedure.before],
    }  # fmt: skip
    _page(officer).post("/procedures/screen-migrants/begin/", sent)
    (row,) = interviews_of("officer")
    assert row.answers == {"may_be_child": "no"}
    page = _page(officer).get(f"/interviews/{row.id}/").content.decode()
    assert "Begin the procedure for children" not in page


def test_nobody_is_an_adult_because_nobody_asked(begin: Begin, officer: Actor, pack: Pack) -> None:
    number = begin("screen-migrants")
    with pytest.raises(BadValue, match="may be under 18"):
        decide_interview(
            officer, interview=number, version=1, at=NOW, pack=pack, decision=Outcome.UNDETERMINED
        )
    given = {"may_be_child": "no"}
    answer_interview(officer, interview=number, version=1, given=given, pack=pack)
    decide_interview(
        officer, interview=number, version=2, at=NOW, pack=pack, decision=Outcome.UNDETERMINED
    )
    assert interview_of("officer", number).state is State.DECIDED


def test_a_child_of_a_paper_form_has_the_deadlines_of_that_day(
    begin: Begin, officer: Actor, pack: Pack
) -> None:
    day = NOW - timedelta(days=3)
    number = begin("screen-migrants", at=day, origin=Origin.PAPER)
    child = pass_to_child_pathway(officer, interview=number, version=1, at=NOW, pack=pack)
    row = interview_of("officer", child)
    assert (row.started_at, row.origin) == (day, Origin.PAPER)


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
    officer: Actor, pack: Pack, sent: dict[str, str]
) -> None:
    procedure = pack.procedure("refer-victim", NOW.date())
    whole = {
        "origin": "paper", "at": "2026-02-01T10:30", "place_kind": "police",
        "confirmed": [g.id for g in procedure.before], **sent,
    }  # fmt: skip
    answer = _page(officer).post("/procedures/refer-victim/begin/", whole)
    assert answer.status_code == 422
    assert interviews_of("officer") == []


def test_no_number_is_no_answer(begin: Begin, officer: Actor) -> None:
    number = begin("child-pathway")
    page = _page(officer)
    page.post(f"/interviews/{number}/keep/", {"version": "1", "answer-age_known": "yes"})
    sent = {"version": "2", "answer-age": "nan"}
    assert page.post(f"/interviews/{number}/questions/age/", sent).status_code == 422
    assert "age" not in interview_of("officer", number).answers
