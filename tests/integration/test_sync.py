"""Interviews from devices: kept once, never overwritten, never somebody else's."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from palermo.accounts.rights import Role
from palermo.packs.pack import Pack
from palermo.records.interviews.queries import fetch_interviews, list_answer_history
from tests.obligations import due_times
from tests.visits import add_user

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
Send = Callable[..., Any]


def _client(name: str, role: Role = Role.OFFICER) -> Client:
    add_user(username=name, password="a long password", role=role)
    client = Client()
    client.force_login(get_user_model().objects.get(username=name), BACKEND)
    return client


@pytest.fixture
def client(db: None) -> Client:
    return _client("officer")


@pytest.fixture
def held(pack: Pack) -> dict[str, Any]:
    procedure = next(p for p in pack.procedures.versions if p.id == "refer-victim")
    return {
        "procedure": procedure.id,
        "procedure_version": procedure.version,
        "place_kind": "police",
        "confirmed": [g.id for g in procedure.before],
        "started_at": "2026-03-01T09:00:00Z",
        "answers": {"grounds": "yes"},
    }


def _put(client: Client, key: object, sent: dict[str, Any]) -> Any:
    content = "application/json"
    return client.put(f"/api/v1/interviews/{key}", json.dumps(sent), content_type=content)


def test_sent_twice_is_kept_once(client: Client, held: dict[str, Any]) -> None:
    key = uuid4()
    first, second = _put(client, key, held), _put(client, key, held)
    assert first.status_code == second.status_code == 200
    assert first.json() == second.json()
    (row,) = fetch_interviews("officer")
    assert row.answers == {"grounds": "yes"}
    assert len(list_answer_history(row.id)) == 1


def test_a_device_that_never_heard_of_its_success_goes_on(
    client: Client, held: dict[str, Any]
) -> None:
    key = uuid4()
    _put(client, key, held)
    more = {**held, "answers": {"grounds": "yes", "agrees": "no"}}
    assert _put(client, key, more).json()["answers"] == more["answers"]


def test_a_change_elsewhere_is_a_conflict_until_a_person_chose(
    client: Client, held: dict[str, Any]
) -> None:
    key = uuid4()
    _put(client, key, held)
    here = {**held, "answers": {"grounds": "no"}}
    refused = _put(client, key, here)
    assert refused.status_code == 409
    assert "Nothing was overwritten" in refused.content.decode()
    there = client.get(f"/api/v1/interviews/{key}").json()
    assert there["answers"] == {"grounds": "yes"}
    assert _put(client, key, {**here, "base": there["version"]}).status_code == 200
    (row,) = fetch_interviews("officer")
    assert [g.value for g in list_answer_history(row.id)] == ["yes", "no"]


def test_a_decision_on_the_device_moves_no_clock(client: Client, held: dict[str, Any]) -> None:
    decided = {
        **held,
        "answers": {"grounds": "yes", "agrees": "yes", "may_be_child": "no"},
        "decision": "positive",
        "decided_at": "2026-03-01T10:00:00Z",
    }
    key = uuid4()
    assert _put(client, key, decided).json()["state"] == "decided"
    assert _put(client, key, decided).status_code == 200
    (row,) = fetch_interviews("officer")
    assert row.decided_at == datetime(2026, 3, 1, 10, tzinfo=UTC)
    assert due_times("officer", row.id)["refer"] == datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_deciding_otherwise_without_a_reason_keeps_nothing(
    client: Client, held: dict[str, Any]
) -> None:
    sent = {**held, "decision": "negative", "decided_at": "2026-03-01T10:00:00Z"}
    assert _put(client, uuid4(), sent).status_code == 422
    assert fetch_interviews("officer") == []


def test_gates_hold_for_devices_too(client: Client, held: dict[str, Any]) -> None:
    assert _put(client, uuid4(), {**held, "confirmed": []}).status_code == 409
    assert _put(client, uuid4(), {**held, "procedure_version": 99}).status_code == 404
    wrong = _put(client, uuid4(), {**held, "answers": {"grounds": "Leyla"}})
    assert wrong.status_code == 422
    assert "Leyla" not in wrong.content.decode()
    assert fetch_interviews("officer") == []


def test_a_child_follows_under_the_code_of_the_first(
    client: Client, held: dict[str, Any], pack: Pack
) -> None:
    adult = next(p for p in pack.procedures.versions if p.id == "screen-adult-labour")
    child = next(p for p in pack.procedures.versions if p.id == adult.child_procedure)
    first, second = uuid4(), uuid4()
    begun = {
        **held, "procedure": adult.id, "procedure_version": adult.version, "answers": {},
        "place_kind": adult.settings[0], "confirmed": [g.id for g in adult.before],
    }  # fmt: skip
    _put(client, first, begun)
    after = _put(
        client, second,
        {**begun, "procedure": child.id, "procedure_version": child.version, "confirmed": [],
         "follows": str(first)},
    ).json()  # fmt: skip
    before = client.get(f"/api/v1/interviews/{first}").json()
    assert (before["state"], before["person"]) == ("passed_on", after["person"])


def test_nobody_else_reads_or_sends_it(client: Client, held: dict[str, Any]) -> None:
    key = uuid4()
    _put(client, key, held)
    other = _client("other")
    assert other.get(f"/api/v1/interviews/{key}").status_code == 404
    assert other.get("/api/v1/interviews").json() == []
    assert _put(other, key, held).status_code == 409
    for role in set(Role) - {Role.OFFICER, Role.PUBLIC}:
        stranger = _client(f"a {role}", role)
        assert stranger.get("/api/v1/interviews").status_code == 403
        assert _put(stranger, key, held).status_code == 403
    assert Client().get("/api/v1/interviews").status_code == 401


def test_f10_an_age_below_18_and_a_denial_are_not_kept(
    client: Client, held: dict[str, Any]
) -> None:
    """No procedure for children takes over from a referral, so its guardian would not be called."""
    key, answers = uuid4(), {"grounds": "yes", "may_be_child": "no"}
    refused = _put(client, key, {**held, "age": 17, "answers": answers})
    assert refused.status_code == 422
    assert "contradict" in refused.json()["detail"]
    assert not fetch_interviews("officer")
    kept = _put(client, key, {**held, "age": 17, "answers": {**answers, "may_be_child": "yes"}})
    assert kept.status_code == 200


def test_the_bundle_holds_procedures_and_nobody(client: Client, held: dict[str, Any]) -> None:
    _put(client, uuid4(), held)
    person = fetch_interviews("officer")[0].person
    page = client.get("/offline/").content.decode()
    bundle = client.get("/offline/procedures.json").content.decode()
    assert {p["id"] for p in json.loads(bundle)["procedures"]} >= {"refer-victim", "child-pathway"}
    for text in (page, bundle):
        assert person not in text
        assert "officer</" not in text


def test_two_decisions_that_differ_are_a_conflict(client: Client, held: dict[str, Any]) -> None:
    key = uuid4()
    decided = {
        **held,
        "answers": {"grounds": "yes", "agrees": "yes", "may_be_child": "no"},
        "decision": "positive",
        "decided_at": "2026-03-01T10:00:00Z",
    }
    assert _put(client, key, decided).status_code == 200
    other = {**decided, "decision": "negative", "reason": "The office knows more."}
    assert _put(client, key, other).status_code == 409
    there = client.get(f"/api/v1/interviews/{key}")
    assert (there.json()["decision"], there.json()["reason"]) == ("positive", "")
    assert "no-store" in there["Cache-Control"]


@pytest.mark.parametrize(
    "more",
    [
        {"age": 12},
        {"answers": {"may_be_child": "yes"}, "decided_at": "2026-03-01T10:00:00Z"},
        {"answers": {"may_be_child": "does_not_know"}, "decided_at": "2026-03-01T10:00:00Z"},
        {"place_kind": "Her name is Aygun"},
        {"confirmed": ["Aygun"]},
        {"follows": str(uuid4())},
    ],
)
def test_what_the_pages_refuse_is_refused_here_too(
    client: Client, held: dict[str, Any], pack: Pack, more: dict[str, Any]
) -> None:
    adults = next(p for p in pack.procedures.versions if p.id == "screen-migrants")
    sent = {
        **held, "procedure": adults.id, "place_kind": "border", "answers": {},
        "confirmed": [g.id for g in adults.before], "decision": "negative", "reason": "None seen.",
    }  # fmt: skip
    answer = _put(client, uuid4(), {**sent, **more})
    assert answer.status_code == 422, answer.content
    assert "Aygun" not in answer.content.decode()
    assert fetch_interviews("officer") == []


def test_only_the_pathway_for_children_takes_over(client: Client, held: dict[str, Any]) -> None:
    first = uuid4()
    _put(client, first, held)
    answer = _put(client, uuid4(), {**held, "follows": str(first), "confirmed": []})
    assert answer.status_code == 422
    (row,) = fetch_interviews("officer")
    assert row.state == "open"


def _newest(pack: Pack, held: dict[str, Any], answers: dict[str, str]) -> dict[str, Any]:
    procedure = pack.procedures.versions_of("screen-commercial-sex")[-1]
    return held | {
        "procedure": procedure.id,
        "procedure_version": procedure.version,
        "confirmed": [g.id for g in procedure.before],
        "answers": answers,
    }


def test_an_officer_who_is_sure_of_the_age_is_not_told_to_begin_with_a_child(
    client: Client, pack: Pack, held: dict[str, Any]
) -> None:
    """As on the page: the certainty answers the question about the age."""
    sent = _newest(pack, held, {"danger_now": "no", "debt": "yes"})
    unsure, key = _put(client, uuid4(), sent).json(), uuid4()
    sure = _put(client, key, sent | {"adult": True}).json()
    assert "child" in {o["duty"] for o in unsure["obligations"]}
    assert "child" not in {o["duty"] for o in sure["obligations"]}
    assert sure["answers"]["may_be_child"] == "no"
    assert _put(client, key, sent | {"adult": True}).json() == sure
    contrary = sent | {"adult": True, "answers": {"may_be_child": "does_not_know"}}
    assert _put(client, uuid4(), contrary).json()["next"]["to_child"] is True


def test_a_refusal_of_a_sure_adult_sent_twice_is_kept_once(
    client: Client, held: dict[str, Any]
) -> None:
    key, sent = uuid4(), held | {"answers": {}, "adult": True, "refused": True}
    first, second = _put(client, key, sent), _put(client, key, sent)
    assert (first.status_code, first.json()) == (second.status_code, second.json())
    assert first.json()["answers"] == {}


def test_a_danger_that_a_program_passes_over_comes_first(
    client: Client, pack: Pack, held: dict[str, Any]
) -> None:
    """As on the page, where a blank answer about danger stops the other questions."""
    key = uuid4()
    told = _put(client, key, _newest(pack, held, {"debt": "yes"})).json()
    stop = told["next"]["stop"]
    assert (stop["question"], stop["duties"]) == ("danger_now", ["find_danger"])
    handled = {"version": told["version"]}
    address = f"/api/v1/interviews/{key}/stops/danger_now"
    assert (
        client.post(address, json.dumps(handled), content_type="application/json").status_code
        == 204
    )
    assert client.get(f"/api/v1/interviews/{key}").json()["next"]["stop"] is None
    begun = _put(client, uuid4(), _newest(pack, held, {})).json()["next"]
    assert (begun["question"], begun["stop"]) == ("danger_now", None)
