"""Sessions end when they should; the administrator unlocks, ends sessions and sees sign-ins."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from palermo.accounts.queries import list_locked_names, list_sign_ins
from palermo.accounts.rights import Role
from palermo.actions.people.change_user import change_user
from palermo.actions.people.end_sessions import end_sessions
from palermo.actions.people.set_password import set_password
from palermo.actions.people.unlock_user import unlock_user
from tests.integration.conftest import People

pytestmark = pytest.mark.django_db
PASSWORD = "a long password"
_START = "/start/"


def _signed_in(username: str = "analyst") -> Client:
    client = Client()
    _sign_in(client, username, PASSWORD)
    assert client.get(_START).status_code == 200
    return client


def _sign_in(client: Client, username: str, password: str) -> int:
    return client.post("/sign-in/", {"username": username, "password": password}).status_code


def _id(username: str = "analyst") -> int:
    return int(get_user_model().objects.get(username=username).pk)


def test_an_administrator_ends_all_sessions_of_a_user(people: People) -> None:
    devices = [_signed_in(), _signed_in()]
    other = _signed_in("reader")
    end_sessions(people.administrator, user_id=_id())
    assert [device.get(_START).status_code for device in devices] == [302, 302]
    assert other.get(_START).status_code == 200
    assert _signed_in()


def test_a_new_role_agency_or_password_ends_the_sessions(people: People) -> None:
    client = _signed_in()
    change_user(people.administrator, user_id=_id(), role=Role.READER, agency="", active=True)
    assert client.get(_START).status_code == 302
    client = _signed_in()
    change_user(people.administrator, user_id=_id(), role=Role.READER, agency="ATD", active=True)
    assert client.get(_START).status_code == 302
    client = _signed_in()
    set_password(people.administrator, user_id=_id(), password="another long password")
    assert client.get(_START).status_code == 302


def test_ones_own_new_password_keeps_this_session_and_ends_the_others(people: People) -> None:
    here, elsewhere = _signed_in(), _signed_in()
    new = "quite another password"
    sent = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert here.post("/account/", sent).status_code == 302
    assert here.get(_START).status_code == 200
    assert elsewhere.get(_START).status_code == 302


def test_a_session_that_nobody_uses_ends(people: People) -> None:
    client = _signed_in()
    session = client.session
    session["seen_at"] -= settings.SESSION_IDLE_SECONDS - 5
    session.save()
    assert client.get(_START).status_code == 200
    session = client.session
    session["seen_at"] -= settings.SESSION_IDLE_SECONDS + 5
    session.save()
    assert client.get(_START).status_code == 302


def test_a_locked_account_is_shown_and_unlocked(people: People) -> None:
    stranger = Client()
    for _ in range(5):
        _sign_in(stranger, "analyst", "wrong")
    assert _sign_in(stranger, "analyst", PASSWORD) != 302
    assert list_locked_names(timezone.now()) == {"analyst"}
    office = Client()
    office.force_login(get_user_model().objects.get(username="administrator"))
    address = f"/administration/users/{_id()}/"
    assert "Unlock the account" in office.get(address).content.decode()
    assert office.post(f"{address}unlock/").status_code == 302
    assert not list_locked_names(timezone.now())
    assert _sign_in(stranger, "analyst", PASSWORD) == 302


def test_sign_ins_are_listed_with_those_that_failed(people: People) -> None:
    stranger = Client()
    _sign_in(stranger, "analyst", "wrong")
    _sign_in(stranger, "analyst", PASSWORD)
    assert [each.succeeded for each in list_sign_ins("analyst")] == [True, False]
    page = stranger.get("/account/").content.decode()
    assert "wrong password" in page
    assert "signed in" in page


def test_the_page_of_an_account_changes_it(people: People) -> None:
    office = Client()
    office.force_login(get_user_model().objects.get(username="administrator"))
    address = f"/administration/users/{_id()}/"
    sent = {"role": "coordinator", "agency": "ATD", "active": "on"}
    assert office.post(f"{address}change/", sent).status_code == 302
    assert office.post(f"{address}password/", {"password": "short"}).status_code == 422
    assert (
        office.post(f"{address}password/", {"password": "long enough for this"}).status_code == 302
    )
    assert _sign_in(Client(), "analyst", "long enough for this") == 302
    user = get_user_model().objects.get(username="analyst")
    assert (user.role, user.agency) == ("coordinator", "ATD")  # type: ignore[attr-defined]


def test_unlocking_one_account_leaves_the_others(people: People) -> None:
    stranger = Client()
    for name in ("analyst", "reader"):
        for _ in range(5):
            _sign_in(stranger, name, "wrong")
    unlock_user(people.administrator, user_id=_id())
    assert list_locked_names(timezone.now()) == {"reader"}
