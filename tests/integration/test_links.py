"""Every link and download works, for every role, in every language; every error has its page."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.conf import settings as configured
from django.contrib.auth import get_user_model
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import clear_url_caches, path

from palermo.accounts.rights import Role
from palermo.cli.office.demo_story import fill_database, load_story
from palermo.config import urls
from tests.crawl import Visited, crawl, find_lost_fragments
from tests.integration.conftest import People
from tests.visible_codes import find_codes
from tests.visits import create_token

pytestmark = pytest.mark.django_db
PROBLEM = "application/problem+json"
LANGUAGES = [code for code, _ in configured.LANGUAGES]
#: Files are kept, not shown; these belong to the offline page and to scripts.
_SHOWN = {"text/html", "text/javascript", "application/manifest+json", ""}


def test_every_link_works_for_every_role_in_every_language() -> None:
    story = load_story()
    fill_database(story, {person.username: "a long test password" for person in story.people})
    of_role = {person.role: person.username for person in story.people}
    assert set(of_role) == set(Role) - {Role.PUBLIC}
    broken: list[str] = []
    names = frozenset(person.username for person in story.people)
    # What a database answers does not depend on the language.
    languages = LANGUAGES if connection.vendor == "sqlite" else ["en"]
    for language in languages:
        for role, username in [*of_role.items(), (Role.PUBLIC, "")]:
            # These two together see every page; more of a kind need not be opened again.
            thorough = language == "en" and role in {Role.COORDINATOR, Role.OFFICER}
            pages = crawl(_client(username, language), per_pattern=2 if thorough else 1)
            assert len(pages) > (7 if username else 2)
            broken += [f"{language} {username}: {each}" for each in _list_broken(pages, username)]
            broken += [f"{language} {username}: {each}" for each in _list_stuck(pages, role)]
            broken += [
                f"{language} {username}: {each}" for each in _list_codes(pages, language, names)
            ]
    assert broken == [], "\n".join(broken)


def _list_broken(pages: list[Visited], username: str) -> Iterator[str]:
    yield from find_lost_fragments(pages)
    for each in pages:
        said = f"{each.found_on} -> {each.address}"
        if each.status >= 400:
            yield f"{said} answers {each.status}"
        elif username and urlsplit(each.address).path == "/sign-in/":
            yield f"{said} asks to sign in"
        elif each.kind not in _SHOWN and not each.disposition.startswith("attachment"):
            yield f"{said} is shown as {each.kind}"


def _list_stuck(pages: list[Visited], role: Role) -> Iterator[str]:
    """Pages of those who see persons without the quick exit, and pages of others with one."""
    exits = 1 if role in {Role.OFFICER, Role.SUPERVISOR} else 0
    for each in pages:
        # The page of devices has a quick exit of its own, which works without network.
        if each.kind != "text/html" or not each.ids or 'id="app"' in each.html:
            continue
        if each.html.count("data-quick-exit=") != exits:
            yield f"{each.address} has not {exits} quick exits"


def _list_codes(pages: list[Visited], language: str, usernames: frozenset[str]) -> Iterator[str]:
    for each in pages:
        is_page = each.kind == "text/html"
        if is_page and (codes := find_codes(each.html, language, usernames)):
            yield f"{each.address} shows codes: {', '.join(codes)}"


def _client(username: str, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    if username:
        client.force_login(get_user_model().objects.get(username=username))
    return client


def test_codes_and_dates_in_figures_are_found() -> None:
    html = """<body><p>Under way <b>under_way</b></p><code>in_code</code><p>proposed</p>
    <p>first-line-card of 2026-12-01, 01/12/2026 or 1.12.26</p>
    <p>AZE-2023-01, 1.5, 2/3</p></body>"""
    found = ["under_way", "2026-12-01", "01/12/2026", "1.12.26", "first-line-card"]
    assert find_codes(html, "en", frozenset()) == found
    # In another language a text that is nothing but a value is a code as well.
    assert [c for c in find_codes(html, "ru", frozenset()) if c not in found] == ["proposed"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_address_has_its_page(people: People, language: str) -> None:
    headings = set()
    for address in ("/no/such/page/", "/recommendations/AZE-2001-99/", "/countries/QQQ/"):
        answer = _client("coordinator", language).get(address)
        assert answer.status_code == 404
        html = answer.content.decode()
        assert 'href="/search/"' in html
        assert "<nav" in html
        headings.add(html.partition("<h1>")[2].partition("</h1>")[0])
    assert len(headings) == 1


def test_what_a_browser_asks_for_by_itself_sets_no_cookie() -> None:
    """The cookie of a late answer would make the form that is open already invalid."""
    answer = Client().get("/favicon.ico")
    assert answer.status_code == 302
    assert answer["location"].endswith("icon.svg")
    assert not answer.cookies


def test_a_page_without_the_right_says_so(people: People) -> None:
    answer = _client("reader").get("/administration/")
    assert answer.status_code == 403
    assert "<h1>You may not do this</h1>" in answer.content.decode()


def test_a_form_that_is_too_large_has_its_page(people: People, settings: object) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10  # type: ignore[attr-defined]
    answer = _client("coordinator").post("/recommendations/AZE-2023-01/note/", {"text": "x" * 90})
    assert answer.status_code == 413
    assert "<h1>This is too large</h1>" in answer.content.decode()


def _fail(request: HttpRequest) -> HttpResponse:
    raise RuntimeError


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch, client: Client) -> Iterator[Client]:
    """A client for a site on which two addresses fail without being expected to."""
    added = [path("fail/", _fail), path("api/v1/fail", _fail)]
    monkeypatch.setattr(urls, "urlpatterns", [*added, *urls.urlpatterns])
    clear_url_caches()
    client.raise_request_exception = False
    yield client
    monkeypatch.undo()
    clear_url_caches()


def test_an_unexpected_error_has_its_page(failing: Client) -> None:
    answer = failing.get("/fail/")
    assert answer.status_code == 500
    assert "<h1>Palermo has a problem</h1>" in answer.content.decode()
    answer = failing.get("/api/v1/fail")
    assert (answer.status_code, answer["Content-Type"]) == (500, PROBLEM)


def test_a_host_that_is_not_ours_has_its_page(client: Client) -> None:
    answer = client.get("/", headers={"host": "elsewhere.example"})
    assert answer.status_code == 400
    assert "<h1>This request cannot be read</h1>" in answer.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_of_the_api_is_a_problem(
    people: People, settings: object, language: str
) -> None:
    assert people.analyst.actor.id is not None
    token = {"Authorization": f"Bearer {create_token(people.analyst.actor.id)}"}
    client = Client(headers={"accept-language": language, **token})
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000  # type: ignore[attr-defined]
    notes = "/api/v1/recommendations/AZE-2023-01/notes"
    kind = "application/json"
    answers = {
        "unknown address": (client.get("/api/v1/nothing"), 404),
        "unknown version": (client.get("/api/v9/me"), 404),
        "wrong method": (client.delete("/api/v1/me"), 405),
        "no JSON": (client.post(notes, "{", content_type=kind), 400),
        "wrong body": (client.post(notes, "{}", content_type=kind), 422),
        "too large": (client.post(notes, "x" * 2000, content_type=kind), 413),
        "no right": (client.get("/api/v1/activity"), 403),
        "unknown record": (client.get("/api/v1/recommendations/AZE-2001-99"), 404),
        "wrong host": (client.get("/api/v1/me", headers={"host": "elsewhere.example"}), 400),
    }
    for case, (answer, status) in answers.items():
        assert (answer.status_code, answer["Content-Type"]) == (status, PROBLEM), case
        shown = answer.json()
        assert shown["status"] == status
        assert shown["type"].startswith("/api/v1/problems/")
        assert shown["title"]
        assert shown["remedy"], case
    assert answers["wrong method"][0]["Allow"]
