"""No number or text in an address brings a page down: every address, every kind of part."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from palermo.accounts.rights import Role
from tests.house.test_rights import PAGES
from tests.visits import add_user

pytestmark = pytest.mark.django_db
#: By kind of part: the largest that a machine word takes, one more, far more, and text.
_EXTREMES = {
    "int": ["0", str(2**63), str(2**63 - 1), "9" * 40],
    "str": ["x" * 300, "\u202e\U0001f600", "%ED%A0%80", "-1"],
    "slug": ["x" * 300, "x", "-", "_"],
    "uuid": [str(UUID(int=0))] * 4,
    "path": ["x" * 300, "a/b", "%ED%A0%80", "-1"],
}
_QUERY = {"page": "9" * 40, "year": "99999", "q": 'a* "(', "country": "x" * 300, "on": "9999-12-31"}
_PART = re.compile(r"<(?:(\w+):)?\w+>")


def _addresses() -> list[str]:
    found = []
    for address, _ in PAGES:
        kinds = [kind or "str" for kind in _PART.findall(address)]
        for place in (1, 3) if kinds else (0,):
            parts = iter([_EXTREMES[kind][place] for kind in kinds if kind in _EXTREMES])
            found.append("/" + _PART.sub(lambda _, parts=parts: next(parts, "x"), address))
    return found


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.OFFICER])
def test_no_address_is_an_error_of_the_program(role: Role) -> None:
    add_user(username="person", role=role, agency="ATD")
    client = Client(raise_request_exception=False)
    client.force_login(
        get_user_model().objects.get(username="person"),
        "django.contrib.auth.backends.ModelBackend",
    )
    wrong = [
        address
        for address in _addresses()
        if not address.startswith("/leave") and client.get(address, _QUERY).status_code >= 500
    ]
    assert not wrong
