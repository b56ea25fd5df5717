"""A refusal at a front end leaves a line with its act, and with its target where it is known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse

from palermo.api.routes import api
from palermo.cli.main import main
from palermo.journal.queries import list_activity
from tests.house.test_rights import OPEN_PAGES, PAGES
from tests.integration.conftest import People

pytestmark = pytest.mark.django_db

#: A value for each part of an address.
PARTS: dict[str, Any] = {
    "action_id": 1, "change_id": 11, "code": "MIA", "demand": "AZE-2022-01",
    "duty_ref": "AZE-2022-01a", "earlier": 2022, "edition": 2023,
    "evidence_id": 4, "form": "csv", "instrument_id": "qyit", "interview_id": 12, "iso3": "AZE",
    "item_id": 5, "key": UUID(int=9), "kind": "finding", "later": 2023, "letter": "a",
    "measure_id": "I-02", "milestone_id": 2, "name": "tiers", "narrative_id": 7,
    "obligation_id": 3, "procedure_id": "refer-victim", "question": "danger_now",
    "ref": "AZE-2022-01", "token_id": 6,
    "user_id": 8, "vignette_id": "kiln-by-the-river",
}  # fmt: skip
#: What the line names; the first line whose parts are all in the address counts.
NAMED = [
    ({"narrative_id"}, "narrative 7"),
    ({"interview_id"}, "interview 12"),
    ({"obligation_id"}, "obligation 3"),
    ({"user_id"}, "user 8"),
    ({"token_id"}, "token 6"),
    ({"duty_ref"}, "AZE-2022-01a"),
    ({"ref", "letter"}, "AZE-2022-01a"),
    ({"ref"}, "AZE-2022-01"),
    ({"evidence_id"}, "evidence 4"),
    ({"iso3", "edition"}, "AZE 2023"),
    ({"iso3"}, "AZE"),
    ({"code", "edition"}, "MIA 2023"),
    ({"code"}, "MIA"),
    ({"procedure_id"}, "refer-victim"),
    ({"instrument_id"}, "qyit"),
    ({"measure_id"}, "I-02"),
    ({"name"}, "tiers"),
    ({"change_id"}, "change 11"),
    ({"vignette_id"}, "kiln-by-the-river"),
    ({"key"}, ""),
]


def _expected(parts: set[str]) -> str:
    return next(target for names, target in NAMED if names <= parts)


def _pages() -> Iterator[Any]:
    for address, pattern in PAGES:
        parts = set(re.findall(r"<(?:\w+:)?(\w+)>", address))
        if parts and pattern.name not in OPEN_PAGES:
            yield pytest.param(pattern, parts, id=address)


def _operations() -> Iterator[Any]:
    for prefix, router in api._routers:
        for path, view in router.path_operations.items():
            parts = set(re.findall(r"{(\w+)}", path))
            for operation in view.operations if parts else ():
                method = sorted(operation.methods)[0]
                name = f"{method} {prefix}{path}"
                right = operation.view_func.right
                yield pytest.param(method, f"{prefix}{path}", right, parts, id=name)


@pytest.mark.parametrize(("pattern", "parts"), list(_pages()))
def test_a_page_names_what_was_refused(client: Client, pattern: Any, parts: set[str]) -> None:
    client.get(reverse(pattern.name, kwargs={part: PARTS[part] for part in parts}))
    (line,) = list_activity()[0]
    assert (line.act, line.outcome) == (pattern.callback.right, "denied")
    assert line.target == _expected(parts)


@pytest.mark.parametrize(("method", "address", "right", "parts"), list(_operations()))
def test_an_operation_names_what_was_refused(
    client: Client, method: str, address: str, right: str, parts: set[str]
) -> None:
    sent = re.sub(r"{(\w+)}", lambda part: str(PARTS[part[1]]), address)
    assert client.generic(method, f"/api/v1{sent}").status_code == 401
    (line,) = list_activity()[0]
    assert (line.act, line.outcome) == (right, "denied")
    assert line.target == _expected(parts)


@pytest.mark.parametrize(
    ("words", "act", "target"),
    [
        ("narrative show 7 --as reader", "view_review", "narrative 7"),
        ("narrative accept 7 --as reader", "accept_narrative", "narrative 7"),
        ("interviews list --as reader", "list_interviews", ""),
    ],
)
def test_a_command_names_what_was_refused(
    people: People, words: str, act: str, target: str
) -> None:
    assert CliRunner().invoke(main, words.split()).exit_code == 6
    (line,) = list_activity()[0]
    assert (line.act, line.outcome, line.target) == (act, "denied", target)


def test_words_in_an_address_are_left_out(client: Client) -> None:
    client.get("/agencies/Nigar Hasanova/")
    (line,) = list_activity()[0]
    assert (line.act, line.target) == ("view_ledger", "(not a reference)")
