"""What a page is for is its first sentence, right beneath its heading."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import resolve
from selectolax.lexbor import LexborHTMLParser

from palermo.accounts.rights import Role
from palermo.cli.office.demo_story import fill_database, load_story
from tests.crawl import Visited, crawl
from tests.one_database import on_one_database

pytestmark = [on_one_database, pytest.mark.django_db]
#: Pages of one record: what it is stands first, in its own words.
_OF_A_RECORD = {
    "recommendation", "review", "user", "interview", "answer-list", "interview-next", "decision",
    "interview-stop", "interview-question", "interview-hand-over", "decide-item", "import-mapping",
    "vignette", "offline",
}  # fmt: skip
_SENTENCE = re.compile(r"\w+(?:\W+\w+){3,}.*?[.:?]")


def test_a_page_begins_with_what_it_is_for() -> None:
    story = load_story()
    fill_database(story, {person.username: "a long test password" for person in story.people})
    of_role = {person.role: person.username for person in story.people}
    roles = (Role.PUBLIC, Role.COORDINATOR, Role.OFFICER, Role.ADMINISTRATOR, Role.SUPERVISOR)
    pages = {
        page.address: page
        for role in roles
        for page in crawl(_client(of_role.get(role, "")), per_pattern=1)
        if page.kind == "text/html" and page.ids
    }
    silent = [
        f"{address}: {beneath!r}"
        for address, page in pages.items()
        if resolve(urlsplit(address).path).url_name not in _OF_A_RECORD
        and not _SENTENCE.match(beneath := _beneath_heading(page))
    ]
    assert silent == [], "\n".join(silent)


def _client(username: str) -> Client:
    client = Client()
    if username:
        client.force_login(get_user_model().objects.get(username=username))
    return client


def _beneath_heading(page: Visited) -> str:
    """The words of the first element with words that follows the heading of the page."""
    main = LexborHTMLParser(page.html).css_first("main")
    heading = main and main.css_first("h1")
    while heading and heading.tag != "main":
        after = heading.next
        while after and not after.text(strip=True):
            after = after.next
        if after:
            first = after.css_first("p") if after.tag != "p" else after
            return " ".join((first or after).text().split())
        heading = heading.parent
    return ""
