"""Whoever sees records about persons can leave every page at once, also one that refuses."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from palermo.accounts.rights import Role, rights_of, sees_persons
from tests.integration.conftest import Begin
from tests.visits import add_user

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
#: A value for each kind of part of an address. What it names need not exist.
PARTS = {"int": "1", "str": "x", "country": "AZE", "slug": "x"}
SEEING = {Role.OFFICER, Role.SUPERVISOR}


def test_who_sees_persons() -> None:
    assert {role for role in Role if sees_persons(rights_of(role))} == SEEING


def addresses() -> list[str]:
    """Every address of a page, with any value where it needs one."""
    found = []
    for pattern in get_resolver().url_patterns:
        for route in _routes(pattern):
            parts = []
            for part in route.split("/"):
                kind, _, name = part.strip("<>").partition(":")
                parts.append(PARTS.get(kind, "x") if part.startswith("<") and name else part)
            found.append("/" + "/".join(parts))
    return [a for a in found if not a.startswith(("/api/", "/static/"))]


def _routes(pattern: URLPattern | URLResolver, before: str = "") -> list[str]:
    route = before + str(pattern.pattern)
    if isinstance(pattern, URLResolver):
        return [each for inner in pattern.url_patterns for each in _routes(inner, route)]
    return [route]


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.PUBLIC], ids=str)
def test_every_page_of_a_role_can_be_left_or_shows_no_person(role: Role, begin: Begin) -> None:
    begin("screen-migrants")
    if role is not Role.OFFICER:
        add_user(username=role.value, password="a long password", role=role)
    client = Client()
    client.force_login(get_user_model().objects.get(username=role.value), BACKEND)
    pages, wrong = 0, []
    for address in addresses():
        answer = client.get(address)
        shown = answer.content.decode() if "html" in answer.headers.get("Content-Type", "") else ""
        # Devices, and the page on which the quick exit ends, have no frame of the office.
        if '<header class="bar">' not in shown or address == settings.LOGIN_URL:
            continue
        pages += 1
        if shown.count("data-quick-exit=") != (role in SEEING):
            wrong.append(address)
    assert pages > 40
    assert wrong == []
