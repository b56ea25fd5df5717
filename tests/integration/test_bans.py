"""A ban, such as that on fines, stays in force: no door marks it as done."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from click.testing import CliRunner
from django.contrib.auth import get_user_model
from django.test import Client

from palermo.accounts.rights import Role
from palermo.actions.interviews.start_interview import start_interview
from palermo.actions.interviews.sync_interview import DeviceInterview, sync_interview
from palermo.actions.visit import Visit
from palermo.cli.main import main
from palermo.kernel.errors import Refused
from palermo.records.obligations.queries import list_open_obligations
from tests.visits import add_user, create_token, visit_of

pytestmark = pytest.mark.django_db(transaction=True)
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def user(transactional_db: None) -> int:
    return add_user(username="officer", password="a long password", role=Role.OFFICER)


@pytest.fixture
def officer(user: int) -> Visit:
    return visit_of(user)


def _begin(visit: Visit) -> int:
    procedure = visit.pack.procedure("screen-adult-labour", visit.today)
    return start_interview(
        visit,
        procedure=procedure,
        place_kind="police",
        confirmed=[g.id for g in procedure.before],
        at=visit.now,
        adult=True,
    )


def _ban() -> tuple[int, int]:
    """The number of the ban, and the interview that it belongs to."""
    (row,) = [o for o in list_open_obligations("officer") if o.duty == "no_penalty"]
    return row.id, row.interview


def test_no_door_marks_a_ban_as_done(user: int, officer: Visit) -> None:
    _begin(officer)
    number, interview = _ban()
    client = Client()
    client.force_login(get_user_model().objects.get(username="officer"), BACKEND)
    page = client.get(f"/interviews/{interview}/").content.decode()
    assert "in force" in page
    assert f"/obligations/{number}/done/" not in page
    assert client.post(f"/obligations/{number}/done/", {"version": 1}).status_code == 409
    headers = {"authorization": f"Bearer {create_token(user)}"}
    api = Client(headers=headers)
    told = api.get("/api/v1/obligations").json()
    assert [o["id"] for o in told if o["is_ban"]] == [number]
    sent = api.post(f"/api/v1/obligations/{number}/done", {"version": 1}, "application/json")
    assert sent.status_code == 409
    said = CliRunner().invoke(main, ["interviews", "done", str(number), "--as", "officer"])
    assert said.exit_code == Refused.exit_code
    assert "stays in force" in said.stderr
    assert _ban() == (number, interview)


def test_a_ban_that_a_device_marked_stays_in_force(officer: Visit) -> None:
    """A device with an earlier version of the program still has the button."""
    procedure = officer.pack.procedure("screen-adult-labour", officer.today)
    held = DeviceInterview(
        key=uuid4(),
        base=0,
        procedure=procedure.id,
        procedure_version=procedure.version,
        person="F3LG-7YR4",
        place_kind="police",
        confirmed=tuple(g.id for g in procedure.before),
        answers={"danger_now": "no"},
        adult=True,
        started_at=officer.now,
        done={"no_penalty": datetime.now(UTC)},
    )
    sync_interview(officer, held=held)
    assert _ban()
