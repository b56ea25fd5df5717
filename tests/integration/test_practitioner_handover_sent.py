"""K1, K2, K10, A15, A16 by API, as devices and other programs send them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from palermo.cases.interview import InterviewState
from palermo.procedures.shapes import Procedure
from palermo.records.interviews.queries import fetch_interviews
from palermo.records.obligations.queries import (
    list_open_obligations,
)
from tests.handovers import (
    ADULTS,
    CHILDREN,
    ITS_OWN,
    duties_of,
    only_row,
    rows_by_procedure,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


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
    web: Client, protecting: tuple[Procedure, Procedure], adult: bool | None
) -> None:
    """Devices that know no hand-over yet send a refusal only."""
    more = {} if adult is None else {"adult": adult}
    key = uuid4()
    held = _held(protecting[0], refused=True, **more)
    assert _put(web, key, held).status_code == 200
    rows = rows_by_procedure()
    assert rows[CHILDREN].state is InterviewState.HANDED_OVER
    assert duties_of(rows[CHILDREN]) >= ITS_OWN
    # The program that sends it learns what is due for the child, and where.
    for told in (_put(web, key, held).json(), web.get(f"/api/v1/interviews/{key}").json()):
        assert told["taken_over_by"] == str(rows[CHILDREN].key)
        due = {o["duty"] for o in told["obligations"] if o["interview"] == rows[CHILDREN].id}
        assert due == duties_of(rows[CHILDREN])
    page = web.get(f"/interviews/{rows[ADULTS].id}/").content.decode()
    assert f'href="/interviews/{rows[CHILDREN].id}/"' in page
    assert len(fetch_interviews("officer")) == 2, "sent twice is kept once"


def test_a16_a_refusal_of_an_adult_from_a_device(
    web: Client, protecting: tuple[Procedure, Procedure]
) -> None:
    held = _held(protecting[0], refused=True, adult=True, person="K7QF-2MXD")
    told = _put(web, uuid4(), held).json()
    assert (told["state"], told["taken_over_by"]) == ("refused", None)
    assert (only_row().person, duties_of(only_row())) == ("K7QF-2MXD", set())


def test_k10_the_record_of_a_device_is_kept_once_and_never_refused_for_a_gate(
    web: Client, protecting: tuple[Procedure, Procedure]
) -> None:
    ended = datetime.now(UTC) - HOUR / 2
    held = _held(
        protecting[1], answers={"frightened": "yes"}, handed_over_at=ended.isoformat(),
        handover_reason="trained", called=["child_protection"], came_from=ADULTS,
        expected_at=(ended + HOUR).isoformat(),
    )  # fmt: skip
    key = uuid4()
    first = _put(web, key, held).json()
    assert (first["state"], first["called"]) == ("handed_over", ["child_protection"])
    assert _put(web, key, held).json() == first
    rows = rows_by_procedure()
    assert rows[CHILDREN].decided_at == ended
    assert duties_of(rows[CHILDREN]) >= ITS_OWN
    # K2: the procedure for adults had been chosen first.
    assert duties_of(rows[ADULTS]) >= {"nothing_is_fined"}
    assert rows[CHILDREN].follows == rows[ADULTS].id


def test_k2_a_child_on_the_device_keeps_what_the_adult_answers_made_due(
    web: Client, protecting: tuple[Procedure, Procedure]
) -> None:
    adults, children = protecting
    first, second = uuid4(), uuid4()
    gates = [gate.id for gate in adults.before]
    begun = _held(adults, confirmed=gates, answers={"seen_danger": "yes"})
    assert _put(web, first, begun).status_code == 200
    ended = datetime.now(UTC).isoformat()
    follows = _held(
        children, follows=str(first), place_kind="police", answers={"frightened": "yes"},
        handed_over_at=ended, handover_reason="declined",
    )  # fmt: skip
    assert _put(web, second, follows).status_code == 200
    rows = rows_by_procedure()
    assert rows[ADULTS].state is InterviewState.PASSED_ON
    assert duties_of(rows[ADULTS]) >= {"bring_to_safety", "nothing_is_fined"}
    assert rows[CHILDREN].state is InterviewState.HANDED_OVER
    due = {o.duty: o.due_at for o in list_open_obligations("officer")}
    # The first sign was seen when the talk ended.
    assert rows[CHILDREN].first_sign_at == rows[CHILDREN].decided_at
    assert rows[CHILDREN].decided_at is not None
    assert due["call_doctor"] == rows[CHILDREN].decided_at + 24 * HOUR
    assert _put(web, second, follows).status_code == 200
    assert len(fetch_interviews("officer")) == 2


def test_a15_an_open_interview_of_a_device_ends_with_what_was_answered(
    web: Client, protecting: tuple[Procedure, Procedure]
) -> None:
    adults, _ = protecting
    key, gates = uuid4(), [gate.id for gate in adults.before]
    age = {name: "no" for name in ("may_be_child",) if adults.question(name)}
    begun = _held(adults, confirmed=gates, answers=age)
    version = _put(web, key, begun).json()["version"]
    ended = {
        **begun, "base": version, "answers": {**age, "seen_danger": "yes"}, "adult": True,
        "handed_over_at": datetime.now(UTC).isoformat(), "handover_reason": "safe",
    }  # fmt: skip
    assert _put(web, key, ended).json()["state"] == "handed_over"
    row = only_row()
    assert row.answers == {**age, "seen_danger": "yes"}
    assert duties_of(row) >= {"bring_to_safety", "nothing_is_fined"}
    # A record is closed: a device that decides now is told so.
    decided = {**begun, "decided_at": ended["handed_over_at"], "decision": "negative"}
    assert _put(web, key, decided).status_code == 409


def test_what_the_page_refuses_the_api_refuses(
    web: Client, protecting: tuple[Procedure, Procedure]
) -> None:
    ended = {"handed_over_at": datetime.now(UTC).isoformat()}
    for wrong in (
        {"handover_reason": "Aygun"},
        {"called": ["Aygun"]},
        {"came_from": "screen-child-labour"},
    ):
        answer = _put(web, uuid4(), _held(protecting[1], **ended, **wrong))
        assert answer.status_code == 422, wrong
        assert "Aygun" not in answer.content.decode()
    assert fetch_interviews("officer") == []
