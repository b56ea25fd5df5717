"""Reading an interview: an act with its line, in words of the version that decided."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from palermo.accounts.rights import Role
from palermo.actions.interviews.answer_interview import answer_interview
from palermo.actions.interviews.decide_interview import decide_interview
from palermo.actions.interviews.read_interview import read_interview
from palermo.actions.visit import Visit
from palermo.cases.interview import InterviewState
from palermo.cli.office.doctor import examine_installation
from palermo.journal.models import JournalLine
from palermo.kernel.answers import Missing
from palermo.procedures.decide import Outcome
from palermo.records.interviews.models import Interview
from palermo.records.interviews.queries import fetch_interviews, get_interview, list_answer_history
from tests.integration.conftest import Begin
from tests.visits import add_user

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
CHANGED = "were changed after the decision"


def _page() -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(username="officer"), BACKEND)
    return client


@pytest.fixture
def decided(begin: Begin, officer: Visit) -> int:
    number = begin()
    given = {"grounds": "yes", "agrees": "yes", "may_be_child": "no"}
    answer_interview(officer, interview=number, version=1, given=given)
    decide_interview(officer, interview=number, version=2, decision=Outcome.POSITIVE)
    return number


@pytest.mark.parametrize("page", ["", "next/", "questions/agrees/", "list/"])
def test_each_page_of_an_interview_is_one_line(begin: Begin, page: str) -> None:
    number = begin()
    JournalLine.objects.all().delete()
    _page().get(f"/interviews/{number}/{page}")
    lines = [(e.act, e.target, e.outcome) for e in JournalLine.objects.all()]
    assert lines == [("read_interview", f"interview {number}", "done")]


def test_what_was_decided_is_kept_as_ids_of_the_rules_that_decided(
    decided: int, officer: Visit
) -> None:
    row = get_interview("officer", decided)
    versions = officer.pack.procedures
    kept = versions.fingerprint(row.procedure, row.procedure_version)
    assert row.procedure_fingerprint == kept
    assert row.indicated.outcome == "positive"
    assert row.indicated.label == "presumed"
    assert row.indicated.grounds == ("has_grounds",)
    assert row.indicated.possible_duties == ("rescue", "consulate")
    stored = Interview.objects.filter(pk=decided).values().get()
    assert len(str(stored)) < 2000
    assert "Reasonable grounds" not in str(stored)


def test_a_page_says_when_the_rules_at_hand_are_not_those_that_decided(decided: int) -> None:
    address = f"/interviews/{decided}/"
    assert CHANGED not in _page().get(address).content.decode()
    Interview.objects.filter(pk=decided).update(procedure_fingerprint="0" * 64)
    assert CHANGED in _page().get(address).content.decode()
    # Not known for decisions of the earlier form: nothing is claimed of them.
    Interview.objects.filter(pk=decided).update(procedure_fingerprint="")
    assert CHANGED not in _page().get(address).content.decode()


def test_nothing_is_computed_again(decided: int, officer: Visit) -> None:
    Interview.objects.filter(pk=decided).update(
        outcome="negative", label="", grounds=[], against=["has_grounds"]
    )
    found = read_interview(officer, interview=decided).indication
    assert found.outcome is Outcome.NEGATIVE
    assert [i.id for i in found.against] == ["has_grounds"]


def test_the_label_of_an_earlier_form_is_shown_in_its_own_words(decided: int) -> None:
    earlier = {"pack": "f" * 64, "label": {"en": "Presumed, as it was called then"}}
    Interview.objects.filter(pk=decided).update(label="", earlier_form=earlier)
    page = _page().get(f"/interviews/{decided}/").content.decode()
    assert "Presumed, as it was called then" in page


def test_the_doctor_counts_what_was_not_understood(decided: int) -> None:
    def line() -> tuple[str, bool]:
        found = {d.what: (d.found, d.ok) for d in examine_installation()}
        return found["decisions of earlier versions"]

    assert line() == ("all moved", True)
    Interview.objects.filter(pk=decided).update(earlier_form={"pack": "f" * 64})
    assert line() == ("all moved", True)
    Interview.objects.filter(pk=decided).update(
        earlier_form={"pack": "f" * 64, "unmapped": {"outcome": "perhaps"}}
    )
    assert line() == ("1 not understood", False)


def test_an_answer_that_speaks_for_a_child_hands_over_in_the_same_act(
    begin: Begin, officer: Visit
) -> None:
    number = begin("screen-migrants")
    JournalLine.objects.all().delete()
    done = answer_interview(
        officer, interview=number, version=1, given={"may_be_child": Missing.DOES_NOT_KNOW}
    )
    adult, child = get_interview("officer", number), get_interview("officer", done.child or 0)
    assert (adult.state, child.state) == (InterviewState.PASSED_ON, InterviewState.OPEN)
    assert (child.follows, child.person) == (number, adult.person)
    assert [g.question for g in list_answer_history(number)] == ["may_be_child"]
    (line,) = JournalLine.objects.all()
    assert (line.act, line.detail) == ("answer_interview", {"answers": 1, "child": child.id})


def test_where_the_child_cannot_be_taken_over_the_answer_is_not_kept_either(
    begin: Begin, officer: Visit
) -> None:
    number = begin("screen-migrants")
    Interview.objects.filter(pk=number).update(version=5)
    with pytest.raises(Exception, match="while you were working"):
        answer_interview(officer, interview=number, version=1, given={"may_be_child": "yes"})
    (row,) = fetch_interviews("officer")
    assert (row.state, row.answers) == (InterviewState.OPEN, {})


def test_an_adult_whose_age_was_not_asked_is_asked_before_the_decision(begin: Begin) -> None:
    number = begin("screen-migrants")
    page = _page().get(f"/interviews/{number}/").content.decode()
    assert f"/interviews/{number}/questions/may_be_child/" in page
    assert "Answer first whether the person may be under 18" in page


def test_the_log_is_said_in_words(decided: int) -> None:
    user = add_user(username="administrator", role=Role.ADMINISTRATOR)
    client = Client()
    client.force_login(get_user_model().objects.get(pk=user), BACKEND)
    page = client.get("/activity/").content.decode()
    assert "decided after an interview" in page
    assert "decide_interview" in page
