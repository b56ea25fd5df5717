"""Each case typed in from its form on paper."""

from __future__ import annotations

import pytest

from tests.practitioner.case_file import Run, runs_at
from tests.practitioner.conftest import (
    SignIn,
    check_decided,
    check_takeover,
    gates,
    hour_ago,
    parameters,
    place,
    row_of,
)

pytestmark = pytest.mark.django_db


@parameters([(name, run) for name, run in runs_at("paper") if not run.child])
def test_what_follows(run: Run, sign_in: SignIn) -> None:
    client = sign_in(run)
    begun = {
        "origin": "paper", "at": hour_ago(), "place_kind": place(run), "confirmed": gates(run),
    }  # fmt: skip
    begun |= {"adult": "yes"} if run.rules.child_procedure else {}
    answer = client.post(f"/procedures/{run.procedure}/begin/", begun)
    assert answer.status_code == 302, answer.content.decode()
    row = row_of(run)
    sent = {f"answer-{q}": str(value) for q, value in run.sent.items()}
    done = client.post(answer["Location"], {"version": str(row.version), **sent})
    assert done.status_code == 302, done.content.decode()
    decided = {"version": str(row_of(run).version), "reason": "Written on the form."}
    decided |= {"decision": run.decision.value} if run.decision else {}
    decided |= {"reason_code": run.overrule} if run.overrule else {}
    answer = client.post(f"/interviews/{row.id}/decide/", decided)
    assert answer.status_code == 302, answer.content.decode()
    check_decided(run)


@parameters([(name, run) for name, run in runs_at("paper") if run.child])
def test_who_may_be_a_child(run: Run, sign_in: SignIn) -> None:
    """The form for adults was filled in; the box of the age is not "yes"."""
    client = sign_in(run)
    begun = {
        "origin": "paper", "at": hour_ago(), "place_kind": place(run), "confirmed": gates(run),
        "adult": "yes",
    }  # fmt: skip
    answer = client.post(f"/procedures/{run.procedure}/begin/", begun)
    assert answer.status_code == 302, answer.content.decode()
    row = row_of(run)
    sent = {f"answer-{q}": str(value) for q, value in run.sent.items()}
    done = client.post(answer["Location"], {"version": str(row.version), **sent})
    assert done.status_code == 302, done.content.decode()
    check_takeover(run)
