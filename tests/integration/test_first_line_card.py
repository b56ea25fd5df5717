"""The card in a talk by page: danger and a possible child come first, and an offer of help last."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from palermo.accounts.rights import Role
from palermo.actions.interviews.start_interview import start_interview
from palermo.actions.visit import Visit
from palermo.kernel.answers import Missing
from palermo.records.interviews.queries import fetch_interviews
from palermo.records.obligations.queries import list_open_obligations
from tests.visits import add_user, visit_of

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
CARD = "first-line-card"
BEGAN = datetime(2026, 12, 1, 8, tzinfo=UTC)


@pytest.fixture
def officer(db: None) -> Visit:
    return visit_of(add_user(username="officer", role=Role.OFFICER), "web", BEGAN)


@pytest.fixture
def client(officer: Visit) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(username="officer"), BACKEND)
    return client


def _begin(officer: Visit) -> int:
    procedure = officer.pack.procedure(CARD, officer.today)
    return start_interview(
        officer,
        procedure=procedure,
        place_kind="street",
        confirmed=[gate.id for gate in procedure.before],
        at=officer.now,
    )


def _answer(client: Client, number: int, question: str, answer: str) -> Any:
    (row,) = [r for r in fetch_interviews("officer") if r.id == number]
    sent = {"version": row.version, f"answer-{question}": answer}
    return client.post(f"/interviews/{number}/questions/{question}/", sent, follow=True)


def _due() -> set[str]:
    return {o.duty for o in list_open_obligations("officer")}


def test_danger_comes_before_everything_else(officer: Visit, client: Client) -> None:
    number = _begin(officer)
    page = _answer(client, number, "danger_now", "yes").content.decode()
    assert "Call the police and medical help at once" in page
    assert "Has anyone kept your papers" not in page
    assert "rescue" in _due()


@pytest.mark.parametrize("age", ["yes", *Missing])
def test_k1_a_possible_child_ends_the_questions_and_not_the_protection(
    officer: Visit, client: Client, age: str
) -> None:
    number = _begin(officer)
    _answer(client, number, "danger_now", "no")
    page = _answer(client, number, "may_be_child", age).content.decode()
    assert "Treat the person as a child" in page
    assert "Has anyone kept your papers" not in page
    assert {"child", "observe", "no_penalty"} <= _due()


def test_the_card_is_the_first_to_begin(client: Client) -> None:
    page = client.get("/procedures/").content.decode()
    begins = [page.index(f"/procedures/{name}/begin/") for name in (CARD, "child-pathway")]
    assert begins == sorted(begins)
