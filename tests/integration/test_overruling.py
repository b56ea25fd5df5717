"""A19: who overrules an indication is seen; a prohibited reason needs a second person."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from click.testing import CliRunner
from django.contrib.auth import get_user_model
from django.test import Client

from palermo.accounts.rights import Role
from palermo.actions.interviews.answer_interview import answer_interview
from palermo.actions.interviews.count_overruled_decisions import count_overruled_decisions
from palermo.actions.interviews.decide_interview import decide_interview
from palermo.actions.interviews.list_overruled_decisions import list_overruled_decisions
from palermo.actions.interviews.read_overruled_decision import read_overruled_decision
from palermo.actions.interviews.review_decision import review_decision
from palermo.actions.interviews.start_interview import start_interview
from palermo.actions.visit import Visit
from palermo.cases.interview import InterviewOrigin, InterviewState
from palermo.cli.main import main
from palermo.journal.models import JournalLine
from palermo.kernel.errors import BadValue, NotAllowed, NotFound, Refused
from palermo.procedures.decide import Outcome
from palermo.records.interviews.models import Interview
from palermo.records.interviews.queries import fetch_interviews
from palermo.records.interviews.values import InterviewRow
from palermo.records.obligations.queries import list_open_obligations
from palermo.sheets.paper_form import form_data
from tests.languages import use_packs
from tests.trial_pack import GATE, TRIAL, copy_trial_packs, trial_pack, trial_procedure
from tests.visits import add_user, visit_of

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
BEGAN = datetime(2026, 11, 28, 18, tzinfo=UTC)
DAY = timedelta(days=1)
#: Five signs, as in A19.
SIGNS = {
    "threatened": "yes", "unpaid": "yes", "hours": "yes", "locked": "yes", "danger": "no",
}  # fmt: skip
WORDS = "Agreed, and no border was crossed."
Decide = Callable[..., int]


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return copy_trial_packs(tmp_path_factory.mktemp("packs"))


@pytest.fixture
def officer(packs: Any, settings: Any, db: None) -> Visit:
    use_packs(settings, packs)
    user = add_user(username="officer", role=Role.OFFICER, agency="DMX")
    return visit_of(user, "web", BEGAN)


@pytest.fixture
def supervisor(officer: Visit) -> Visit:
    user = add_user(username="second", role=Role.SUPERVISOR, agency="DMX")
    return visit_of(user, "web", BEGAN + DAY)


def _begin(visit: Visit, **more: Any) -> int:
    procedure = visit.pack.procedure(TRIAL, visit.today)
    values = {"place_kind": "street", "confirmed": [GATE], "at": visit.now, "adult": True, **more}
    number = start_interview(visit, procedure=procedure, **values)
    answer_interview(visit, interview=number, version=_row(number).version, given=SIGNS)
    return number


@pytest.fixture
def decide(officer: Visit) -> Decide:
    def run(code: str = "no_border", visit: Visit = officer, **more: Any) -> int:
        number = _begin(visit, **more)
        decide_interview(
            visit, interview=number, version=_row(number).version,
            decision=Outcome.NEGATIVE, reason=WORDS, reason_code=code,
        )  # fmt: skip
        return number

    return run


def _row(number: int) -> InterviewRow:
    officer = Interview.objects.get(pk=number).officer
    return next(r for r in fetch_interviews(officer) if r.id == number)


def _client(name: str) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(username=name), BACKEND)
    return client


def _due(officer: str = "officer") -> set[str]:
    return {o.duty for o in list_open_obligations(officer)}


def test_a19_a_prohibited_reason_waits_and_what_is_indicated_stays_due(
    decide: Decide, officer: Visit, supervisor: Visit
) -> None:
    number = decide()
    row = _row(number)
    assert (row.state, row.reason_code, row.reason) == (
        InterviewState.IN_REVIEW, "no_border", WORDS,
    )  # fmt: skip
    assert {"refer", "ask_further", "no_fine"} <= _due()
    # What a negative decision would add is not due before it is final.
    assert "offer" not in _due()
    (found,) = list_overruled_decisions(supervisor).rows
    assert (found.id, found.waits, found.reason_code) == (number, True, "no_border")
    assert set(found.indicated.grounds) == {"s_threat", "s_unpaid", "s_hours", "s_locked"}
    review_decision(
        supervisor, interview=number, version=found.version,
        decision=Outcome.POSITIVE, reason="The law asks for no border.",
    )  # fmt: skip
    row = _row(number)
    assert (row.state, row.decision, row.decision_before_review) == (
        InterviewState.DECIDED, "positive", "negative",
    )  # fmt: skip
    assert (row.reviewed_by, row.reviewed_at) == ("second", BEGAN + DAY)
    (refer,) = [o for o in list_open_obligations("officer") if o.duty == "refer"]
    assert refer.due_at == BEGAN + DAY
    # It stays in the list and in the counts.
    (found,) = list_overruled_decisions(supervisor).rows
    assert (found.waits, found.decision, found.officers_own) == (False, "positive", "negative")
    (count,) = count_overruled_decisions(supervisor)
    assert (count.agency, count.total, count.waiting, count.confirmed, count.changed) == (
        "DMX", 1, 0, 0, 1,
    )  # fmt: skip


def test_a_confirmed_decision_takes_no_help_away(decide: Decide, supervisor: Visit) -> None:
    number = decide("consented")
    version = list_overruled_decisions(supervisor).rows[0].version
    review = {"interview": number, "version": version, "decision": Outcome.NEGATIVE}
    review_decision(supervisor, **review, reason="Two signs were typing errors.")  # type: ignore[arg-type]
    assert _row(number).decision == "negative"
    assert {"refer", "offer"} <= _due()
    with pytest.raises(Refused, match="does not wait"):
        review_decision(supervisor, **{**review, "version": version + 1}, reason="Again.")  # type: ignore[arg-type]
    (count,) = count_overruled_decisions(supervisor)
    assert (count.confirmed, count.changed) == (1, 0)


def test_another_reason_is_final_and_in_the_list(decide: Decide, supervisor: Visit) -> None:
    number = decide("no_evidence")
    assert _row(number).state is InterviewState.DECIDED
    (found,) = list_overruled_decisions(supervisor).rows
    assert (found.id, found.waits) == (number, False)


def test_below_the_indication_no_decision_comes_without_a_code(officer: Visit) -> None:
    number = _begin(officer)
    for code in ("", "A Name"):
        with pytest.raises(BadValue):
            decide_interview(
                officer, interview=number, version=_row(number).version,
                decision=Outcome.UNDETERMINED, reason=WORDS, reason_code=code,
            )  # fmt: skip
    decide_interview(
        officer, interview=number, version=_row(number).version, decision=Outcome.POSITIVE
    )
    assert _row(number).reason_code == ""


def test_nobody_reviews_their_own_or_another_agency_s(
    decide: Decide, officer: Visit, supervisor: Visit
) -> None:
    number = decide()
    get_user_model().objects.filter(username="officer").update(role=Role.SUPERVISOR)
    own = visit_of("officer", "web", BEGAN + DAY)
    assert list_overruled_decisions(own).rows == ()
    other = visit_of(add_user(username="third", role=Role.SUPERVISOR, agency="SLIS"), "web", BEGAN)
    assert list_overruled_decisions(other).rows == ()
    assert count_overruled_decisions(other) == ()
    for visit in (own, other):
        with pytest.raises(NotFound):
            read_overruled_decision(visit, interview=number)
        with pytest.raises(NotFound):
            review_decision(
                visit, interview=number, version=_row(number).version,
                decision=Outcome.NEGATIVE, reason="Seen.",
            )  # fmt: skip
    with pytest.raises(Refused):
        review_decision(
            supervisor, interview=number, version=1, decision=Outcome.NEGATIVE, reason="Seen."
        )


def test_a_coordinator_counts_and_sees_no_code(decide: Decide, officer: Visit) -> None:
    decide()
    coordinator = visit_of(add_user(username="lead", role=Role.COORDINATOR), "web", BEGAN)
    (count,) = count_overruled_decisions(coordinator)
    assert (count.agency, count.total, count.waiting) == ("DMX", 1, 1)
    with pytest.raises(NotAllowed):
        list_overruled_decisions(coordinator)
    page = _client("lead").get("/decisions/counts/").content.decode()
    assert Interview.objects.get().person not in page
    assert "Waiting" in page
    assert _client("lead").get("/decisions/").status_code == 403
    counts = _client("lead").get("/api/v1/overruled-decisions/counts").json()
    assert [c["total"] for c in counts] == [1]
    assert _client("lead").get("/api/v1/overruled-decisions").status_code == 403


def test_the_pages_show_signs_and_reason_and_no_answers(decide: Decide, supervisor: Visit) -> None:
    number = decide()
    client = _client("second")
    listed = client.get("/decisions/").content.decode()
    assert _row(number).person in listed
    assert "no border was crossed" in listed
    page = client.get(f"/decisions/{number}/").content.decode()
    assert "Work under threat" in page
    assert "A threat controls the person" in page
    assert WORDS in page
    assert "not a reason in law" in page
    for answer in ("Does someone threaten you?", "Answers", "Are you in danger now?"):
        assert answer not in page
    assert client.get(f"/interviews/{number}/").status_code == 403
    sent = {"version": _row(number).version, "decision": "positive", "reason": " "}
    assert client.post(f"/decisions/{number}/review/", sent).status_code == 422
    sent["reason"] = "The law asks for no border."
    answer = client.post(f"/decisions/{number}/review/", sent)
    assert answer["Location"] == "/decisions/"
    own = _client("officer").get(f"/interviews/{number}/").content.decode()
    assert "Reviewed by second" in own
    assert "The law asks for no border." in own


def test_the_page_of_the_officer_asks_for_a_code_and_says_who_decides(officer: Visit) -> None:
    number = _begin(officer)
    client = _client("officer")
    page = client.get(f"/interviews/{number}/").content.decode()
    assert 'name="reason_code"' in page
    assert "Core signs" in page
    assert "Published classification:" in page
    sent = {"version": _row(number).version, "decision": "negative", "reason": WORDS}
    assert client.post(f"/interviews/{number}/decide/", sent).status_code == 422
    sent["reason_code"] = "consented"
    done = client.post(f"/interviews/{number}/decide/", sent, follow=True).content.decode()
    assert "waits for a second person" in done
    assert "Refer the person" in done
    assert _row(number).state is InterviewState.IN_REVIEW


def test_by_the_api(decide: Decide, supervisor: Visit) -> None:
    number = decide()
    client = _client("second")
    (listed,) = client.get("/api/v1/overruled-decisions").json()
    assert "answers" not in listed
    assert (listed["prohibited"], listed["indicated"]) == (True, "positive")
    assert {(s["id"], s["sign"]) for s in listed["signs"]} >= {
        ("s_threat", "core"), ("s_hours", "context"),
    }  # fmt: skip
    sent = {"version": listed["version"], "decision": "positive", "reason": "No border is asked."}
    address = f"/api/v1/overruled-decisions/{number}"
    answer = client.post(f"{address}/review", json.dumps(sent), content_type="application/json")
    assert answer.status_code == 204
    assert client.get(address).json()["state"] == "decided"
    again = client.post(f"{address}/review", json.dumps(sent), content_type="application/json")
    assert again.status_code == 409


def test_by_the_terminal(decide: Decide, supervisor: Visit) -> None:
    number = decide()

    def run(*words: str) -> str:
        done = CliRunner().invoke(main, ["decisions", *words, "--as", "second"])
        assert done.exit_code == 0, done.output
        return done.output

    (row,) = json.loads(run("list", "--format", "json"))["rows"]
    assert (row["id"], row["reason_code"]) == (number, "no_border")
    shown = run("show", str(number))
    assert "Work under threat [core]" in shown
    assert "not a reason in law" in shown
    assert "final" in run(
        "review", str(number), "--decision", "positive", "--reason", "No border is asked."
    )
    (count,) = json.loads(run("counts", "--format", "json"))["rows"]
    assert (count["agency"], count["changed"]) == ("DMX", 1)


def _put(key: Any, **more: Any) -> Any:
    sent = {
        "procedure": TRIAL, "procedure_version": 1, "place_kind": "street", "confirmed": [GATE],
        "started_at": BEGAN.isoformat(), "answers": {"young": "no", **SIGNS},
        "decision": "negative", "reason": WORDS, "decided_at": (BEGAN + DAY).isoformat(), **more,
    }  # fmt: skip
    address = f"/api/v1/interviews/{key}"
    return _client("officer").put(address, json.dumps(sent), content_type="application/json")


@pytest.mark.parametrize(
    ("code", "state"),
    [("no_force", "in_review"), ("no_evidence", "decided"), ("", "in_review")],
)
def test_a_device_that_decides_below_is_seen_too(
    officer: Visit, supervisor: Visit, code: str, state: str
) -> None:
    key = uuid4()
    told = _put(key, reason_code=code).json()
    assert (told["state"], told["reason_code"]) == (state, code)
    assert len(list_overruled_decisions(supervisor).rows) == 1
    # Sent again it is the same, also after a second person changed it.
    if state == "in_review":
        (row,) = list_overruled_decisions(supervisor).rows
        review_decision(
            supervisor, interview=row.id, version=row.version,
            decision=Outcome.POSITIVE, reason="Seen.",
        )  # fmt: skip
    assert _put(key, reason_code=code).status_code == 200
    assert _put(uuid4(), reason_code="A Name").status_code == 422


def test_a_paper_form_typed_in_later_waits_too(decide: Decide, officer: Visit) -> None:
    typed = replace(officer, now=BEGAN + 3 * DAY)
    number = decide("knew_work", visit=typed, origin=InterviewOrigin.PAPER, at=BEGAN)
    assert _row(number).state is InterviewState.IN_REVIEW
    (refer,) = [o for o in list_open_obligations("officer") if o.duty == "refer"]
    assert refer.due_at == BEGAN + DAY


def test_the_log_says_who_reviewed_and_not_what(decide: Decide, supervisor: Visit) -> None:
    number = decide()
    version = list_overruled_decisions(supervisor).rows[0].version
    review_decision(
        supervisor, interview=number, version=version,
        decision=Outcome.POSITIVE, reason="Seen by Aygun.",
    )  # fmt: skip
    lines = JournalLine.objects.filter(act="review_decision")
    assert [(line.username, line.outcome) for line in lines] == [("second", "done")]
    assert "Aygun" not in repr([line.detail for line in lines])


def test_paper_has_a_box_for_each_reason() -> None:
    decision = form_data(trial_procedure(), trial_pack(), "en")["decision"]
    said = " ".join(decision["reasons"])
    assert "no border was crossed" in said
    assert "second person" in said
    assert decision["outcomes"][0].startswith("Reasonable grounds")
    assert decision["core"] == "4; 7"
    assert decision["context"] == "5; 6"
