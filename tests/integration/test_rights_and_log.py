"""Every act is allowed or refused by role, logged either way, and undone whole when it fails."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from palermo.accounts.people import VISITOR
from palermo.accounts.queries import (
    actor_named,
    actor_with_token,
    list_tokens,
    list_users,
)
from palermo.accounts.rights import RIGHTS, Role, has_right
from palermo.actions.people.change_user import change_user
from palermo.actions.people.create_user import create_user
from palermo.actions.people.issue_token import issue_token
from palermo.actions.people.revoke_token import revoke_token
from palermo.actions.people.set_password import set_password
from palermo.actions.reading.reject_narrative import reject_narrative
from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.cases.narrative import NarrativeState
from palermo.journal.queries import list_activity
from palermo.kernel.errors import BadValue, NotAllowed, NotFound, Refused
from palermo.ledger.narratives.queries import narrative_page
from palermo.tables.table import Table
from tests.house.test_rights import ACTIONS, module_name
from tests.integration.conftest import People

SECRET = "Nigar Hasanova, 16 years old"


def _call(act: str, visit: Visit) -> None:
    """Run an action with words of somebody's in every argument; only the right is asked for."""
    (path,) = (path for path in ACTIONS if path.stem == act)
    function = getattr(importlib.import_module(module_name(path)), act)
    given = {
        name: SECRET
        for name, parameter in inspect.signature(function).parameters.items()
        if name != "visit" and parameter.default is inspect.Parameter.empty
    }
    if act == "export_table":
        given["table"] = Table(SECRET, "title", (), ())
    function(visit, **given)


@pytest.mark.parametrize("act", [path.stem for path in ACTIONS])
def test_an_act_is_refused_to_whoever_lacks_the_right_and_the_log_says_so(
    act: str, people: People
) -> None:
    visitor = replace(people.reader, actor=VISITOR)
    visits = [visitor, people.reader, people.analyst, people.coordinator, people.administrator]
    denied = [visit for visit in visits if not has_right(visit.actor.role, act)]
    assert visitor in denied
    for visit in denied:
        with pytest.raises(NotAllowed):
            _call(act, visit)
    rows, total = list_activity(limit=50)
    assert total == len(denied)
    assert {(r.act, r.outcome) for r in rows} == {(act, "denied")}
    assert SECRET not in repr(rows)


def test_a_right_that_the_table_does_not_know_is_nobodys(people: People) -> None:
    with pytest.raises(NotAllowed), step(people.administrator, "launch_rocket"):
        raise AssertionError("the body must not run")


def test_what_fails_in_the_middle_leaves_nothing_done(
    proposed: Callable[[int], int], people: People
) -> None:
    number = proposed(2023)
    with pytest.raises(BadValue):
        reject_narrative(people.coordinator, narrative_id=number, reason="  ")
    assert narrative_page(number).row.state is NarrativeState.PROPOSED
    assert "reject_narrative" not in {r.act for r in list_activity()[0]}


def test_an_account_is_made_changed_and_closed(people: People) -> None:
    number = create_user(
        people.administrator, username="new", password="a very long one 7", role=Role.READER
    )
    change_user(people.administrator, user_id=number, role=Role.ANALYST, agency="MIA", active=False)
    row = next(u for u in list_users() if u.id == number)
    assert (row.role, row.agency, row.active) == (Role.ANALYST, "MIA", False)
    with pytest.raises((NotFound, NotAllowed)):
        actor_named("new", "cli")


@pytest.mark.parametrize(
    "wrong",
    [
        {"username": "reader"},
        {"username": " "},
        {"password": "xyq7"},
        {"password": "password1234"},
        {"role": Role.PUBLIC},
    ],
)
def test_a_bad_account_is_not_made(people: People, wrong: dict[str, Any]) -> None:
    given = {"username": "new", "password": "a very long one 7", "role": Role.READER, **wrong}
    with pytest.raises(BadValue) as caught:
        create_user(people.administrator, **given)
    assert given["password"] not in str(caught.value)
    assert len(list_users()) == 5


def test_the_last_administrator_stays(people: People) -> None:
    own = people.administrator.actor.id
    assert own is not None
    for role, active in ((Role.READER, True), (Role.ADMINISTRATOR, False)):
        with pytest.raises(Refused):
            change_user(people.administrator, user_id=own, role=role, agency="", active=active)


def test_a_new_password_never_stands_in_the_log(people: People) -> None:
    assert people.reader.actor.id is not None
    set_password(
        people.administrator, user_id=people.reader.actor.id, password="quite another one 9"
    )
    assert "quite another" not in repr(list_activity())


def test_a_token_acts_for_its_owner_until_it_is_revoked(people: People) -> None:
    secret = issue_token(people.analyst, name="my program")
    actor = actor_with_token(secret, timezone.now())
    assert actor is not None
    assert (actor.username, actor.role, actor.via) == ("analyst", Role.ANALYST, "api")
    (token,) = list_tokens(actor.id or 0)
    assert secret not in repr(token)
    with pytest.raises(NotFound):
        revoke_token(people.reader, token_id=token.id)
    revoke_token(people.analyst, token_id=token.id)
    assert actor_with_token(secret, timezone.now()) is None
    for days in (0, 367):
        with pytest.raises(BadValue):
            issue_token(people.analyst, name="x", days=days)


def test_every_right_of_an_action_belongs_to_an_action() -> None:
    views = {
        "view_public", "view_ledger", "view_review", "view_interviews", "view_activity",
        "view_certainty",
    }  # fmt: skip
    assert set(RIGHTS) - {path.stem for path in ACTIONS} == views | {
        "manage_installation",
        "change_own_account",
    }


@pytest.mark.parametrize("address", ["/administration/", "/account/", "/activity/"])
def test_the_pages_of_an_administrator_open(people: People, address: str) -> None:
    client = Client()
    user = get_user_model().objects.get(pk=people.administrator.actor.id)
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    issue_token(people.administrator, name="my program")
    page = client.get(address)
    assert page.status_code == 200
