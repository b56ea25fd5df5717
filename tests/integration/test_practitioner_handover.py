"""K1, K2, K8, K10, A15, A16 on the page, by API, from paper and by import."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from palermo.accounts.rights import Role
from palermo.actions.interviews._import_preview import open_mapped_file, preview_import
from palermo.actions.interviews.import_interviews import import_interviews
from palermo.actions.visit import Visit
from palermo.cases.interview import InterviewState
from palermo.exchange.submission_mapping import ColumnMapping
from palermo.kernel.errors import Refused
from palermo.procedures.shapes import Procedure
from palermo.records.interviews.queries import count_interviews, fetch_interviews
from palermo.records.interviews.values import InterviewRow
from palermo.records.obligations.queries import (
    list_obligations_of_interview,
    list_open_obligations,
)
from tests.handovers import ADULTS, CHILDREN, copy_packs, procedures_of
from tests.languages import use_packs
from tests.submissions import IDS
from tests.visits import add_user, visit_of

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
Post = Callable[..., Any]
HOUR = timedelta(hours=1)
#: The protections of a child that the packs of these tests have.
PROTECTIONS = {"guardian", "bring_to_safety", "call_doctor", "nothing_is_fined"}
#: Without the one that stays due under the procedure for adults.
ITS_OWN = PROTECTIONS - {"nothing_is_fined"}


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_packs(tmp_path_factory.mktemp("packs"))


@pytest.fixture
def procedures(packs: Path, settings: Any) -> tuple[Procedure, Procedure]:
    """The procedure for adults, and that for children."""
    use_packs(settings, packs)
    return procedures_of(packs)


@pytest.fixture
def client(procedures: object, db: None) -> Client:
    add_user(username="officer", password="a long password", role=Role.OFFICER)
    client = Client()
    client.force_login(get_user_model().objects.get(username="officer"), BACKEND)
    return client


def _row() -> InterviewRow:
    (row,) = fetch_interviews("officer")
    return row


def _rows() -> dict[str, InterviewRow]:
    rows = fetch_interviews("officer")
    assert len(rows) == len({row.procedure for row in rows})
    return {row.procedure: row for row in rows}


def _duties(row: InterviewRow) -> set[str]:
    return {o.duty for o in list_obligations_of_interview("officer", row.id)}


def _expected() -> str:
    return (timezone.localtime() + HOUR).strftime("%Y-%m-%dT%H:%M")


# The page


def test_k1_a_child_that_declines_is_observed_and_handed_over(client: Client) -> None:
    first = client.post(
        f"/procedures/{CHILDREN}/begin/", {"refused": "1", "place_kind": "street", "age": "6"}
    )
    page = first.content.decode()
    assert "Observe and hand over" in page
    assert "The child is frightened" in page
    assert "What do you like to play?" not in page
    assert fetch_interviews("officer") == []
    sent = {
        "reason": "declined", "save": "1", "place_kind": "street", "age": "6",
        "called": ["child_protection", "shelter"], "expected_at": _expected(),
        "answer-frightened": "yes", "answer-unaccompanied": "yes",
    }  # fmt: skip
    answer = client.post(f"/procedures/{CHILDREN}/hand-over/", sent, follow=True)
    row = _row()
    assert row.state is InterviewState.HANDED_OVER
    assert (row.handover_reason, row.called) == ("declined", ("child_protection", "shelter"))
    assert row.answers == {"frightened": "yes", "unaccompanied": "yes"}
    assert row.expected_at is not None
    assert _duties(row) >= PROTECTIONS
    (guardian,) = [o for o in list_open_obligations("officer") if o.duty == "guardian"]
    assert guardian.due_at == row.started_at + 24 * HOUR
    page = answer.content.decode()
    assert row.person in page
    assert "the protection goes on" in page
    assert "nothing was recorded" not in page
    assert "Somebody comes" in page


@pytest.mark.parametrize("adult", ["no", "unknown"])
def test_k1_whoever_may_be_under_18_declines_the_adult_procedure(
    client: Client, adult: str
) -> None:
    sent = {"refused": "1", "place_kind": "police", "adult": adult}
    page = client.post(f"/procedures/{ADULTS}/begin/", sent).content.decode()
    assert "Call child protection and a guardian now" in page
    assert "The child is frightened" in page
    saved = {"reason": "declined", "save": "1", "place_kind": "police", "adult": adult}
    client.post(f"/procedures/{ADULTS}/hand-over/", saved)
    rows = _rows()
    assert rows[CHILDREN].state is InterviewState.HANDED_OVER
    assert rows[CHILDREN].person == rows[ADULTS].person
    assert _duties(rows[CHILDREN]) >= ITS_OWN
    # K2: what the procedure for adults made due is not lost.
    assert rows[ADULTS].state is InterviewState.PASSED_ON
    assert _duties(rows[ADULTS]) == {"nothing_is_fined"}


def test_k1_the_age_is_asked_before_anybody_is_sent_away(client: Client) -> None:
    page = client.post(f"/procedures/{ADULTS}/begin/", {"refused": "1"}).content.decode()
    assert "Do not ask the person" in page
    saved = {"reason": "declined", "save": "1"}
    again = client.post(f"/procedures/{ADULTS}/hand-over/", saved).content.decode()
    assert "Do not ask the person" in again
    assert fetch_interviews("officer") == []


def test_a16_an_adult_that_declines_leaves_a_code_and_nothing_else(client: Client) -> None:
    sent = {"refused": "1", "place_kind": "police", "adult": "yes", "confirmed": ["safe"]}
    answer = client.post(f"/procedures/{ADULTS}/begin/", sent, follow=True)
    row = _row()
    assert (row.state, row.answers, row.age, row.called) == (InterviewState.REFUSED, {}, None, ())
    assert _duties(row) == set()
    assert row.person in answer.content.decode()
    # The way back.
    gates = _gates(ADULTS)
    back = {"adult": "yes", "place_kind": "police", "person": row.person, "confirmed": gates}
    client.post(f"/procedures/{ADULTS}/begin/", back)
    assert {r.person for r in fetch_interviews("officer")} == {row.person}
    assert count_interviews("officer", state=InterviewState.OPEN) == 1


def _gates(procedure: str) -> list[str]:
    newest = visit_of("officer").pack.procedures.versions_of(procedure)[-1]
    return [gate.id for gate in newest.before]


def test_a15_a_condition_that_cannot_be_met_leaves_a_trace_of_an_adult(client: Client) -> None:
    sent = {"unmet": "referral_ready", "place_kind": "police", "adult": "yes"}
    page = client.post(f"/procedures/{ADULTS}/begin/", sent).content.decode()
    assert "Cannot be met: You know which services are open today" in page
    assert "Call child protection" not in page
    saved = {
        "reason": "referral_ready", "save": "1", "place_kind": "police", "adult": "yes",
        "called": ["case_worker"], "expected_at": _expected(), "answer-seen_danger": "yes",
    }  # fmt: skip
    answer = client.post(f"/procedures/{ADULTS}/hand-over/", saved, follow=True)
    row = _row()
    assert (row.state, row.procedure) == (InterviewState.HANDED_OVER, ADULTS)
    assert row.handover_reason == "referral_ready"
    assert row.answers["seen_danger"] == "yes"
    assert _duties(row) >= {"bring_to_safety", "nothing_is_fined"}
    assert "You know which services are open today" in answer.content.decode()
    # It counts as an encounter: in the list of the page and of the API, and in the counts.
    assert row.person in client.get("/interviews/").content.decode()
    (listed,) = client.get("/api/v1/interviews", {"state": "handed_over"}).json()
    assert (listed["person"], listed["handover_reason"]) == (row.person, "referral_ready")
    assert count_interviews("officer") == 1


def test_k10_an_officer_who_was_not_trained_keeps_the_contact(client: Client) -> None:
    saved = {
        "reason": "trained", "save": "1", "place_kind": "street",
        "called": ["child_protection"], "answer-earns_for_others": "yes",
    }  # fmt: skip
    answer = client.post(f"/procedures/{CHILDREN}/hand-over/", saved, follow=True)
    row = _row()
    assert (row.state, row.handover_reason) == (InterviewState.HANDED_OVER, "trained")
    # One sign that was seen opens the referral, as it does in a talk.
    assert _duties(row) >= PROTECTIONS | {"refer", "protect"}
    assert "It is not known when somebody comes" in answer.content.decode()


def test_k8_a_child_that_stops_in_the_talk_loses_no_protection(client: Client) -> None:
    gates = _gates(CHILDREN)
    begun = {"place_kind": "shelter", "confirmed": gates, "age": "13"}
    client.post(f"/procedures/{CHILDREN}/begin/", begun)
    row = _row()
    client.post(f"/interviews/{row.id}/keep/", {"version": "1", "answer-sexual_use": "yes"})
    page = client.get(f"/interviews/{row.id}/questions/tell_day/").content.decode()
    assert f"/interviews/{row.id}/hand-over/" in page
    page = client.get(f"/interviews/{row.id}/hand-over/").content.decode()
    assert "The person does not wish to talk" in page
    saved = {"version": "2", "reason": "declined", "save": "1", "called": "child_protection"}
    client.post(f"/interviews/{row.id}/hand-over/", saved)
    row = _row()
    assert row.state is InterviewState.HANDED_OVER
    assert row.answers == {"sexual_use": "yes"}
    assert _duties(row) >= PROTECTIONS | {"refer", "protect", "review"}
    page = client.get(f"/interviews/{row.id}/").content.decode()
    assert "may leave" not in page


def test_k2_protections_stay_due_when_the_child_procedure_takes_over(client: Client) -> None:
    gates = _gates(ADULTS)
    client.post(
        f"/procedures/{ADULTS}/begin/", {"adult": "yes", "place_kind": "police", "confirmed": gates}
    )
    adult = _row()
    client.post(f"/interviews/{adult.id}/keep/", {"version": "2", "answer-seen_danger": "yes"})
    client.post(f"/interviews/{adult.id}/child/", {"version": "3"})
    rows = _rows()
    carried = list_obligations_of_interview(
        "officer", rows[CHILDREN].id, follows=rows[CHILDREN].follows
    )
    due = {o.duty: o.due_at for o in carried if o.interview == adult.id}
    assert due == {
        "bring_to_safety": adult.started_at + HOUR,
        "nothing_is_fined": adult.started_at + HOUR,
    }
    page = client.get(f"/interviews/{rows[CHILDREN].id}/").content.decode()
    assert "Protection that was due before and stays due" in page
    assert "Bring the person to safety." in page
    # It can be marked as done, from the first contact on.
    (safety,) = [o for o in carried if o.duty == "bring_to_safety"]
    assert "nothing_is_fined" not in _duties(rows[CHILDREN]), "a protection is not due twice"
    client.post(f"/obligations/{safety.id}/done/", {"version": safety.version})
    assert "bring_to_safety" not in {o.duty for o in list_open_obligations("officer")}
    # The child's own decision adds what is new and repeats nothing.
    sent = {"version": "1", "decision": "positive", "reason": "Seen on the spot."}
    client.post(f"/interviews/{rows[CHILDREN].id}/decide/", sent)
    due_now = [o.duty for o in list_open_obligations("officer")]
    assert due_now.count("nothing_is_fined") == 1
    assert "guardian" in due_now


def test_k2_an_adult_procedure_that_was_only_chosen_is_not_forgotten(client: Client) -> None:
    sent = {"adult": "no", "place_kind": "police"}
    answer = client.post(f"/procedures/{ADULTS}/begin/", sent)
    assert answer["Location"] == f"/procedures/{CHILDREN}/begin/?from={ADULTS}"
    assert f'name="from" value="{ADULTS}"' in client.get(answer["Location"]).content.decode()
    gates = _gates(CHILDREN)
    begun = {"place_kind": "police", "confirmed": gates, "from": ADULTS}
    client.post(answer["Location"], begun)
    rows = _rows()
    assert (rows[CHILDREN].state, rows[CHILDREN].follows) == (InterviewState.OPEN, rows[ADULTS].id)
    assert _duties(rows[ADULTS]) == {"nothing_is_fined"}
    wrong = client.post(f"/procedures/{CHILDREN}/begin/", {**begun, "from": "refer-victim"})
    assert wrong.status_code == 422


def test_a_talk_with_an_adult_that_stops_is_decided_by_what_is_known(client: Client) -> None:
    gates = _gates(ADULTS)
    client.post(
        f"/procedures/{ADULTS}/begin/", {"adult": "yes", "place_kind": "police", "confirmed": gates}
    )
    row = _row()
    answer = client.post(f"/interviews/{row.id}/hand-over/", {"version": "2", "reason": "declined"})
    assert answer["Location"] == f"/interviews/{row.id}/"
    unmet = {"version": "2", "reason": "safe", "save": "1", "called": "case_worker"}
    client.post(f"/interviews/{row.id}/hand-over/", unmet)
    assert (_row().state, _row().handover_reason) == (InterviewState.HANDED_OVER, "safe")


def test_names_are_kept_nowhere(client: Client) -> None:
    for wrong in (
        {"reason": "Aygun"}, {"reason": "declined", "called": "Aygun"},
        {"reason": "declined", "answer-frightened": "Aygun"},
        {"reason": "declined", "answer-Aygun": "yes"},
        {"reason": "declined", "place_kind": "Aygun"},
        {"reason": "declined", "expected_at": "2020-01-01T10:00"},
    ):  # fmt: skip
        answer = client.post(f"/procedures/{CHILDREN}/hand-over/", {"save": "1", **wrong})
        assert answer.status_code == 422, wrong
        alert = answer.content.decode().split('role="alert">')[1].split("</p>")[0]
        assert "Aygun" not in alert or "answer-Aygun" in wrong
    assert fetch_interviews("officer") == []


# From paper


def test_a_paper_form_of_a_talk_that_did_not_take_place_is_typed_in(client: Client) -> None:
    at = timezone.localtime() - 30 * HOUR
    first = client.post(
        f"/procedures/{CHILDREN}/begin/?paper",
        {"origin": "paper", "unmet": "trained", "at": f"{at:%Y-%m-%dT%H:%M}"},
    ).content.decode()
    assert 'name="origin" value="paper"' in first
    saved = {
        "reason": "trained", "save": "1", "origin": "paper", "at": f"{at:%Y-%m-%dT%H:%M}",
        "place_kind": "street", "called": "child_protection", "answer-frightened": "yes",
    }  # fmt: skip
    client.post(f"/procedures/{CHILDREN}/hand-over/", saved)
    row = _row()
    assert (row.origin, row.state) == ("paper", InterviewState.HANDED_OVER)
    assert row.started_at == at.replace(second=0, microsecond=0)
    # The clock ran from the meeting: it is overdue when it is typed in.
    (guardian,) = [o for o in list_open_obligations("officer") if o.duty == "guardian"]
    assert guardian.due_at == row.started_at + 24 * HOUR
    assert guardian.is_late(timezone.now())


# The API and the device


def _put(client: Client, key: UUID, sent: dict[str, Any]) -> Any:
    content = "application/json"
    return client.put(f"/api/v1/interviews/{key}", json.dumps(sent), content_type=content)


def _held(procedure: Procedure, **more: object) -> dict[str, Any]:
    at = datetime.now(UTC) - HOUR
    return {
        "procedure": procedure.id,
        "procedure_version": procedure.version,
        "place_kind": procedure.settings[0],
        "started_at": at.isoformat(),
        **more,
    }


@pytest.mark.parametrize("adult", [False, None])
def test_k1_a_refusal_from_any_device_is_a_hand_over_unless_surely_adult(
    client: Client, procedures: tuple[Procedure, Procedure], adult: bool | None
) -> None:
    """Devices that know no hand-over yet send a refusal only."""
    more = {} if adult is None else {"adult": adult}
    key = uuid4()
    held = _held(procedures[0], refused=True, **more)
    assert _put(client, key, held).status_code == 200
    rows = _rows()
    assert rows[CHILDREN].state is InterviewState.HANDED_OVER
    assert _duties(rows[CHILDREN]) >= ITS_OWN
    assert _put(client, key, held).status_code == 200
    assert len(fetch_interviews("officer")) == 2, "sent twice is kept once"


def test_a16_a_refusal_of_an_adult_from_a_device(
    client: Client, procedures: tuple[Procedure, Procedure]
) -> None:
    held = _held(procedures[0], refused=True, adult=True, person="K7QF-2MXD")
    assert _put(client, uuid4(), held).json()["state"] == "refused"
    assert (_row().person, _duties(_row())) == ("K7QF-2MXD", set())


def test_k10_the_record_of_a_device_is_kept_once_and_never_refused_for_a_gate(
    client: Client, procedures: tuple[Procedure, Procedure]
) -> None:
    ended = datetime.now(UTC) - HOUR / 2
    held = _held(
        procedures[1], answers={"frightened": "yes"}, handed_over_at=ended.isoformat(),
        handover_reason="trained", called=["child_protection"], came_from=ADULTS,
        expected_at=(ended + HOUR).isoformat(),
    )  # fmt: skip
    key = uuid4()
    first = _put(client, key, held).json()
    assert (first["state"], first["called"]) == ("handed_over", ["child_protection"])
    assert _put(client, key, held).json() == first
    rows = _rows()
    assert rows[CHILDREN].decided_at == ended
    assert _duties(rows[CHILDREN]) >= ITS_OWN | {"refer"}
    # K2: the procedure for adults had been chosen first.
    assert _duties(rows[ADULTS]) == {"nothing_is_fined"}
    assert rows[CHILDREN].follows == rows[ADULTS].id


def test_k2_a_child_on_the_device_keeps_what_the_adult_answers_made_due(
    client: Client, procedures: tuple[Procedure, Procedure]
) -> None:
    adults, children = procedures
    first, second = uuid4(), uuid4()
    gates = [gate.id for gate in adults.before]
    begun = _held(adults, confirmed=gates, answers={"seen_danger": "yes"})
    assert _put(client, first, begun).status_code == 200
    ended = datetime.now(UTC).isoformat()
    follows = _held(
        children, follows=str(first), place_kind="police", answers={"frightened": "yes"},
        handed_over_at=ended, handover_reason="declined",
    )  # fmt: skip
    assert _put(client, second, follows).status_code == 200
    rows = _rows()
    assert rows[ADULTS].state is InterviewState.PASSED_ON
    assert _duties(rows[ADULTS]) == {"bring_to_safety", "nothing_is_fined"}
    assert rows[CHILDREN].state is InterviewState.HANDED_OVER
    due = {o.duty: o.due_at for o in list_open_obligations("officer")}
    # The first sign was seen when the talk ended.
    assert rows[CHILDREN].first_sign_at == rows[CHILDREN].decided_at
    assert rows[CHILDREN].decided_at is not None
    assert due["call_doctor"] == rows[CHILDREN].decided_at + 24 * HOUR
    assert _put(client, second, follows).status_code == 200
    assert len(fetch_interviews("officer")) == 2


def test_a15_an_open_interview_of_a_device_ends_with_what_was_answered(
    client: Client, procedures: tuple[Procedure, Procedure]
) -> None:
    adults, _ = procedures
    key, gates = uuid4(), [gate.id for gate in adults.before]
    age = {name: "no" for name in ("may_be_child",) if adults.question(name)}
    begun = _held(adults, confirmed=gates, answers=age)
    version = _put(client, key, begun).json()["version"]
    ended = {
        **begun, "base": version, "answers": {**age, "seen_danger": "yes"}, "adult": True,
        "handed_over_at": datetime.now(UTC).isoformat(), "handover_reason": "safe",
    }  # fmt: skip
    assert _put(client, key, ended).json()["state"] == "handed_over"
    row = _row()
    assert row.answers == {**age, "seen_danger": "yes"}
    assert _duties(row) >= {"bring_to_safety", "nothing_is_fined"}
    # A record is closed: a device that decides now is told so.
    decided = {**begun, "decided_at": ended["handed_over_at"], "decision": "negative"}
    assert _put(client, key, decided).status_code == 409


def test_what_the_page_refuses_the_api_refuses(
    client: Client, procedures: tuple[Procedure, Procedure]
) -> None:
    ended = {"handed_over_at": datetime.now(UTC).isoformat()}
    for wrong in (
        {"handover_reason": "Aygun"},
        {"called": ["Aygun"]},
        {"came_from": "refer-victim"},
    ):
        answer = _put(client, uuid4(), _held(procedures[1], **ended, **wrong))
        assert answer.status_code == 422, wrong
        assert "Aygun" not in answer.content.decode()
    assert fetch_interviews("officer") == []


# Import


def _table(rows: list[dict[str, str]]) -> bytes:
    names = ["KEY", "start", "no_talk", "no_talk_called", "no_talk_expected_at", "surely_adult",
             "age", "frightened", "seen_danger"]  # fmt: skip
    lines = [",".join(names)]
    for n, row in enumerate(rows):
        known = {"KEY": IDS[n], "start": f"2026-12-0{n + 1}T10:00:00+04:00", **row}
        lines.append(",".join(known.get(name, "") for name in names))
    return "\n".join(lines).encode()


def _import(procedure: Procedure, rows: list[dict[str, str]], *, adults: bool = False) -> Any:
    visit = visit_of("officer", now=datetime(2026, 12, 20, 9, tzinfo=UTC))
    mapping = ColumnMapping(
        version=procedure.version, place_kind=procedure.settings[0], adults=adults
    )
    opened = open_mapped_file(
        _table(rows), "rows.csv", procedure.id, mapping, pack=visit.pack, on=visit.today
    )
    return visit, opened


def _take_in(made: tuple[Visit, Any]) -> Any:
    visit, opened = made
    return import_interviews(visit, opened=opened)


def test_k10_rows_of_talks_that_did_not_take_place_are_imported(
    client: Client, procedures: tuple[Procedure, Procedure]
) -> None:
    """No condition is confirmed in the mapping, and none is asked for."""
    row = {
        "no_talk": "trained", "no_talk_called": "child_protection shelter", "age": "9",
        "no_talk_expected_at": "2026-12-01T11:30:00+04:00", "frightened": "yes",
    }  # fmt: skip
    made = _import(procedures[1], [row])
    done = _take_in(made)
    assert (len(done.new), done.problems) == (1, ())
    kept = _row()
    assert (kept.state, kept.origin) == (InterviewState.HANDED_OVER, "import")
    assert kept.called == ("child_protection", "shelter")
    assert kept.answers == {"age": 9, "frightened": "yes"}
    assert _duties(kept) >= PROTECTIONS
    (guardian,) = [o for o in list_open_obligations("officer") if o.duty == "guardian"]
    assert guardian.due_at == kept.started_at + 24 * HOUR
    assert _take_in(made).here == 1, "imported twice is kept once"


def test_k1_a16_the_refusals_of_a_file_follow_the_age_of_each_row(
    client: Client, procedures: tuple[Procedure, Procedure]
) -> None:
    words = "The person does not wish to talk"
    rows = [
        {"no_talk": words, "surely_adult": "yes"},
        {"no_talk": "declined", "surely_adult": "no"},
        {"no_talk": "declined"},
    ]
    done = _take_in(_import(procedures[0], rows))
    assert (len(done.new), done.children, done.problems) == (3, 2, ())
    found = sorted((row.procedure, row.state.value) for row in fetch_interviews("officer"))
    assert found == [
        (CHILDREN, "handed_over"), (CHILDREN, "handed_over"),
        (ADULTS, "passed_on"), (ADULTS, "passed_on"), (ADULTS, "refused"),
    ]  # fmt: skip
    assert {o.duty for o in list_open_obligations("officer")} >= PROTECTIONS


def test_cells_that_are_not_coded_are_problems_and_name_nobody(
    client: Client, procedures: tuple[Procedure, Procedure]
) -> None:
    rows = [
        {"no_talk": "because Aygun was afraid"},
        {"no_talk": "declined", "no_talk_called": "Aygun"},
        {"no_talk": "declined", "no_talk_expected_at": "2020-01-01T10:00:00+04:00"},
        # A talk with answers still needs the conditions.
        {"frightened": "yes"},
    ]
    visit, opened = _import(procedures[1], rows)
    found = preview_import(visit, opened)
    assert [p.row for p in found.problems] == [2, 3, 4]
    assert "Aygun" not in repr(found)
    with pytest.raises(Refused, match="safety condition"):
        _take_in((visit, opened))
    assert fetch_interviews("officer") == []
