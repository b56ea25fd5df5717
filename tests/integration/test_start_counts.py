"""A number on the start page is the number of what its link lists."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from palermo.accounts.rights import Role
from palermo.cli.office.demo_story import fill_database, load_story

pytestmark = pytest.mark.django_db


def test_what_an_officer_must_do_is_counted_whole() -> None:
    """What has no deadline, such as that there is no fine, must be done as well."""
    story = load_story()
    fill_database(story, {person.username: "a long test password" for person in story.people})
    officer = next(p.username for p in story.people if p.role is Role.OFFICER)
    client = Client()
    client.force_login(get_user_model().objects.get(username=officer))
    listed = LexborHTMLParser(client.get("/interviews/").content.decode()).css("li.obligation")
    undated = [each for each in listed if "no deadline" in each.text()]
    start = LexborHTMLParser(client.get("/start/").content.decode())
    number = start.css_first("#due > .count")
    assert undated
    assert number is not None
    assert int(number.text()) == len(listed)
