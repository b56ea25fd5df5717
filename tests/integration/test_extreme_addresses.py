"""No number or text in an address brings a page down: every address, every kind of part."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from palermo.accounts.queries import actor_of
from palermo.accounts.rights import Right, Role
from palermo.actions.guard import log_act
from palermo.journal.queries import list_activity
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


#: Targets that the journal keeps, for all that no record has them.
_TARGETS = (
    f"narrative {2**63}", f"narrative {'9' * 90}", "narrative \u0661\u0662", f"interview {2**63}",
    f"user {2**63}", f"evidence {'9' * 90}", f"{2**63},1", "QQQ", "QQQ-0000-00", "AZE-9999-999z",
    "AZE \u0662\u0660\u0662\u0663", "AZE-\u0662\u0660\u0662\u0663-01", "AZE 9999 ZZZ-9999", "ZZ-1",
)  # fmt: skip


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.OFFICER])
def test_no_address_is_an_error_of_the_program(role: Role) -> None:
    client = _client("person", role)
    wrong = [
        address
        for address in _addresses()
        if not address.startswith("/leave") and client.get(address, _QUERY).status_code >= 500
    ]
    assert not wrong


def test_what_was_refused_is_shown_in_the_log() -> None:
    """One refusal of a number that no database keeps closed the whole page of activities."""
    refused = _client("refused", Role.READER)
    addresses = [f"/api/v1/narratives/{number}" for number in _EXTREMES["int"]]
    for address in [*_addresses(), *addresses]:
        refused.get(address)
    actor = actor_of(get_user_model().objects.get(username="refused").pk, "api")
    for target in _TARGETS:
        log_act(actor, Right.VIEW_REVIEW, "denied", target)
    targets = {row.target for row in list_activity(limit=1000)[0]}
    assert set(_TARGETS) <= targets
    assert f"narrative {'9' * 40}" in targets
    coordinator = _client("coordinator", Role.COORDINATOR)
    for target in sorted(targets):
        for address in ("/activity/", "/api/v1/activity"):
            answer = coordinator.get(address, {"target": target})
            assert answer.status_code == 200, (address, target)


def _client(username: str, role: Role) -> Client:
    add_user(username=username, role=role, agency="ATD")
    client = Client(raise_request_exception=False)
    client.force_login(
        get_user_model().objects.get(username=username),
        "django.contrib.auth.backends.ModelBackend",
    )
    return client
