"""Practising through the API and the pages: the same cases and scores by both; nothing is kept."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from palermo.packs.pack import Pack
from palermo.procedures.practice import CaseMaker, PracticeCase
from palermo.procedures.shapes import Procedure
from tests.integration.conftest import People
from tests.visits import create_token


@pytest.fixture
def headers(people: People) -> dict[str, str]:
    assert people.reader.actor.id is not None
    return {"Authorization": f"Bearer {create_token(people.reader.actor.id)}"}


@pytest.fixture
def begging(pack: Pack) -> Procedure:
    return pack.procedures.versions_of("screen-begging")[-1]


def hidden_case(procedure: Procedure, seed: int = 7) -> PracticeCase:
    return next(c for c in CaseMaker(procedure).cases(8, seed) if c.hidden)


def post(client: Client, headers: dict[str, str], path: str, sent: Any) -> Any:
    return client.post(
        f"/api/v1/{path}", json.dumps(sent), content_type="application/json", headers=headers
    )


def test_cases_come_without_their_key_in_the_callers_language(
    client: Client, headers: dict[str, str]
) -> None:
    address = "/api/v1/procedures/screen-begging/practice?seed=7&count=4"
    az = client.get(address, headers={**headers, "Accept-Language": "az"}).json()
    assert len(az["cases"]) == 4
    assert "outcome" not in az["cases"][0]
    assert az["signs"][0] == {"id": "sign_gives_money", "text": "Pulu başqası yığır"}
    assert client.get(address, headers=headers).json()["cases"] != az["cases"]
    assert client.get(address).status_code == 401
    assert client.get(f"{address}0000", headers=headers).status_code == 422
    nothing = address.replace("screen-begging", "admit-to-shelter")
    assert client.get(nothing, headers=headers).status_code == 422


def test_a_score_names_what_was_missed_and_why_it_matters(
    client: Client, headers: dict[str, str], begging: Procedure
) -> None:
    case = hidden_case(begging)
    path = "procedures/screen-begging/practice/score"
    blind = {"case": case.number, "outcome": "negative", "signs": {}}
    answer = post(client, headers, path, {"seed": 7, "answers": [blind]})
    assert answer.status_code == 200, answer.content
    found = answer.json()
    (one,) = found["cases"]
    assert {s["id"] for s in one["missed"]} == {i.id for i in case.indication.grounds}
    assert any("without force" in s["why"] for s in one["missed"] if s["why"])
    assert one["hidden_found"] is False
    assert one["indication"]["outcome"] == one["outcome_expected"] == "positive"
    assert found["summary"]["hidden_coercion_found"] == {"count": 0, "of": 1, "share": 0}
    seeing = {**blind, "outcome": "positive", "signs": dict.fromkeys(case.hidden, "yes")}
    again = post(client, headers, path, {"seed": 7, "answers": [seeing]}).json()
    assert again["cases"][0]["hidden_found"] is True


@pytest.mark.parametrize(
    "answers",
    [
        [{"case": 0, "outcome": "positive"}],
        [{"case": 1, "outcome": "perhaps"}],
        [{"case": 1, "outcome": "positive", "signs": {"Nigar": "yes"}}],
        [{"case": 1, "outcome": "positive", "signs": {"sign_afraid": "Nigar"}}],
        [{"case": 1, "outcome": "positive"}] * 2,
        [],
    ],
)
def test_answers_that_do_not_fit_are_problems(
    client: Client, headers: dict[str, str], answers: Any
) -> None:
    sent = {"seed": 7, "answers": answers}
    answer = post(client, headers, "procedures/screen-begging/practice/score", sent)
    assert answer.status_code == 422


def test_agreement_by_the_api(client: Client, headers: dict[str, str]) -> None:
    ratings = [
        {"case": str(case), "officer": officer, "outcome": outcome}
        for case, outcomes in {1: "ppn", 2: "nnn", 3: "ppp"}.items()
        for officer, outcome in zip("abc", outcomes, strict=True)
    ]
    found = post(client, headers, "agreement", {"ratings": ratings}).json()
    assert found["together"]["kappa"] == pytest.approx(0.55)
    assert len(found["pairs"]) == 3
    gaps = {"ratings": ratings[:-1]}
    refused = post(client, headers, "agreement", gaps)
    assert refused.status_code == 422
    assert refused.json()["where"] == "3: 2"
    assert post(client, headers, "agreement", {**gaps, "pairs": True}).status_code == 200


@pytest.fixture
def reader(client: Client, people: People) -> Client:
    client.force_login(
        get_user_model().objects.get(pk=people.reader.actor.id),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    return client


ADDRESS = "/practice/screen-begging/"


def test_the_page_draws_a_seed_that_can_be_passed_on(reader: Client) -> None:
    assert f'href="{ADDRESS}"' in reader.get("/procedures/screen-begging/").content.decode()
    assert ADDRESS not in reader.get("/procedures/admit-to-shelter/").content.decode()
    drawn = reader.get(ADDRESS)
    assert drawn.status_code == 302
    first, second = (reader.get(drawn.url).context["case"] for _ in range(2))
    assert first == second


def test_a_case_is_answered_on_the_page(reader: Client, begging: Procedure) -> None:
    case = hidden_case(begging)
    address = f"{ADDRESS}?seed=7&case={case.number}"
    shown = reader.get(address).content.decode()
    assert shown.count("<fieldset") == len(begging.indicators) + 1
    assert all(str(q.text) in html.unescape(shown) for q, _ in case.told)
    ticked = {f"asked-{name}": "yes" for name in case.hidden}
    seen = reader.post(address, {**ticked, "outcome": "positive"}).content.decode()
    assert "You found the coercion without force" in seen
    blind = html.unescape(reader.post(address, {"outcome": "negative"}).content.decode())
    assert "You missed the coercion without force" in blind
    assert "Coercion without force counts as much as force." in blind
    assert all(str(i.text) in blind for i in case.indication.grounds)


def test_an_answer_without_an_outcome_keeps_what_was_ticked(
    reader: Client, begging: Procedure
) -> None:
    sent = {f"asked-{i.id}": "unknown" for i in begging.indicators}
    answer = reader.post(f"{ADDRESS}?seed=7&case=1", {**sent, "asked-sign_afraid": "yes"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'role="alert"' in page
    assert page.count(" checked") == len(begging.indicators)
    assert re.search(r'name="asked-sign_afraid" value="yes"[^>]* checked', page)
    assert reader.post(f"{ADDRESS}?seed=7&case=1").status_code == 422


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (f"{ADDRESS}?seed=-1", 422),
        (f"{ADDRESS}?seed=7&case=0", 422),
        (f"{ADDRESS}?seed=7&case=201", 422),
        (f"{ADDRESS}?seed=7&case=x", 422),
        ("/practice/admit-to-shelter/", 422),
        ("/practice/nothing/", 404),
    ],
)
def test_addresses_of_no_case_are_told(reader: Client, address: str, status: int) -> None:
    assert reader.get(address).status_code == status


def test_visitors_are_asked_to_sign_in(client: Client, people: People) -> None:
    assert "/sign-in/" in client.get(ADDRESS).url
