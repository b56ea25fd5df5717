"""The API asks for the right before it reads a body: every operation, every role, a wrong body."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from palermo.accounts.rights import Role, rights_of
from palermo.journal.queries import list_activity
from tests.house.test_api_rights import OPERATIONS
from tests.visits import add_user, create_token

pytestmark = pytest.mark.django_db
#: No JSON, no form, and nothing that any address knows.
WRONG = b'{"a": '


def test_who_lacks_the_right_is_told_so_whatever_was_sent(client: Client) -> None:
    wrong, refused = [], 0
    for role in Role:
        headers = {}
        if role is not Role.PUBLIC:
            secret = create_token(add_user(username=f"program-{role}", role=role))
            headers = {"Authorization": f"Bearer {secret}"}
        rights = rights_of(role, public_allowed=False)
        expected = 401 if role is Role.PUBLIC else 403
        for name, operation in OPERATIONS:
            method, _, path = name.partition(" ")
            if operation.view_func.right in rights:
                continue
            address = "/api/v1" + re.sub(r"\{[^}]+\}", "1", path)
            answer = client.generic(
                method, address, WRONG, content_type="application/json", headers=headers
            )
            refused += 1
            if answer.status_code != expected:
                wrong.append(f"{role} {name}: {answer.status_code}")
    assert not wrong
    assert refused > len(OPERATIONS)
    # Each refusal left its line, too.
    assert list_activity(limit=1)[1] == refused


def test_who_has_the_right_is_told_what_is_wrong(client: Client) -> None:
    headers = {"Authorization": f"Bearer {create_token(add_user(username='a', role=Role.ANALYST))}"}
    address = "/api/v1/recommendations/AZE-2022-01/notes"
    answer = client.generic(
        "POST", address, WRONG, content_type="application/json", headers=headers
    )
    assert answer.status_code == 400
    answer = client.generic(
        "POST", address, b"{}", content_type="application/json", headers=headers
    )
    assert answer.status_code == 422
