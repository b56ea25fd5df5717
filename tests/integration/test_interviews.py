"""Interviews: what is kept, who may see it, who decides, and what is never lost."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from palermo.accounts.rights import Role
from palermo.actions.interviews.answer_interview import answer_interview
from palermo.actions.interviews.decide_interview import decide_interview
from palermo.actions.interviews.pass_to_child_pathway import pass_to_child_pathway
from palermo.actions.interviews.start_interview import start_interview
from palermo.actions.visit import Visit
from palermo.cases.interview import InterviewOrigin, InterviewState
from palermo.cases.person_codes import CODE
from palermo.journal.models import JournalLine
from palermo.kernel.answers import Missing
from palermo.kernel.errors import BadValue, NotAllowed, NotFound, Refused
from palermo.packs.pack import Pack
from palermo.procedures.decide import Outcome
from palermo.records.interviews.queries import fetch_interviews, get_interview, list_answer_history
from tests.integration.conftest import NOW, Begin, People
from tests.obligations import due_times
from tests.visits import add_user, visit_of

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


def test_a_person_is_a_code_and_every_answer_is_kept(
    begin: Begin, officer: Visit, pack: Pack
) -> None:
    number = begin()
    answer_interview(officer, interview=number, version=1, given={"agrees": "no"})
    answer_interview(officer, interview=number, version=2, given={"agrees": "yes"})
    row = get_interview("officer", number)
    assert CODE.fullmatch(row.person)
    assert row.answers == {"agrees": "yes"}
    assert [(g.question, g.value) for g in list_answer_history(number)] == [
        ("agrees", "no"),
        ("agrees", "yes"),
    ]
    # The same answer again is no change.
    again = answer_interview(officer, interview=number, version=3, given={"agrees": "yes"})
    assert again.version == 3


def test_nothing_begins_before_what_must_hold_and_a_refusal_keeps_only_a_code(
    begin: Begin, refuse: Begin
) -> None:
    with pytest.raises(Refused, match="safe"):
        begin(confirmed=["consent"])
    with pytest.raises(BadValue):
        begin(place_kind="the moon")
    assert fetch_interviews("officer") == []
    refused = get_interview("officer", refuse())
    assert (refused.state, refused.answers) == (InterviewState.REFUSED, {})


def test_the_officer_decides_and_says_why_when_she_differs(
    begin: Begin, officer: Visit, pack: Pack
) -> None:
    number = begin()
    given = {"grounds": "no", "agrees": "yes", "may_be_child": "no"}
    answer_interview(officer, interview=number, version=1, given=given)
    common = {"interview": number, "version": 2}
    with pytest.raises(BadValue, match="Choose a decision"):
        decide_interview(officer, **common)  # type: ignore[arg-type]
    with pytest.raises(BadValue, match="Reason"):
        decide_interview(officer, decision=Outcome.POSITIVE, **common)  # type: ignore[arg-type]
    decide_interview(
        officer, decision=Outcome.POSITIVE, reason="Fear of the one who waits", **common
    )  # type: ignore[arg-type]
    row = get_interview("officer", number)
    assert (row.state, row.decision) == (InterviewState.DECIDED, "positive")
    assert row.indicated.outcome == "negative"
    with pytest.raises(Refused):
        answer_interview(officer, interview=number, version=3, given={"agrees": "no"})
    with pytest.raises(Refused):
        decide_interview(officer, decision=Outcome.NEGATIVE, **{**common, "version": 3})  # type: ignore[arg-type]


def test_duties_carry_the_hour_they_are_due(begin: Begin, officer: Visit, pack: Pack) -> None:
    number = begin()
    given = {"grounds": "yes", "agrees": "yes", "may_be_child": "no"}
    answer_interview(officer, interview=number, version=1, given=given)
    decide_interview(officer, interview=number, version=2, decision=Outcome.POSITIVE)
    assert due_times("officer", number)["refer"] == NOW + timedelta(hours=24)


def test_a_decision_downwards_takes_no_duty_away(begin: Begin, officer: Visit, pack: Pack) -> None:
    number = begin()
    given = {"grounds": "yes", "agrees": "yes", "may_be_child": "no"}
    answer_interview(officer, interview=number, version=1, given=given)
    decide_interview(
        officer, interview=number, version=2,
        decision=Outcome.NEGATIVE, reason="Known to the service already",
        reason_code="no_evidence",
    )  # fmt: skip
    assert {"refer", "help"} <= set(due_times("officer", number))


def test_who_may_be_a_child_goes_to_the_pathway_under_the_same_code(
    begin: Begin, officer: Visit, pack: Pack
) -> None:
    adult = begin("screen-adult-labour")
    child = pass_to_child_pathway(officer, interview=adult, version=1)
    before, after = get_interview("officer", adult), get_interview("officer", child)
    assert before.state is InterviewState.PASSED_ON
    assert (after.person, after.follows) == (before.person, adult)
    assert pack.procedure(after.procedure, NOW.date()).people == "children"
    with pytest.raises(Refused):
        pass_to_child_pathway(officer, interview=child, version=1)


def test_a_stale_page_changes_nothing(begin: Begin, officer: Visit, pack: Pack) -> None:
    number = begin()
    answer_interview(officer, interview=number, version=1, given={"agrees": "no"})
    with pytest.raises(Refused, match="while you were working"):
        answer_interview(officer, interview=number, version=1, given={"agrees": "yes"})
    assert get_interview("officer", number).answers == {"agrees": "no"}


def test_wrong_codes_are_named_without_repeating_them(
    begin: Begin, officer: Visit, pack: Pack
) -> None:
    with pytest.raises(BadValue) as caught:
        answer_interview(officer, interview=begin(), version=1, given={"agrees": "Leyla says"})
    assert "Leyla" not in caught.value.say()


def test_nobody_else_sees_or_touches_an_interview(begin: Begin, people: People, pack: Pack) -> None:
    number = begin()
    other = add_user(username="other", password="a long password", role=Role.OFFICER)
    with pytest.raises(NotFound):
        answer_interview(visit_of(other, "web"), interview=number, version=1, given={})
    for visit in (people.reader, people.analyst, people.coordinator, people.administrator):
        with pytest.raises(NotAllowed):
            answer_interview(visit, interview=number, version=1, given={})
        client = Client()
        assert visit.actor.id is not None
        client.force_login(get_user_model().objects.get(pk=visit.actor.id), BACKEND)
        assert client.get(f"/interviews/{number}/").status_code == 403
    assert Client().get(f"/interviews/{number}/").status_code == 302


def test_the_log_holds_no_answer_and_no_code(begin: Begin, officer: Visit, pack: Pack) -> None:
    number = begin()
    answer_interview(officer, interview=number, version=1, given={"agrees": "no"})
    person = get_interview("officer", number).person
    logged = " ".join(f"{e.target} {e.detail}" for e in JournalLine.objects.all())
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


def test_a_paper_form_is_typed_in(officer: Visit, pack: Pack) -> None:
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
    # As on the sheet: the number of each question, and no code.
    page = client.get(address).content.decode()
    for number, question in enumerate(procedure.questions, 1):
        assert re.search(rf"<legend>\s*{number}\. [^<]+", page), question.id
    wrong = client.post(address, {"version": "1", "answer-grounds": "perhaps"})
    assert wrong.status_code == 422
    done = client.post(address, {"version": "1", "answer-grounds": "yes", "answer-agrees": "no"})
    assert done.status_code == 302
    (row,) = fetch_interviews("officer")
    assert row.answers == {"grounds": "yes", "agrees": "no"}
    assert row.started_at.isoformat() == "2026-02-01T06:30:00+00:00"


@pytest.mark.parametrize(
    ("day", "chosen", "version"), [("2026-02-01", "", 1), (None, "", 2), (None, "1", 1)]
)
def test_a_paper_form_is_typed_in_by_the_version_printed_on_it(
    officer: Visit, pack: Pack, day: str | None, chosen: str, version: int
) -> None:
    """An old form that was used after a new version came in is not lost, nor read wrongly."""
    client = Client()
    client.force_login(get_user_model().objects.get(username="officer"), BACKEND)
    printed = pack.procedures.version("refer-victim", version)
    assert printed
    at = f"{day}T10:30" if day else f"{timezone.localtime() - timedelta(minutes=1):%Y-%m-%dT%H:%M}"
    sent = {
        "origin": "paper", "at": at, "place_kind": "police", "form_version": chosen,
        "confirmed": [g.id for g in printed.before],
    }  # fmt: skip
    answer = client.post("/procedures/refer-victim/begin/?paper", sent)
    assert answer.status_code == 302
    (row,) = fetch_interviews("officer")
    assert row.procedure_version == version
    assert [gate.id for gate in printed.before] == list(row.confirmed)
    page = client.get("/procedures/refer-victim/begin/?paper").content.decode()
    assert 'name="form_version"' in page
    wrong = client.post("/procedures/refer-victim/begin/?paper", {**sent, "form_version": "99"})
    assert wrong.status_code == 404


def test_why_there_is_no_answer_stays_apart_and_unknown(
    begin: Begin, officer: Visit, pack: Pack
) -> None:
    number = begin()
    given = {"grounds": "yes", "agrees": "prefers_not_to_say", "may_be_child": "does_not_know"}
    answer_interview(officer, interview=number, version=1, given=given)
    answers = get_interview("officer", number).answers
    assert answers["agrees"] is Missing.PREFERS_NOT_TO_SAY
    decide_interview(officer, interview=number, version=2, decision=Outcome.POSITIVE)
    # A child as long as nobody knows better.
    assert "guardian" in due_times("officer", number)


@pytest.mark.parametrize("page", ["questions/may_be_child/", "list/"])
def test_an_answer_that_an_adult_may_be_a_child_begins_the_pathway_at_once(
    begin: Begin, page: str
) -> None:
    number = begin("screen-migrants")
    client = Client()
    client.force_login(get_user_model().objects.get(username="officer"), BACKEND)
    sent = {"version": "1", "answer-may_be_child": "yes"}
    answer = client.post(f"/interviews/{number}/{page}", sent, follow=True)
    assert "Continue with the child procedure" in answer.content.decode()
    rows = {row.procedure: row for row in fetch_interviews("officer")}
    adult, child = rows["screen-migrants"], rows["child-pathway"]
    assert (adult.state, adult.answers) == (InterviewState.PASSED_ON, {"may_be_child": "yes"})
    assert (child.state, child.person, child.follows) == (
        InterviewState.OPEN,
        adult.person,
        adult.id,
    )


def test_deadlines_of_a_paper_form_run_from_the_day_on_the_paper(
    begin: Begin, officer: Visit, pack: Pack
) -> None:
    number = begin(at=NOW - timedelta(days=3), origin=InterviewOrigin.PAPER)
    given = {"grounds": "yes", "agrees": "yes", "may_be_child": "no"}
    answer_interview(officer, interview=number, version=1, given=given)
    decide_interview(officer, interview=number, version=2, decision=Outcome.POSITIVE)
    row = get_interview("officer", number)
    assert row.decided_at == NOW
    assert due_times("officer", number)["refer"] == NOW - timedelta(days=2)


def test_a_procedure_that_is_kept_to_an_agency_is_begun_by_its_officers_alone(
    begin: Begin, officer: Visit, pack: Pack
) -> None:
    with pytest.raises(
        Refused, match="Only these agencies use the procedure inspect-workplace: SLI"
    ):
        begin("inspect-workplace")
    inspection = pack.procedure("inspect-workplace", NOW.date())
    inspector = replace(officer, actor=replace(officer.actor, agency="SLI"))
    number = start_interview(
        inspector,
        procedure=inspection,
        place_kind=inspection.settings[0],
        confirmed=[gate.id for gate in inspection.before],
        at=NOW,
    )
    assert get_interview("officer", number).agency == "SLI"


def test_f10_a_recorded_age_and_an_answer_may_not_contradict_each_other(
    begin: Begin, officer: Visit
) -> None:
    number = begin(age=17)
    with pytest.raises(BadValue, match="contradict"):
        answer_interview(officer, interview=number, version=1, given={"may_be_child": "no"})
    assert get_interview("officer", number).answers == {}
    answer_interview(officer, interview=number, version=1, given={"may_be_child": "yes"})
    assert get_interview("officer", number).answers == {"may_be_child": "yes"}
