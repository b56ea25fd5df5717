"""What a decision obliges to: due, done, acknowledged, by every front door; never another's."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from palermo.accounts.rights import Role
from palermo.actions.interviews.acknowledge_obligation import acknowledge_obligation
from palermo.actions.interviews.answer_interview import answer_interview
from palermo.actions.interviews.decide_interview import decide_interview
from palermo.actions.interviews.list_obligations import list_obligations
from palermo.actions.interviews.mark_obligation_done import mark_obligation_done
from palermo.actions.interviews.read_interview import read_interview
from palermo.actions.visit import Visit
from palermo.cases.interview import InterviewOrigin
from palermo.cases.obligation import ObligationState
from palermo.cli.main import main
from palermo.journal.models import JournalLine
from palermo.kernel.errors import BadValue, NotAllowed, NotFound, Refused
from palermo.procedures.decide import Outcome
from palermo.records.obligations.models import Obligation
from palermo.records.obligations.values import ObligationRow
from tests.integration.conftest import NOW, Begin, People
from tests.visits import add_user, visit_of

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
HOUR = timedelta(hours=1)
YES = {"grounds": "yes", "agrees": "yes", "may_be_child": "no"}
Decide = Callable[..., int]


@pytest.fixture
def decide(begin: Begin, officer: Visit) -> Decide:
    """An interview that was decided at a time; its referral is due 24 hours later."""

    def run(at: datetime = NOW, **answers: str) -> int:
        visit = replace(officer, now=at)
        number = begin()
        answer_interview(visit, interview=number, version=1, given={**YES, **answers})
        decide_interview(visit, interview=number, version=2, decision=Outcome.POSITIVE)
        return number

    return run


def _row(visit: Visit, duty: str, interview: int) -> ObligationRow:
    found = read_interview(visit, interview=interview).obligations
    return next(o for o in found if o.duty == duty)


def _page(name: str = "officer") -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(username=name), BACKEND)
    return client


def test_what_is_due_first_comes_first_and_what_has_no_deadline_last(
    decide: Decide, officer: Visit
) -> None:
    later, sooner = decide(NOW), decide(NOW - 5 * HOUR)
    rows = list_obligations(officer)
    assert [(o.duty, o.interview) for o in rows[:2]] == [("refer", sooner), ("refer", later)]
    assert all(o.due_at is None for o in rows[2:])
    (due,) = list_obligations(officer, due_before=NOW + 20 * HOUR)
    assert (due.duty, due.interview, due.is_late(NOW)) == ("refer", sooner, False)
    assert due.is_late(NOW + 20 * HOUR)


def test_it_is_done_then_acknowledged_and_leaves_the_list(decide: Decide, officer: Visit) -> None:
    number = decide()
    refer = _row(officer, "refer", number)
    with pytest.raises(Refused, match="does not wait"):
        acknowledge_obligation(officer, obligation=refer.id, version=refer.version)
    visit = replace(officer, now=NOW + 3 * HOUR)
    mark_obligation_done(visit, obligation=refer.id, version=1, at=NOW + 2 * HOUR)
    sent = _row(officer, "refer", number)
    assert (sent.state, sent.done_at, sent.done_by) == (
        ObligationState.SENT,
        NOW + 2 * HOUR,
        "officer",
    )
    # What waits for the receiver comes after what the officer must do.
    assert list_obligations(visit)[-1].duty == "refer"
    with pytest.raises(Refused, match="already marked as done"):
        mark_obligation_done(visit, obligation=refer.id, version=2)
    with pytest.raises(Refused, match="while you were working"):
        acknowledge_obligation(visit, obligation=refer.id, version=1)
    with pytest.raises(BadValue):
        acknowledge_obligation(visit, obligation=refer.id, version=2, at=NOW + HOUR)
    acknowledge_obligation(visit, obligation=refer.id, version=2)
    done = _row(officer, "refer", number)
    assert (done.state, done.acknowledged_at) == (ObligationState.ACKNOWLEDGED, NOW + 3 * HOUR)
    help_offered = _row(officer, "help", number)
    mark_obligation_done(visit, obligation=help_offered.id)
    assert _row(officer, "help", number).state is ObligationState.DONE
    assert [o.duty for o in list_obligations(visit)] == ["reflect"]


def test_it_is_not_done_before_the_decision_or_tomorrow(decide: Decide, officer: Visit) -> None:
    refer = _row(officer, "refer", decide())
    for wrong in (NOW - HOUR, NOW + HOUR):
        with pytest.raises(BadValue):
            mark_obligation_done(officer, obligation=refer.id, version=1, at=wrong)


def test_a_duty_of_a_paper_interview_was_done_before_it_was_typed_in(
    begin: Begin, officer: Visit
) -> None:
    held = NOW - 72 * HOUR
    number = begin(at=held, origin=InterviewOrigin.PAPER)
    answer_interview(officer, interview=number, version=1, given=YES)
    decide_interview(officer, interview=number, version=2, decision=Outcome.POSITIVE)
    refer = _row(officer, "refer", number)
    with pytest.raises(BadValue):
        mark_obligation_done(officer, obligation=refer.id, at=held - HOUR)
    mark_obligation_done(officer, obligation=refer.id, at=held + HOUR)
    assert _row(officer, "refer", number).done_at == held + HOUR


def test_a_time_of_a_form_in_the_minute_of_the_decision_is_taken(
    decide: Decide, officer: Visit
) -> None:
    decided_at = NOW.replace(second=40)
    refer = _row(officer, "refer", decide(decided_at))
    visit = replace(officer, now=decided_at)
    mark_obligation_done(visit, obligation=refer.id, at=decided_at.replace(second=0))
    assert _row(officer, "refer", refer.interview).state is ObligationState.SENT


@pytest.mark.parametrize(("field", "status"), [("version", 422), ("interview", 409)])
def test_a_number_of_thousands_of_digits_changes_nothing(
    decide: Decide, officer: Visit, field: str, status: int
) -> None:
    refer = _row(officer, "refer", decide())
    sent = {"version": "77", field: "9" * 5000}
    answer = _page().post(f"/obligations/{refer.id}/done/", sent)
    assert answer.status_code == status
    assert _row(officer, "refer", refer.interview).state is ObligationState.TO_DO


def test_nobody_elses_are_seen_or_touched(decide: Decide, officer: Visit, people: People) -> None:
    refer = _row(officer, "refer", decide())
    other = visit_of(add_user(username="other", role=Role.OFFICER), "web", NOW)
    assert list_obligations(other) == ()
    for act in (mark_obligation_done, acknowledge_obligation):
        with pytest.raises(NotFound):
            act(other, obligation=refer.id, version=1)
        for visit in (people.reader, people.analyst, people.coordinator, people.administrator):
            with pytest.raises(NotAllowed):
                act(visit, obligation=refer.id, version=1)
    with pytest.raises(NotAllowed):
        list_obligations(people.coordinator)
    assert _row(officer, "refer", refer.interview).state is ObligationState.TO_DO


def test_each_act_and_each_reading_is_one_line_that_names_nobody(
    decide: Decide, officer: Visit
) -> None:
    number = decide()
    found = read_interview(officer, interview=number)
    refer = next(o for o in found.obligations if o.duty == "refer")
    JournalLine.objects.all().delete()
    read_interview(officer, interview=number)
    list_obligations(officer)
    mark_obligation_done(officer, obligation=refer.id, version=1)
    acknowledge_obligation(officer, obligation=refer.id, version=2)
    lines = list(JournalLine.objects.order_by("id").values_list("act", "target", "detail"))
    assert lines == [
        ("read_interview", f"interview {number}", {}),
        ("list_obligations", "", {"obligations": 3}),
        ("mark_obligation_done", f"obligation {refer.id}", {"interview": number, "duty": "refer"}),
        (
            "acknowledge_obligation",
            f"obligation {refer.id}",
            {"interview": number, "duty": "refer"},
        ),
    ]
    assert found.row.person not in str(lines)


def test_the_start_page_shows_what_is_overdue_first_and_since_when(
    decide: Decide, officer: Visit
) -> None:
    late, soon = decide(NOW), decide(timezone.now())
    page = _page().get("/interviews/").content.decode()
    assert "overdue since 2 March 2026, 13:00" in page
    places = [page.index(f'href="/interviews/{n}/"') for n in (late, soon)]
    assert places == sorted(places)
    assert page.index("What you must do") < page.index("Your interviews")
    refer = _row(officer, "refer", late)
    sent = {"version": refer.version}
    done = _page().post(f"/obligations/{refer.id}/done/", sent, follow=True)
    assert "Marked as done." in done.content.decode()
    assert "Done, not acknowledged yet" in done.content.decode()
    assert _row(officer, "refer", late).state is ObligationState.SENT


def test_the_page_of_the_interview_has_the_buttons_and_goes_back_to_it(
    decide: Decide, officer: Visit
) -> None:
    number = decide()
    refer = _row(officer, "refer", number)
    page = _page().get(f"/interviews/{number}/").content.decode()
    assert page.count("Mark as done") == 3
    assert page.count('type="datetime-local"') == 3
    at = timezone.localtime(NOW + HOUR)
    sent = {"version": refer.version, "interview": number, "at": at.strftime("%Y-%m-%dT%H:%M")}
    answer = _page().post(f"/obligations/{refer.id}/done/", sent)
    assert answer["Location"] == f"/interviews/{number}/"
    assert _row(officer, "refer", number).done_at == NOW + HOUR
    again = _page().post(f"/obligations/{refer.id}/done/", sent, follow=True).content.decode()
    assert "is already marked as done" in again
    sent = {"version": 2, "interview": number}
    _page().post(f"/obligations/{refer.id}/acknowledge/", sent)
    after = _page().get(f"/interviews/{number}/").content.decode()
    assert "recorded by officer" in after
    assert after.count("Mark as done") == 2
    assert "no-store" in _page().get(f"/interviews/{number}/")["Cache-Control"]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Reasonable grounds to believe", "by 29 November", "There are reasonable grounds"]),
        ("az", ["Əsaslı səbəb var", "29 noyabr", "ehtimal olunan"]),
        ("ru", ["Есть разумные основания", "29 ноября"]),
    ],
)
def test_a_decision_is_said_in_the_readers_language_from_what_was_kept(
    decide: Decide, language: str, words: list[str]
) -> None:
    number = decide()
    Obligation.objects.filter(duty="refer").update(due_at=datetime(2035, 11, 29, 5, tzinfo=UTC))
    client = _page()
    client.cookies["django_language"] = language
    page = client.get(f"/interviews/{number}/").content.decode()
    for word in words:
        assert word in page, word


def test_by_the_api(decide: Decide, officer: Visit) -> None:
    number = decide()
    client = _page()
    (late, *_rest) = client.get("/api/v1/obligations").json()
    assert (late["duty"], late["state"], late["is_late"]) == ("refer", "to_do", True)
    assert late["text"].startswith("Refer")
    assert client.get("/api/v1/obligations?due_before=2026-03-01T10:00:00Z").json() == []
    address = f"/api/v1/obligations/{late['id']}"

    def post(part: str, sent: dict[str, Any]) -> int:
        answer = client.post(f"{address}/{part}", json.dumps(sent), "application/json")
        return int(answer.status_code)

    assert post("acknowledgement", {"version": 1}) == 409
    assert post("done", {"version": 1, "at": "2026-02-01T10:00:00Z"}) == 422
    assert post("done", {"version": 1, "at": "2026-03-01T10:00:00Z"}) == 204
    assert post("done", {"version": 1}) == 409
    assert post("acknowledgement", {"version": 2}) == 204
    key = read_interview(officer, interview=number).row.key
    whole = client.get(f"/api/v1/interviews/{key}").json()
    assert (whole["outcome"], whole["grounds"]) == ("positive", ["has_grounds"])
    assert whole["dimensions"] == {"grounds_given": "yes"}
    states = {o["duty"]: o["state"] for o in whole["obligations"]}
    assert states == {"refer": "acknowledged", "help": "to_do", "reflect": "to_do"}
    assert len(whole["procedure_fingerprint"]) == 64
    assert client.get("/api/v1/interviews?state=decided").json()[0]["key"] == key
    assert client.get("/api/v1/interviews?state=open").json() == []
    add_user(username="other", role=Role.OFFICER)
    assert _page("other").get("/api/v1/obligations").json() == []


def _cli(*words: str) -> str:
    result = CliRunner().invoke(main, ["interviews", *words, "--as", "officer"])
    assert result.exit_code == 0, result.output
    return result.output


def test_by_the_terminal(decide: Decide, officer: Visit) -> None:
    number = decide()
    refer = _row(officer, "refer", number)
    rows = json.loads(_cli("due", "--format", "json"))["rows"]
    assert (rows[0]["duty"], rows[0]["is_late"]) == ("refer", True)
    assert len(json.loads(_cli("due", "--days", "1", "--format", "json"))["rows"]) == 1
    assert "overdue" in _cli("due")
    _cli("done", str(refer.id), "--at", "2026-03-01T14:00")
    done = _row(officer, "refer", number)
    assert done.done_at == datetime(2026, 3, 1, 10, tzinfo=UTC)
    _cli("acknowledge", str(refer.id))
    assert _row(officer, "refer", number).state is ObligationState.ACKNOWLEDGED
    (one,) = json.loads(_cli("list", "--state", "decided", "--format", "json"))["rows"]
    assert one["id"] == number
    refused = CliRunner().invoke(main, ["interviews", "done", "999", "--as", "officer"])
    assert refused.exit_code == NotFound.exit_code
