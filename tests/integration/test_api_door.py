"""The door for programs: who calls, what is refused, and how an error is said."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from palermo.accounts.models import ApiToken
from palermo.accounts.rights import Role
from palermo.accounts.store import end_token, set_public_page
from palermo.api.guard import WRONG_TOKENS_A_MINUTE
from tests.visits import add_user, create_token

pytestmark = pytest.mark.django_db
PROBLEM = "application/problem+json"
PASSWORD = "a long test password"
_BACKEND = "django.contrib.auth.backends.ModelBackend"


def _user(name: str, role: Role) -> int:
    return add_user(username=name, password=PASSWORD, role=role)


def _object(number: int) -> Any:
    return get_user_model().objects.get(pk=number)


def _bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def test_a_visitor_is_told_how_to_get_in(client: Client) -> None:
    answer = client.get("/api/v1/me")
    assert answer.status_code == 401
    assert answer["Content-Type"] == PROBLEM
    assert answer["WWW-Authenticate"].startswith("Bearer")
    shown = answer.json()
    assert set(shown) == {"type", "title", "status", "detail", "where", "remedy"}
    assert shown["type"].endswith("/not-signed-in")


def test_a_visitor_reads_the_published_side_where_it_is_allowed(client: Client) -> None:
    set_public_page(True, timezone.now())
    assert client.get("/api/v1/me").json()["rights"] == ["view_public"]
    assert client.get("/api/v1/users").status_code == 401
    assert client.get("/api/v1/openapi.json").status_code == 200


def test_a_token_says_who_calls(client: Client) -> None:
    secret = create_token(_user("leyla", Role.COORDINATOR))
    shown = client.get("/api/v1/me", headers=_bearer(secret)).json()
    assert (shown["username"], shown["role"]) == ("leyla", "coordinator")


def test_a_revoked_token_is_refused_even_where_visitors_may_read(client: Client) -> None:
    set_public_page(True, timezone.now())
    secret = create_token(_user("leyla", Role.COORDINATOR))
    end_token(ApiToken.objects.get().pk, timezone.now())
    assert client.get("/api/v1/me", headers=_bearer(secret)).status_code == 401


def test_many_wrong_tokens_are_slowed_down(client: Client) -> None:
    for _ in range(WRONG_TOKENS_A_MINUTE):
        assert client.get("/api/v1/me", headers=_bearer("plm_wrong")).status_code == 401
    assert client.get("/api/v1/me", headers=_bearer("plm_wrong")).status_code == 429


def test_a_refusal_names_the_right_and_the_way_out(client: Client) -> None:
    secret = create_token(_user("rena", Role.READER))
    answer = client.get("/api/v1/activity", headers=_bearer(secret))
    assert answer.status_code == 403
    assert "view the activity log" in answer.json()["title"]
    assert answer.json()["remedy"]


def test_an_error_is_said_in_the_callers_language(client: Client) -> None:
    english = client.get("/api/v1/me", headers={"Accept-Language": "en"}).json()
    other = client.get("/api/v1/me", headers={"Accept-Language": "az"}).json()
    assert english["title"] == "Only signed-in users may do this."
    assert other["title"] != english["title"]


def test_wrong_values_are_named_but_never_repeated(client: Client) -> None:
    secret = create_token(_user("amina", Role.ADMINISTRATOR))
    sent = {"username": "somebody", "password": "short-secret", "role": "king"}
    headers = _bearer(secret)
    answer = client.post("/api/v1/users", sent, content_type="application/json", headers=headers)
    assert (answer.status_code, answer["Content-Type"]) == (422, PROBLEM)
    assert "role" in answer.json()["where"]
    assert "king" not in answer.content.decode()


@pytest.mark.parametrize("body", ["{", "[1", "not json"])
def test_a_body_that_is_no_json_is_a_problem_too(client: Client, body: str) -> None:
    secret = create_token(_user("amina", Role.ADMINISTRATOR))
    answer = client.post(
        "/api/v1/users", body, content_type="application/json", headers=_bearer(secret)
    )
    assert (answer.status_code, answer["Content-Type"]) == (400, PROBLEM)


def test_a_session_may_read_but_changes_only_with_the_pages_protection() -> None:
    number = _user("amina", Role.ADMINISTRATOR)
    client = Client(enforce_csrf_checks=True)
    client.force_login(_object(number), backend=_BACKEND)
    assert client.get("/api/v1/me").json()["username"] == "amina"
    sent = {"allowed": True}
    address = "/api/v1/public-page"
    refused = client.put(address, sent, content_type="application/json")
    assert refused.status_code == 403
    assert refused.json()["where"] == "X-CSRFToken"
    client.cookies["csrftoken"] = "a" * 32
    headers = {"X-CSRFToken": "a" * 32}
    done = client.put(address, sent, content_type="application/json", headers=headers)
    assert done.status_code == 200


def test_lists_come_in_pages(client: Client) -> None:
    secret = create_token(_user("amina", Role.ADMINISTRATOR))
    for number in range(3):
        _user(f"user{number}", Role.READER)
    headers = _bearer(secret)
    first = client.get("/api/v1/users?limit=3", headers=headers).json()
    assert (first["total"], len(first["rows"])) == (4, 3)
    last = client.get(first["next"], headers=headers).json()
    assert (last["next"], len(last["rows"])) == (None, 1)
    assert client.get("/api/v1/users?limit=201", headers=headers).status_code == 422


def test_the_description_is_a_page_that_loads_nothing_foreign(client: Client) -> None:
    assert client.get("/api/v1/docs").status_code == 401
    client.force_login(_object(_user("rena", Role.READER)), backend=_BACKEND)
    page = client.get("/api/v1/docs").content.decode()
    assert "/api/v1/me" in page
    assert "//" not in page.replace("http://www.w3.org", "").split("</head>")[0]
