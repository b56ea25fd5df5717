"""The start page of each role, and the pages that help to find the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from palermo.accounts.rights import Role
from palermo.actions.people.allow_public_page import allow_public_page
from palermo.actions.recommendations.assign_duty import assign_duty
from palermo.actions.recommendations.attach_evidence import attach_evidence
from palermo.kernel.errors import PackProblem
from palermo.ledger.recommendations.queries import demand_page
from palermo.packs.pack import Pack
from palermo.web import guard
from tests.integration.conftest import People
from tests.visits import add_user, this_day, visit_of

pytestmark = pytest.mark.django_db
Accepted = Callable[..., None]


@pytest.fixture(autouse=True)
def _meeting_people(people: People) -> None:
    for role in (Role.OFFICER, Role.SUPERVISOR):
        add_user(username=role.value, role=role, agency="ATD")


def _page(username: str, address: str) -> LexborHTMLParser:
    client = Client()
    client.force_login(get_user_model().objects.get(username=username))
    answer = client.get(address)
    assert answer.status_code == 200
    return LexborHTMLParser(answer.content.decode())


def _parts(page: LexborHTMLParser) -> list[str | None]:
    return [heading.attributes.get("id") for heading in page.css(".start h2")]


@pytest.mark.parametrize(
    ("who", "parts"),
    [
        ("reader", ["demands", "ways"]),
        ("officer", ["due", "interviews", "demands", "ways"]),
        ("supervisor", ["decisions", "demands", "ways"]),
        ("analyst", ["narratives", "demands", "ways"]),
        ("coordinator", ["narratives", "second", "demands", "ways"]),
        ("administrator", ["demands", "accounts", "ways"]),
    ],
)
def test_each_role_sees_what_it_may_act_on(people: People, who: str, parts: list[str]) -> None:
    assert _parts(_page(who, "/start/")) == parts


def test_signing_in_leads_to_the_start_page(people: People) -> None:
    sent = {"username": "reader", "password": "a long password"}
    assert Client().post("/sign-in/", sent)["Location"] == "/start/"


def test_what_another_began_waits_for_the_second_person(accepted: Accepted, people: People) -> None:
    accepted(2023)
    duty = demand_page("AZE-2023-01", this_day()).duties[0]
    attach_evidence(
        people.coordinator, duty_ref=duty.ref, title="Order 17", url="https://example.org/17"
    )
    second = _page("second", "/start/").css_first("#second")
    assert second is not None
    assert second.parent is not None
    assert "Order 17" in second.parent.text()
    own = _page("coordinator", "/start/").css_first("#second")
    assert own is not None
    assert own.parent is not None
    assert "Order 17" not in own.parent.text()


def test_what_is_overdue_is_said_with_its_number(accepted: Accepted, people: People) -> None:
    accepted(2023)
    duty = demand_page("AZE-2023-01", this_day()).duties[0]
    yesterday = this_day() - timedelta(days=1)
    assign_duty(
        visit_of("coordinator"), duty_ref=duty.ref, version=duty.version,
        lead="ATD", supporting=(), due=yesterday, budget=None, currency="", measures=(),
        past_is_meant=True,
    )  # fmt: skip
    demands = _page("reader", "/start/").css_first("#demands")
    assert demands is not None
    assert "1 overdue" in " ".join(demands.text().split())


def test_every_procedure_is_found_by_who_stands_there(people: People, pack: Pack) -> None:
    page = _page("officer", "/procedures/")
    linked = {(a.attributes.get("href") or "").split("/")[2] for a in page.css(".situations a")}
    assert set(pack.procedures.ids) <= linked


def test_the_words_of_the_program_are_explained(people: People, pack: Pack) -> None:
    terms = [term.text() for term in _page("reader", "/help/words/").css("dt")]
    assert len(terms) == len(pack.guide.terms)
    assert "demand" in terms


def test_strangers_read_what_this_is_and_where_help_is(people: People) -> None:
    page = Client().get("/sign-in/").content.decode()
    assert 'href="tel:152"' in page
    allow_public_page(people.administrator, allowed=True)
    page = Client().get("/").content.decode()
    assert "A tier is the mark" in page
    assert 'href="tel:152"' in page


def test_a_wrong_pack_leaves_signing_in_and_says_what_is_wrong(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client()
    client.force_login(get_user_model().objects.get(username="reader"))

    def refuse() -> Pack:
        raise PackProblem("a file of the pack is wrong")

    monkeypatch.setattr(guard, "load_installed_pack", refuse)
    assert Client().get("/sign-in/").status_code == 200
    answer = client.get("/start/")
    assert answer.status_code == 500
    assert "a file of the pack is wrong" in answer.content.decode()
