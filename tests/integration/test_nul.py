"""The character NUL is refused in words at every door, whatever the database (F18)."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.test import Client, RequestFactory

from palermo.accounts.rights import Role
from palermo.api.sent_texts import find_sent_texts
from palermo.documents.document import read_document
from palermo.kernel.errors import UnreadableInput
from palermo.records.interviews.models import Interview
from tests.integration.conftest import People
from tests.visits import add_user

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
NUL = "a\0b"


@pytest.fixture
def browser(people: People, client: Client) -> Client:
    """A browser in which an officer is signed in."""
    add_user(username="nul", password="a long password", role=Role.OFFICER, agency="ATD")
    client.force_login(get_user_model().objects.get(username="nul"), backend=BACKEND)
    return client


def _json(client: Client, method: str, path: str, body: dict[str, Any]) -> Any:
    send = getattr(client, method)
    return send(f"/api/v1{path}", json.dumps(body), content_type="application/json")


def test_f18_programs_get_a_problem(browser: Client) -> None:
    for answer in (
        browser.get("/api/v1/search", {"text": NUL}),
        browser.get("/api/v1/search", {"q": NUL}),
        _json(browser, "put", f"/interviews/{uuid4()}", {"place_kind": NUL}),
        _json(browser, "put", f"/interviews/{NUL}", {}),
        browser.post("/api/v1/interviews/import", {"procedure": NUL}),
    ):
        assert 400 <= answer.status_code < 500, answer.content
        assert answer["Content-Type"] == "application/problem+json"
    # The body is read as JSON, whatever it is called.
    sent = json.dumps({"place_kind": NUL})
    for kind in ("text/plain", "application/x-anything"):
        answer = browser.put(f"/api/v1/interviews/{uuid4()}", sent, content_type=kind)
        assert answer.status_code == 422, kind


def test_f18_a_written_backslash_is_no_nul(browser: Client) -> None:
    for text, holds in (("a\0", True), ("\\u0000", False), ("\\\0", True), ("\\\\u0000", False)):
        for encoding in ("utf-8", "utf-16"):
            body = json.dumps({"of": [text]}).encode(encoding)
            sent = RequestFactory().post("/", body, content_type="application/json")
            assert any("\0" in found for found in find_sent_texts(sent)) is holds, repr(text)


def test_half_a_character_is_refused_as_nul_is(browser: Client) -> None:
    for body in (
        b'{"place_kind": "\\ud800"}',
        b'{"\\udfff": 1}',
        b'{"place_kind": "\xed\xa0\x80"}',
    ):
        answer = browser.put(f"/api/v1/interviews/{uuid4()}", body, content_type="application/json")
        assert answer.status_code == 422
        assert "damaged character" in answer.json()["title"]
    # The two halves of one character, as JSON writes it.
    whole = b'{"place_kind": "\\ud83d\\ude00"}'
    answer = browser.put(f"/api/v1/interviews/{uuid4()}", whole, content_type="application/json")
    assert "damaged character" not in answer.json()["title"]


def test_f18_pages_say_it_in_words(browser: Client) -> None:
    found = browser.get("/search/", {"q": NUL})
    assert found.status_code == 422
    assert "NUL" in found.content.decode()
    begun = browser.post("/procedures/refer-victim/begin/", {"place_kind": NUL, "person": NUL})
    assert begun.status_code == 422


def test_f18_a_report_with_nul_is_refused_or_read_without_it() -> None:
    late = b"A report about trafficking. " * 400 + b"a\0b" + b" The end." * 400
    with pytest.raises(UnreadableInput):
        read_document(late, name="report.txt")


def test_f19_the_same_page_sent_three_times_begins_one_interview(browser: Client) -> None:
    page = browser.get("/procedures/refer-victim/begin/").content.decode()
    key = page.partition('name="key" value="')[2].partition('"')[0]
    sent = {"key": key, "place_kind": "police", "confirmed": ["safe", "referral_ready", "consent",
            "exceptions"]}  # fmt: skip
    answers = [browser.post("/procedures/refer-victim/begin/", sent) for _ in range(3)]
    assert {a.status_code for a in answers} == {302}
    assert len({a["Location"] for a in answers}) == 1
    assert Interview.objects.count() == 1
    # A page that was left open after answers is for another person.
    Interview.objects.update(answers={"danger_now": "no"})
    again = browser.post("/procedures/refer-victim/begin/", sent)
    assert again["Location"] != answers[0]["Location"]
    assert Interview.objects.count() == 2
