"""A large body is refused by what it says of its length, before any of it is read or kept."""

from __future__ import annotations

import io
import json
from collections.abc import Callable

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.wsgi import get_wsgi_application
from django.test import Client

from tests.integration.conftest import People
from tests.visits import create_token

MB = 1024 * 1024
Send = Callable[..., tuple[int, str]]


class Unread(io.RawIOBase):
    """A body that must not be read."""

    def read(self, size: int = -1) -> bytes:
        raise AssertionError("the body was read")

    readline = read  # type: ignore[assignment]


@pytest.fixture
def send(one_connection: None) -> Send:
    application = get_wsgi_application()

    def _send(path: str, megabytes: int, **more: str) -> tuple[int, str]:
        status: list[str] = []
        environ = {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": path,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "CONTENT_LENGTH": str(megabytes * MB),
            "CONTENT_TYPE": "multipart/form-data; boundary=x",
            "wsgi.input": Unread(),
            "wsgi.errors": io.StringIO(),
            "wsgi.url_scheme": "http",
            "REMOTE_ADDR": "127.0.0.1",
            **more,
        }
        answer = application(environ, lambda s, _headers, _e=None: status.append(s))
        return int(status[0].split()[0]), b"".join(answer).decode()

    return _send


DOORS = ["/narratives/", "/interviews/import/", "/sign-in/", "/"]
API_DOORS = ["/api/v1/narratives", "/api/v1/read/file", "/api/v1/nothing"]


@pytest.mark.parametrize("door", DOORS)
def test_a_strangers_form_is_not_read(people: People, send: Send, door: str) -> None:
    status, page = send(door, 400)
    assert status == 413
    assert "<h1>This is too large</h1>" in page
    status, page = send(door, settings.FILE_UPLOAD_MAX_MEMORY_SIZE // MB + 1)
    assert status == 403
    assert "You are signed out" in page


@pytest.mark.parametrize("door", API_DOORS)
def test_a_strangers_call_is_not_read(people: People, send: Send, door: str) -> None:
    assert send(door, 400)[0] == 413
    status, body = send(door, 59)
    assert (status, json.loads(body)["type"]) == (401, "/api/v1/problems/not-signed-in")


def test_a_wrong_token_is_refused_before_the_body_is_read(people: People, send: Send) -> None:
    assert send("/api/v1/narratives", 59, HTTP_AUTHORIZATION="Bearer plm_wrong")[0] == 401


def test_nobody_may_send_more_than_the_most(people: People, send: Send) -> None:
    assert people.coordinator.actor.id is not None
    token = create_token(people.coordinator.actor.id)
    assert send("/api/v1/narratives", 61, HTTP_AUTHORIZATION=f"Bearer {token}")[0] == 413
    client = Client()
    client.force_login(get_user_model().objects.get(pk=people.coordinator.actor.id))
    cookies = "; ".join(f"{k}={v.value}" for k, v in client.cookies.items())
    assert send("/narratives/", 61, HTTP_COOKIE=cookies)[0] == 413
