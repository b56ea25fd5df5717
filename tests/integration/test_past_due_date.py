"""A due date that has passed is asked about at every door, and taken when it is meant."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from click.testing import CliRunner
from django.contrib.auth import get_user_model
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from palermo.accounts.rights import Role
from palermo.actions.recommendations.assign_duty import assign_duty
from palermo.actions.recommendations.plan_action import plan_action
from palermo.actions.recommendations.set_milestone import set_milestone
from palermo.actions.recommendations.update_action import update_action
from palermo.cases.plan import ActionState, check_due_date
from palermo.cli.main import main
from palermo.kernel.errors import Doubtful
from palermo.ledger.recommendations.queries import find_duty
from palermo.ledger.recommendations.values import DutyRow
from tests.integration.conftest import People
from tests.visits import add_user, create_token, this_day

pytestmark = pytest.mark.django_db
REF, DUTY = "AZE-2023-02", "AZE-2023-02a"
PAST = date(2020, 1, 31)
PAGE = f"/recommendations/{REF}/"


@pytest.fixture(autouse=True)
def _ledger(accepted: Callable[..., None]) -> None:
    accepted(2023)


def _duty() -> DutyRow:
    return find_duty(DUTY, this_day())


def test_every_act_with_a_due_date_asks(people: People) -> None:
    action = plan_action(people.analyst, duty_ref=DUTY, title="Draft the order")
    acts: list[tuple[Any, dict[str, Any]]] = [
        (assign_duty, {"version": _duty().version, "lead": "ATD"}),
        (plan_action, {"title": "Send it"}),
        (set_milestone, {"title": "Sent"}),
        (update_action, {"action_id": action, "version": 1, "state": ActionState.UNDER_WAY}),
    ]
    for act, values in acts:
        with pytest.raises(Doubtful, match="has passed"):
            act(people.coordinator, duty_ref=DUTY, due=PAST, **values)
        values = {**values, "version": _duty().version} if act is assign_duty else values
        act(people.coordinator, duty_ref=DUTY, due=PAST, past_is_meant=True, **values)
    found = _duty()
    kept = [found.due, *(a.due for a in found.actions), *(m.due for m in found.milestones)]
    assert kept == [PAST] * 4


def test_a_date_that_is_kept_is_not_asked_about_again() -> None:
    check_due_date(PAST, date(2026, 1, 1), kept=PAST)
    check_due_date(None, date(2026, 1, 1))
    check_due_date(date(2026, 1, 1), date(2026, 1, 1))
    with pytest.raises(Doubtful):
        check_due_date(PAST, date(2026, 1, 1), kept=date(2021, 1, 1))


def test_the_page_asks_beside_the_date(people: People) -> None:
    client = Client(headers={"referer": f"http://testserver{PAGE}"})
    client.force_login(get_user_model().objects.get(username="coordinator"))
    address = f"/recommendations/{REF}/a/plan/"
    sent = {"action-a-title": "Send it", "action-a-due": PAST.isoformat()}
    refused = client.post(address, sent)
    assert refused.status_code == 422
    form = _form(refused.content.decode(), address)
    assert form.css_first('input[name="action-a-title"]').attributes["value"] == "Send it"
    box = form.css_first('input[name="past_is_meant"]')
    assert box is not None
    assert "31 January 2020 is right" in (box.parent.text() if box.parent else "")
    taken = client.post(address, {**sent, "past_is_meant": box.attributes["value"]})
    assert taken.status_code == 302
    assert [a.due for a in _duty().actions] == [PAST]


def _form(html: str, address: str) -> Any:
    found = LexborHTMLParser(html).css_first(f'form[action="{address}"]')
    assert found is not None
    return found


def test_the_api_and_the_terminal_name_the_flag(people: People, client: Client) -> None:
    add_user(username="analyst9", password="a long password", role=Role.ANALYST)
    number = add_user(username="analyst8", password="a long password", role=Role.ANALYST)
    headers = {"Authorization": f"Bearer {create_token(number)}"}
    address, sent = f"/api/v1/duties/{DUTY}/actions", {"title": "Send it", "due": "2020-01-31"}
    refused = client.post(address, json.dumps(sent), "application/json", headers=headers)
    assert (refused.status_code, refused.json()["confirm"]) == (422, "past_is_meant")
    meant = json.dumps({**sent, "past_is_meant": True})
    assert client.post(address, meant, "application/json", headers=headers).status_code == 201

    words = ["duty", "action", DUTY, "--title", "Print it", "--due", "2020-01-31"]
    asked = CliRunner().invoke(main, [*words, "--as", "analyst9"])
    assert asked.exit_code == 9
    assert "--past-is-meant" in asked.output
    done = CliRunner().invoke(main, [*words, "--past-is-meant", "--as", "analyst9"])
    assert done.exit_code == 0, done.output
    assert {a.title for a in _duty().actions} == {"Send it", "Print it"}
