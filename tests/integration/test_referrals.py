"""A referral says to whom: shown with the duty, asked when done, kept; by every front door."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from click.testing import CliRunner
from django.contrib.auth import get_user_model
from django.test import Client

from palermo.accounts.rights import Role
from palermo.actions.interviews.answer_interview import answer_interview
from palermo.actions.interviews.decide_interview import decide_interview
from palermo.actions.interviews.read_interview import read_interview
from palermo.actions.interviews.start_interview import start_interview
from palermo.actions.visit import Visit
from palermo.cases.interview import InterviewOrigin
from palermo.cases.obligation import check_recipients, list_recipients
from palermo.cli.main import main
from palermo.kernel.errors import BadValue
from palermo.packs.load import load_pack
from palermo.procedures.decide import Outcome
from palermo.procedures.lint_protection import CHILD_ROLES, POLICE_ROLES
from palermo.records.obligations.values import ObligationRow
from tests.visits import add_user, visit_of

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
ADULT = {"in_danger": "no", "may_be_child": "no", "grounds": "yes", "agrees": "yes"}
CHILD = {"in_danger": "no", "may_be_child": "yes", "grounds": "yes"}
PACK = load_pack("aze")
REFERRING = [(p, d) for p in PACK.procedures.versions for d in p.duties if d.refers and d.to]


@pytest.fixture
def officer(db: None) -> Visit:
    now = datetime.now(UTC)
    return visit_of(add_user(username="officer", role=Role.OFFICER), "web", now)


@pytest.fixture
def client(officer: Visit) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(username="officer"), BACKEND)
    return client


def _decided(officer: Visit, answers: dict[str, str]) -> int:
    procedure = officer.pack.procedure("refer-victim", officer.today)
    number = start_interview(
        officer, procedure=procedure, place_kind=procedure.settings[0], at=officer.now,
        confirmed=[gate.id for gate in procedure.before], origin=InterviewOrigin.WEB,
    )  # fmt: skip
    given = {name: value for name, value in answers.items() if procedure.question(name)}
    answer_interview(officer, interview=number, version=1, given=given)
    decide_interview(officer, interview=number, version=2, decision=Outcome.POSITIVE, reason="x")
    return number


def _referral(officer: Visit, number: int) -> ObligationRow:
    names = ("refer", "refer_child")
    (row,) = (o for o in read_interview(officer, interview=number).obligations if o.duty in names)
    return row


def _by_page(client: Client, row: ObligationRow, roles: list[str]) -> bool:
    sent = {"version": row.version, "referred_to": roles, "interview": row.interview}
    return client.post(f"/obligations/{row.id}/done/", sent).status_code == 302


def _by_api(client: Client, row: ObligationRow, roles: list[str]) -> bool:
    sent = json.dumps({"version": row.version, "referred_to": roles})
    answer = client.post(f"/api/v1/obligations/{row.id}/done", sent, "application/json")
    assert answer.status_code in (204, 422)
    return answer.status_code == 204


def _by_terminal(client: Client, row: ObligationRow, roles: list[str]) -> bool:
    words = [f"--to={role}" for role in roles]
    run = ["interviews", "done", str(row.id), *words, "--as", "officer"]
    return CliRunner().invoke(main, run).exit_code == 0


_DOORS: dict[str, Callable[[Client, ObligationRow, list[str]], bool]] = {
    "page": _by_page,
    "api": _by_api,
    "terminal": _by_terminal,
}


@pytest.mark.parametrize("door", _DOORS)
@pytest.mark.parametrize(
    ("answers", "roles", "kept"),
    [
        (ADULT, [], False),
        (ADULT, ["Aygun"], False),
        (ADULT, ["child_protection"], False),
        (ADULT, ["ngo_shelter", "lawyer"], True),
        # The person's own choice, among others that were offered.
        (ADULT, ["competent_body"], True),
        (CHILD, ["competent_body"], False),
        (CHILD, ["child_protection", "competent_body"], True),
    ],
)
def test_a_referral_is_done_with_its_recipients(
    officer: Visit, client: Client, door: str, answers: dict[str, str], roles: list[str], kept: bool
) -> None:
    number = _decided(officer, answers)
    row = _referral(officer, number)
    assert _DOORS[door](client, row, roles) is kept
    after = _referral(officer, number)
    assert after.referred_to == (tuple(roles) if kept else ())
    assert (after.done_at is not None) is kept


def test_it_is_shown_to_whom_and_to_whom_it_was(officer: Visit, client: Client) -> None:
    number = _decided(officer, ADULT)
    row = _referral(officer, number)
    page = client.get(f"/interviews/{number}/").content.decode()
    assert "To whom was the person referred? An adult chooses." in page
    for role in ("ngo_shelter", "social_services", "lawyer", "competent_body"):
        assert f'value="{role}"' in page
        assert officer.pack.role_name(role, "en") in page
    (listed,) = (o for o in client.get("/api/v1/obligations").json() if o["id"] == row.id)
    assert next(role["id"] for role in listed["to"]) == "ngo_shelter"
    refused = client.post(f"/obligations/{row.id}/done/", {"version": row.version})
    assert "Say to whom the person was referred" in refused.content.decode()
    _by_page(client, row, ["ngo_shelter"])
    page = client.get(f"/interviews/{number}/").content.decode()
    assert f"Referred to: {officer.pack.role_name('ngo_shelter', 'en')}" in " ".join(page.split())
    run = CliRunner().invoke(main, ["interviews", "due", "--format", "json", "--as", "officer"])
    assert "ngo_shelter" in run.stdout


def test_no_other_duty_takes_recipients(officer: Visit, client: Client) -> None:
    number = _decided(officer, ADULT)
    rows = read_interview(officer, interview=number).obligations
    other = next(o for o in rows if o.duty not in ("refer", "refer_child"))
    assert not _by_api(client, other, ["ngo_shelter"])
    assert _by_api(client, other, [])


@pytest.mark.parametrize(
    ("roles", "status", "kept"),
    [
        (["child_protection"], 200, ("child_protection",)),
        (["competent_body"], 422, ()),
        (["Aygun"], 422, ()),
        # A program that does not ask for it: the answers come in, and the referral stays due.
        (None, 200, ()),
    ],
)
def test_a_device_sends_to_whom(
    officer: Visit, client: Client, roles: list[str] | None, status: int, kept: tuple[str, ...]
) -> None:
    procedure = officer.pack.procedure("refer-victim", officer.today)
    at = (officer.now - timedelta(hours=1)).isoformat()
    held: dict[str, Any] = {
        "procedure": procedure.id, "procedure_version": procedure.version, "started_at": at,
        "place_kind": procedure.settings[0], "confirmed": [gate.id for gate in procedure.before],
        "answers": {name: v for name, v in CHILD.items() if procedure.question(name)},
        "decided_at": officer.now.isoformat(), "decision": "positive", "reason": "x",
        "done": {"refer_child": officer.now.isoformat()},
    }  # fmt: skip
    if roles is not None:
        held["referred_to"] = {"refer_child": roles}
    answer = client.put(f"/api/v1/interviews/{uuid4()}", json.dumps(held), "application/json")
    assert answer.status_code == status, answer.content
    assert "Aygun" not in answer.content.decode()
    if status == 200:
        (row,) = (o for o in answer.json()["obligations"] if o["duty"] == "refer_child")
        assert (tuple(row["referred_to"]), row["state"] != "to_do") == (kept, bool(kept))


@pytest.mark.parametrize(("procedure", "duty"), REFERRING, ids=lambda x: x.id)
def test_the_police_are_never_the_only_door(procedure: Any, duty: Any) -> None:
    """Every referral of the packs can be made to somebody else, and that of a child must be."""
    to = list_recipients(procedure, duty.id)
    assert set(to) - POLICE_ROLES
    for role in to:
        if role in POLICE_ROLES and CHILD_ROLES & set(to):
            with pytest.raises(BadValue, match="not referred to the police alone"):
                check_recipients(to, [role])
        else:
            check_recipients(to, [role])
    with pytest.raises(BadValue, match="Say to whom"):
        check_recipients(to, [])
