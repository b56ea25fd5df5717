"""A database that goes away is said in words at every door, and is used again when it is back."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from click.testing import CliRunner
from django.contrib.auth import get_user_model
from django.db import OperationalError, connection
from django.test import Client

from palermo.accounts.rights import Role
from palermo.cli.main import main
from tests.visits import add_user, create_token

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
HEADINGS = {
    "en": "Palermo cannot answer at the moment",
    "az": "Palermo hazırda cavab verə bilmir",
    "ru": "Palermo сейчас не отвечает",
}
Lost = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def lost() -> Lost:
    """Every statement fails as it does where the server was stopped."""

    @contextmanager
    def away() -> Iterator[None]:
        def fails(*_: Any) -> None:
            raise OperationalError("server closed the connection: of a secret name")

        with connection.execute_wrapper(fails):
            yield

    return away


@pytest.fixture
def browser(client: Client) -> Client:
    add_user(username="analyst", role=Role.ANALYST)
    client.force_login(get_user_model().objects.get(username="analyst"), BACKEND)
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("language", HEADINGS)
def test_pages_say_it_in_the_readers_language(browser: Client, lost: Lost, language: str) -> None:
    for address in ("/", "/sign-in/", "/recommendations/"):
        with lost():
            answer = browser.get(address, headers={"Accept-Language": language})
        assert answer.status_code == 503, address
        assert int(answer["Retry-After"]) > 0
        assert HEADINGS[language] in answer.content.decode()
        assert "secret" not in answer.content.decode()
    assert browser.get("/recommendations/").status_code == 200


def test_programs_get_a_problem_and_a_time(client: Client, lost: Lost) -> None:
    secret = create_token(add_user(username="program", role=Role.ANALYST))
    client.raise_request_exception = False
    headers = {"Authorization": f"Bearer {secret}"}
    with lost():
        answer = client.get("/api/v1/recommendations", headers=headers)
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    assert int(answer["Retry-After"]) > 0
    assert answer.json()["type"].endswith("/not-ready")
    assert client.get("/api/v1/recommendations", headers=headers).status_code == 200


def test_the_terminal_says_one_sentence(lost: Lost, monkeypatch: pytest.MonkeyPatch) -> None:
    add_user(username="analyst", role=Role.ANALYST)

    def gone(*_: Any, **__: Any) -> None:
        raise OperationalError("gone: a secret name")

    with lost():
        result = CliRunner().invoke(main, ["board", "--as", "analyst"])
    assert (result.exit_code, result.output.count("\n")) == (10, 1)
    # It may go away after the command has begun, too.
    monkeypatch.setattr("palermo.accounts.queries.actor_named", gone)
    result = CliRunner().invoke(main, ["board", "--as", "analyst"])
    assert result.exit_code == 10
    assert "does not answer" in result.output
    assert "secret" not in result.output


def test_a_full_disk_is_no_error_of_the_program(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("palermo.web.recommendations.views.list_board", full)
    assert browser.get("/recommendations/").status_code == 503
    monkeypatch.setattr("palermo.web.recommendations.views.list_board", lambda *_, **__: 1 / 0)
    assert browser.get("/recommendations/").status_code == 500
