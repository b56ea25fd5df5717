"""Procedures through the API and the pages: in the language of the reader; nothing is kept."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from palermo.packs.pack import Pack
from tests.integration.conftest import People
from tests.visits import create_token

POSITIVE = {
    "DR01": "yes",
    "DR02": "yes",
    "CD01": "yes",
    "CD03": "yes",
    "EX01": "yes",
    "EX02": "yes",
}


@pytest.fixture
def headers(people: People) -> dict[str, str]:
    assert people.reader.actor.id is not None
    return {"Authorization": f"Bearer {create_token(people.reader.actor.id)}"}


def explain(client: Client, headers: dict[str, str], name: str, sent: Any) -> Any:
    return client.post(
        f"/api/v1/procedures/{name}/explain",
        json.dumps(sent),
        content_type="application/json",
        headers=headers,
    )


def test_every_procedure_is_listed_in_the_callers_language(
    client: Client, headers: dict[str, str], pack: Pack
) -> None:
    listed = client.get("/api/v1/procedures", headers={**headers, "Accept-Language": "az"}).json()
    assert {p["id"] for p in listed} == set(pack.procedures.ids)
    referral = next(p for p in listed if p["id"] == "refer-victim")
    assert "24 saat ərzində istiqamətləndirilməsi" in referral["title"]
    refer = next(duty for duty in referral["duties"] if duty["id"] == "refer")
    assert refer["more"]["within_hours"] == 24
    assert refer["source"]["verified"] is False


def test_an_indication_is_given_with_its_reasons(client: Client, headers: dict[str, str]) -> None:
    answer = explain(client, headers, "screen-adult-labour", {"answers": POSITIVE})
    assert answer.status_code == 200, answer.content
    found = answer.json()
    assert (found["outcome"], len(found["reasons_for"])) == ("positive", 6)
    assert [duty["id"] for duty in found["possible_duties"]] == ["rescue", "refer", "way_back"]


def test_wrong_answers_are_problems_that_repeat_nothing(
    client: Client, headers: dict[str, str]
) -> None:
    sent = {"answers": {"DR01": "Nigar told me so"}}
    answer = explain(client, headers, "screen-adult-labour", sent)
    assert answer.status_code == 422
    assert "Nigar" not in answer.content.decode()
    assert explain(client, headers, "nothing", {"answers": {}}).status_code == 404
    assert client.get("/api/v1/procedures").status_code == 401


@pytest.mark.parametrize(
    ("language", "words"), [("en", "What to do next"), ("az", "Növbəti addımlar")]
)
def test_the_pages_show_every_procedure(
    client: Client, people: People, pack: Pack, language: str, words: str
) -> None:
    client.force_login(
        get_user_model().objects.get(pk=people.reader.actor.id),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    client.cookies["django_language"] = language
    listed = client.get("/procedures/").content.decode()
    for name in pack.procedures.ids:
        assert f"/procedures/{name}/" in listed
        page = client.get(f"/procedures/{name}/")
        assert page.status_code == 200
        assert words in page.content.decode()
    assert client.get("/procedures/nothing/").status_code == 404


FILES = {
    "form.pdf": b"%PDF",
    "form.xlsx": b"PK",
    "act.pdf": b"%PDF",
    "act.docx": b"PK",
    "flow.svg": b"<?xml",
}


@pytest.mark.parametrize(("name", "start"), FILES.items())
def test_a_procedure_is_taken_away_as_a_file(
    client: Client, headers: dict[str, str], people: People, pack: Pack, name: str, start: bytes
) -> None:
    address = f"/api/v1/procedures/refer-victim/files/{name}"
    answer = client.get(address, headers=headers)
    assert answer.content.startswith(start)
    version = pack.procedures.versions_of("refer-victim")[-1].version
    assert f"refer-victim-{version}-{name}" in answer["Content-Disposition"]
    assert client.get(address).status_code == 401
    client.force_login(get_user_model().objects.get(username="reader"))
    page = client.get("/procedures/refer-victim/").content.decode()
    assert f"/procedures/refer-victim/files/{name}" in page
    shown = client.get(f"/procedures/refer-victim/files/{name}")
    assert shown.content.startswith(start)
    assert shown["X-Content-Type-Options"] == "nosniff"


def test_a_file_that_no_procedure_has_is_told_with_those_it_has(
    client: Client, headers: dict[str, str]
) -> None:
    answer = client.get("/api/v1/procedures/refer-victim/files/form.doc", headers=headers)
    assert answer.status_code == 404
    assert "form.pdf, form.xlsx, act.pdf, act.docx" in answer.json()["remedy"]


def test_the_course_is_shown_as_a_picture_and_as_a_list_whose_steps_lead_on(
    client: Client, people: People, pack: Pack
) -> None:
    assert client.get("/procedures/refer-victim/flow/").status_code == 302
    client.force_login(get_user_model().objects.get(username="reader"))
    assert (
        "/procedures/refer-victim/flow/" in client.get("/procedures/refer-victim/").content.decode()
    )
    for name in pack.procedures.ids:
        page = client.get(f"/procedures/{name}/flow/").content.decode()
        assert f'src="/procedures/{name}/files/flow.svg"' in page
        steps = set(re.findall(r'id="step-([0-9]+)"', page))
        led_to = set(re.findall(r'href="#step-([0-9]+)"', page))
        assert led_to == steps - {"1"}
    assert client.get("/procedures/nothing/flow/").status_code == 404


def test_a_page_says_how_a_sign_is_asked_and_what_nobody_is_asked(
    client: Client, people: People
) -> None:
    client.force_login(
        get_user_model().objects.get(pk=people.reader.actor.id),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    page = client.get("/procedures/screen-commercial-sex/").content.decode()
    assert "Do you have to do this work to pay a debt to someone who arranges it" in page
    assert "It is not read out." in page
    child = client.get("/procedures/screen-child-labour/").content.decode()
    assert "Do you work to pay off a debt" not in child
