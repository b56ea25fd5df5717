"""Operations beside the main loop: reading, the register, values, the checklist, people."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from palermo.accounts.rights import Role
from palermo.cli.office.demo_story import story_folder
from tests.visits import add_user, create_token

pytestmark = pytest.mark.django_db
Call = Callable[..., Any]
TEXT = (story_folder() / "aze-2023.txt").read_text(encoding="utf-8")


@pytest.fixture
def call(client: Client) -> Call:
    """Calls the API as a user of the role named first; the expected status stands in the call."""
    secrets: dict[str, str] = {}

    def called(role: str, method: str, path: str, sent: Any = None, expected: int = 200) -> Any:
        if role not in secrets:
            number = add_user(username=role, password="a long password", role=Role(role))
            secrets[role] = create_token(number)
        more: dict[str, Any] = {"headers": {"Authorization": f"Bearer {secrets[role]}"}}
        if sent is not None:
            more |= {"data": json.dumps(sent), "content_type": "application/json"}
        answer: HttpResponse = getattr(client, method)(f"/api/v1{path}", **more)
        assert answer.status_code == expected, answer.content
        return json.loads(answer.content) if answer.content else None

    return called


def test_a_text_is_read_and_nothing_is_kept(call: Call) -> None:
    sent = {"text": TEXT, "country": "aze", "year": 2023}
    (reading,) = call("reader", "post", "/read", sent)["readings"]
    assert (reading["tier"], len(reading["recommendations"])) == ("2", 11)
    assert call("analyst", "get", "/narratives")["total"] == 0


def test_a_text_that_is_no_report_is_a_problem(call: Call) -> None:
    problem = call("reader", "post", "/read", {"text": "A recipe for soup. " * 20}, 422)
    assert problem["type"] == "/api/v1/problems/not-a-narrative"
    assert problem["remedy"]


def test_a_country_shows_every_year_with_its_sources(call: Call) -> None:
    page = call("reader", "get", "/countries/aze")
    assert page["name"] == "Azerbaijan"
    years = {y["year"]: y for y in page["history"]}
    assert years[2021]["tier"] == "2WL"
    assert years[2023]["claims"][0]["source"]
    assert call("reader", "get", "/countries?year=2023&limit=200")["total"] > 150
    call("reader", "get", "/countries/XXX", expected=404)


def test_values_are_entered_with_source_and_zero_is_not_a_missing_value(call: Call) -> None:
    period = {"measure": "I-02", "start": "2022-01-01", "end": "2022-12-31", "source": "a report"}
    call("analyst", "post", "/countries/AZE/values", {**period, "value": "16"}, 201)
    call("analyst", "post", "/countries/AZE/values", {**period, "state": "not_reported"}, 201)
    both = {**period, "state": "not_reported", "value": "0"}
    call("analyst", "post", "/countries/AZE/values", both, 422)
    backwards = {**period, "end": "2021-01-01", "value": "1"}
    assert call("analyst", "post", "/countries/AZE/values", backwards, 422)["where"] == "end"
    rows = call("reader", "get", "/countries/AZE/values")["rows"]
    assert [(r["state"], r["value"]) for r in rows] == [("not_reported", None)]
    kept = call("reader", "get", "/countries/AZE/values?superseded=true")["rows"]
    assert [r["superseded"] for r in kept] == [True, False]


def test_the_checklist_says_no_data_until_somebody_wrote_evidence(call: Call) -> None:
    address = "/countries/AZE/checklist/2023"
    assert {i["state"] for i in call("reader", "get", address)} == {"no_data"}
    sent = {"item": "C-10", "speaks_for": True, "text": "A yearly report.", "source": "art. 7.5"}
    number = call("analyst", "post", f"{address}/evidence", sent, 201)["id"]
    states = {i["id"]: i["state"] for i in call("reader", "get", address)}
    assert states["C-10"] == "open"
    verify = f"{address}/evidence/{number}/verify"
    call("analyst", "post", verify, {}, 403)
    call("coordinator", "post", verify, {}, 204)
    call("coordinator", "post", verify, {}, 409)
    states = {i["id"]: i["state"] for i in call("reader", "get", address)}
    assert states["C-10"] == "met"
    call("analyst", "post", f"{address}/evidence", {**sent, "item": "MS-1"}, 409)
    fewer = {**sent, "item": "C-1", "text": "The courts convicted fewer traffickers."}
    call("analyst", "post", f"{address}/evidence", fewer, 409)
    award = {**sent, "item": "C-9", "text": "Leaders of NGOs received monetary awards."}
    call("analyst", "post", f"{address}/evidence", award, 409)
    assert sum(state != "no_data" for state in states.values()) == 1
    call("analyst", "post", f"{address}/evidence", {**sent, "item": "C-99"}, 404)


def test_years_are_imported_whole_or_not_at_all(call: Call, client: Client) -> None:
    call("coordinator", "get", "/me")
    good = b"country,year,tier,source\nAZE,2026,2,a test\nGEO,2026,1,a test\n"
    bad = good + b"AZE,2025,9,a test\n"
    number = add_user(username="second", password="a long password", role=Role.COORDINATOR)
    headers = {"Authorization": f"Bearer {create_token(number)}"}
    for content, expected in ((bad, 422), (good, 201)):
        file = SimpleUploadedFile("years.csv", content)
        answer = client.post("/api/v1/register", {"file": file}, headers=headers)
        assert answer.status_code == expected, answer.content
    years = {y["year"]: y["tier"] for y in call("reader", "get", "/countries/AZE/tiers")}
    assert years[2026] == "2"
    assert years[2025] == "2"


def test_people_and_tokens_are_managed(call: Call) -> None:
    sent = {"username": "new", "password": "a long password 12", "role": "analyst"}
    number = call("administrator", "post", "/users", sent, 201)["id"]
    call("coordinator", "post", "/users", sent, 403)
    call("administrator", "put", f"/users/{number}", {"role": "reader", "active": False}, 204)
    shown = {u["username"]: u for u in call("administrator", "get", "/users")["rows"]}
    assert (shown["new"]["role"], shown["new"]["active"]) == ("reader", False)
    assert call("reader", "post", "/tokens", {"name": "mine"}, 201)["secret"].startswith("plm_")
    tokens = call("reader", "get", "/tokens")["rows"]
    mine = next(t["id"] for t in tokens if t["name"] == "mine")
    call("analyst", "delete", f"/tokens/{mine}", expected=404)
    call("reader", "delete", f"/tokens/{mine}", expected=204)
    denied = call("administrator", "get", "/activity?act=create_user")["rows"]
    assert "denied" in {e["outcome"] for e in denied}


def test_unknown_things_are_not_found_and_say_where_to_look(call: Call) -> None:
    for path in ("/recommendations/AZE-1999-01", "/tables/nothing", "/evidence/1"):
        assert call("reader", "get", path, expected=404)["remedy"]
    for path in ("/narratives/999999", "/countries/AZE/compare?earlier=2001&later=2002"):
        assert call("analyst", "get", path, expected=404)["remedy"]
