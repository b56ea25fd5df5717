"""Each case as a program sends it: answers, then the decision."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone

from tests.practitioner.case_file import Run, runs_at
from tests.practitioner.conftest import (
    HOUR,
    SignIn,
    check_decided,
    check_takeover,
    gates,
    parameters,
    place,
    row_of,
)

pytestmark = pytest.mark.django_db


def _put(client: Client, key: UUID, sent: dict[str, Any]) -> dict[str, Any]:
    address = f"/api/v1/interviews/{key}"
    answer = client.put(address, json.dumps(sent), content_type="application/json")
    assert answer.status_code == 200, answer.content
    return answer.json()  # type: ignore[no-any-return]


def _held(run: Run) -> dict[str, Any]:
    answers = run.sent
    if run.rules.child_procedure and not run.child:
        answers = {"may_be_child": "no", **answers}
    return {
        "procedure": run.procedure, "procedure_version": run.rules.version,
        "place_kind": place(run), "confirmed": gates(run), "answers": answers,
        "started_at": (timezone.now() - HOUR).isoformat(),
    }  # fmt: skip


@parameters(runs_at("api"))
def test_what_follows(run: Run, sign_in: SignIn) -> None:
    client, key, sent = sign_in(run), uuid4(), _held(run)
    told = _put(client, key, sent)
    assert told["next"]["to_child"] is run.child
    assert not set(run.never) & {o["duty"] for o in told["obligations"]}
    if run.child:
        child = {
            **sent, "procedure": "child-pathway", "answers": {}, "follows": str(key),
            "procedure_version": 2, "confirmed": [],
        }  # fmt: skip
        _put(client, uuid4(), child)
        check_takeover(run)
        return
    for question, first in list(run.stops.items())[:1]:
        stop = told["next"]["stop"]
        assert (stop["question"], set(stop["duties"])) == (question, set(first))
    sent |= {
        "base": told["version"], "decided_at": (timezone.now() - timedelta(minutes=1)).isoformat(),
        "reason": "Written on the device.", "reason_code": run.overrule,
    }  # fmt: skip
    sent |= {"decision": run.decision.value} if run.decision else {}
    told = _put(client, key, sent)
    check_decided(run)
    words = {o["duty"]: o["text"] for o in told["obligations"]}
    for name in run.duties:
        (duty,) = [d for d in run.rules.duties if d.id == name]
        assert words[name] == duty.text.english
    assert row_of(run).decision == (run.decision or "")
