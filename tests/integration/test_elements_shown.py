"""The legal elements of a case through the API, the page and the command line: one answer."""

from __future__ import annotations

import html
import json
from typing import Any

import pytest
from click.testing import CliRunner
from django.contrib.auth import get_user_model
from django.test import Client

from palermo.cli.main import main
from palermo.packs.pack import Pack
from tests.integration.conftest import People
from tests.visits import create_token

CASE = {"recruited": "yes", "debt": "yes", "forced_labour": "yes", "under_18": "no"}


@pytest.fixture
def headers(people: People) -> dict[str, str]:
    assert people.reader.actor.id is not None
    return {"Authorization": f"Bearer {create_token(people.reader.actor.id)}"}


@pytest.fixture
def reader(client: Client, people: People) -> Client:
    client.force_login(
        get_user_model().objects.get(pk=people.reader.actor.id),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    return client


def ask(client: Client, headers: dict[str, str], sent: Any) -> Any:
    return client.post(
        "/api/v1/offences/elements",
        json.dumps(sent),
        content_type="application/json",
        headers=headers,
    )


def test_the_law_is_listed_in_the_callers_language(
    client: Client, headers: dict[str, str], pack: Pack
) -> None:
    shown = client.get("/api/v1/offences", headers={**headers, "Accept-Language": "az"}).json()
    assert [f["id"] for f in shown["facts"]] == [f.id for f in pack.facts]
    assert {e["element"] for e in shown["elements"]} == {"act", "means", "purpose", "child"}
    assert "Şəxs cəlb edilib" in shown["elements"][0]["when"]
    assert "144-1" in [a["code"] for a in shown["articles"]]
    assert all(f["source"]["title"] for f in shown["facts"])
    early = client.get("/api/v1/offences?on=2010-01-01", headers=headers).json()
    assert "144-3" not in [a["code"] for a in early["articles"]]
    assert client.get("/api/v1/offences").status_code == 401


def test_a_case_is_held_against_the_law(client: Client, headers: dict[str, str]) -> None:
    found = ask(client, headers, {"facts": CASE, "charge": "243", "closing_reason": "no_force"})
    assert found.status_code == 200, found.content
    said = found.json()
    assert said["trafficking"] == "yes"
    assert [[f["id"] for f in e["met_by"]] for e in said["elements"]] == [
        ["recruited"],
        ["debt"],
        ["forced_labour"],
    ]
    assert [f["rule"] for f in said["flags"]] == [
        "lesser-charge",
        "prohibited-reason",
        "coercion-not-addressed",
    ]


def test_a_flag_quotes_the_reason_in_the_readers_language(
    client: Client, headers: dict[str, str]
) -> None:
    sent = {"facts": CASE, "closing_reason": "no_force"}
    said = ask(client, {**headers, "Accept-Language": "az"}, sent).json()
    assert "fiziki zor tətbiq edilməyib" in said["flags"][0]["what"]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"facts": {"recruited": "maybe"}}, 422),
        ({"facts": {"shoe_size": "yes"}}, 422),
        ({"facts": CASE, "charge": "none"}, 422),
        ({"facts": CASE, "charge": ""}, 422),
        ({"facts": CASE, "closing_reason": "because"}, 404),
        ({}, 422),
    ],
)
def test_what_is_no_fact_charge_or_reason_is_a_problem(
    client: Client, headers: dict[str, str], sent: Any, status: int
) -> None:
    assert ask(client, headers, sent).status_code == status


def test_the_command_says_what_the_api_says(client: Client, headers: dict[str, str]) -> None:
    words = ["elements", "--facts", "-", "--charge", "243", "--country", "aze", "--format", "json"]
    told = CliRunner().invoke(main, words, input=json.dumps(CASE))
    assert told.exit_code == 0, told.output
    sent = {"facts": CASE, "charge": "243"}
    assert json.loads(told.stdout) == ask(client, headers, sent).json()
    wrong = CliRunner().invoke(main, words, input='{"recruited": "maybe"}')
    assert wrong.exit_code == 9
    assert "maybe" not in wrong.stderr


A24 = dict.fromkeys(
    ("received", "papers_held", "isolated", "wages_kept", "threat_of_force", "forced_labour"), "yes"
)
A24_ADULT = {**A24, "under_18": "no"}


def say_by_command(case: dict[str, str], *more: str) -> Any:
    words = ["elements", "--facts", "-", "--country", "aze", "--format", "json", *more]
    result = CliRunner().invoke(main, words, input=json.dumps(case))
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_forced_labour_has_its_own_weight_by_api_page_and_command(
    client: Client, headers: dict[str, str], reader: Client
) -> None:
    found = ask(client, headers, {"facts": A24_ADULT, "charge": "144-2"}).json()
    assert [e["answer"] for e in found["elements"]] == ["yes", "yes", "yes"]
    assert [(f["rule"], f["level"]) for f in found["flags"]] == [("equal-weight-charge", "note")]
    assert found["flags"][0]["source"]["certainty"] == "unverified"
    assert found["charge"]["article"]["weight"] == "equal_weight"
    assert say_by_command(A24_ADULT, "--charge", "144-2") == found
    sent = {f"asked-{name}": value for name, value in A24_ADULT.items()}
    page = reader.post("/elements/", {**sent, "charge": "144-2"}).content.decode()
    assert "Article 144-2 is an offence of equal weight." in page
    assert "is a lesser charge" not in page
    assert "The penalty of article 144-2 is not in this country pack." in page


@pytest.mark.parametrize("code", ["127", "234"])
def test_a_charge_outside_the_pack_is_accepted_by_api_page_and_command(
    client: Client, headers: dict[str, str], reader: Client, code: str
) -> None:
    answer = ask(client, headers, {"facts": CASE, "charge": code})
    assert answer.status_code == 200, answer.content
    found = answer.json()
    assert found["charge"] == {"code": code, "in_pack": False, "article": None}
    assert found["flags"][0]["rule"] == "charge-outside-pack"
    assert say_by_command(CASE, "--charge", code) == found
    sent = {f"asked-{name}": value for name, value in CASE.items()}
    page = reader.post("/elements/", {**sent, "other_charge": code}).content.decode()
    assert "Outside this country pack" in page
    assert f"Article {code} is outside this country pack. The facts show trafficking" in page


def test_a_crossed_border_shows_the_paragraph_by_api_page_and_command(
    client: Client, headers: dict[str, str], reader: Client
) -> None:
    crossed = {**CASE, "border_crossed": "yes"}
    found = ask(client, headers, {"facts": crossed}).json()
    one = found["penalties"][0]
    assert (one["answer"], one["penalty"]["paragraph"]) == ("yes", "144-1.2")
    assert (one["penalty"]["minimum_years"], one["penalty"]["maximum_years"]) == (8, 12)
    assert [c["paragraph"] for c in one["met"]] == ["144-1.2.4-1"]
    assert one["penalty"]["source"]["certainty"] == "verified"
    assert found["elements"] == ask(client, headers, {"facts": CASE}).json()["elements"]
    charged = ask(client, headers, {"facts": crossed, "charge": "144-1.1"}).json()
    assert [f["rule"] for f in charged["flags"]] == ["lower-paragraph"]
    assert say_by_command(crossed) == found
    sent = {f"asked-{name}": value for name, value in crossed.items()}
    page = " ".join(html.unescape(reader.post("/elements/", sent).content.decode()).split())
    assert "8 to 12 years of imprisonment" in page
    assert "A border was crossed (144-1.2.4-1)" in page
    assert "verified · Criminal Code of Azerbaijan, article 144-1.2" in page
    slavery = {**sent, "asked-slavery": "yes"}
    page = " ".join(html.unescape(reader.post("/elements/", slavery).content.decode()).split())
    assert "unverified · Criminal Code of Azerbaijan, article 106" in page


@pytest.mark.parametrize("reason", ["complaint_withdrawn", "reconciled"])
def test_no_case_ends_with_a_complaint_by_api_page_and_command(
    client: Client, headers: dict[str, str], reader: Client, reason: str
) -> None:
    found = ask(client, headers, {"facts": CASE, "closing_reason": reason}).json()
    assert [f["rule"] for f in found["flags"]] == [
        "complaint-not-needed",
        "closed-although-met",
        "coercion-not-addressed",
    ]
    assert say_by_command(CASE, "--closing-reason", reason) == found
    sent = {f"asked-{name}": value for name, value in CASE.items()}
    page = reader.post("/elements/", {**sent, "reason": reason}).content.decode()
    assert "does not depend on a complaint" in page


def test_the_penalties_of_a_day_are_listed_as_data(client: Client, headers: dict[str, str]) -> None:
    law = client.get("/api/v1/offences", headers=headers).json()
    articles = {a["code"]: a for a in law["articles"]}
    assert [articles[c]["weight"] for c in ("144-1", "144-2", "106", "243")] == [
        "trafficking",
        "equal_weight",
        "equal_weight",
        "lesser",
    ]
    assert [p["paragraph"] for p in articles["144-1"]["penalties"]] == ["144-1.1", "144-1.2"]
    facts = {f["id"]: f for f in law["facts"]}
    assert (facts["border_crossed"]["counts"], facts["border_crossed"]["raises_penalty"]) == (
        False,
        True,
    )
    assert facts["agreed"]["raises_penalty"] is False
    assert facts["threat_of_force"]["menace"] is True
    assert facts["deceived"]["menace"] is False


def test_circumstances_and_information_are_groups_of_their_own(reader: Client) -> None:
    page = html.unescape(reader.get("/elements/").content.decode())
    raising = page.index("Circumstances that may raise the penalty; not an element of trafficking")
    information = page.index("For information only; not an element of trafficking")
    assert raising < page.index("A border was crossed") < information
    assert information < page.index("The person agreed")
    assert information < page.index("For a forced or early marriage")


def test_the_page_asks_for_every_fact_and_shows_what_meets_which(
    reader: Client, pack: Pack
) -> None:
    assert 'href="/elements/"' in reader.get("/procedures/").content.decode()
    asked = reader.get("/elements/").content.decode()
    assert asked.count("<fieldset") == len(pack.facts)
    sent = {f"asked-{name}": said for name, said in CASE.items()}
    answer = reader.post("/elements/", {**sent, "charge": "243", "reason": "no_border"})
    assert answer.status_code == 200
    page = html.unescape(answer.content.decode())
    assert "The facts show trafficking, but article 243 is a lesser charge." in page
    assert "The law does not allow this reason: “no border was crossed”." in page
    assert "<dd>A debt or fines were used to hold the person</dd>" in page


def test_the_page_says_what_is_missing_and_that_a_child_needs_no_means(
    reader: Client, pack: Pack
) -> None:
    unknown = html.unescape(reader.post("/elements/", {"asked-recruited": "yes"}).content.decode())
    assert "Not known, but could still meet this element: For sexual exploitation" in " ".join(
        unknown.split()
    )
    assert "Treat the person as a child until it is verified" in unknown
    child = {f"asked-{name}": "yes" for name in ("recruited", "forced_labour", "under_18")}
    means = {f"asked-{f.id}": "no" for f in pack.facts if f.element == "means"}
    page = reader.post("/elements/", {**child, **means}).content.decode()
    assert "A child needs no means." in page


def test_the_page_speaks_the_readers_language_and_refuses_nonsense(reader: Client) -> None:
    assert reader.post("/elements/", {"asked-recruited": "maybe"}).status_code == 422
    assert reader.post("/elements/", {"charge": "999"}).status_code == 422
    assert reader.post("/elements/", {"other_charge": "none"}).status_code == 422
    both = reader.post("/elements/", {"charge": "243", "other_charge": "127"})
    assert both.status_code == 422
    assert "not both" in both.content.decode()
    reader.cookies["django_language"] = "ru"
    assert "Человека завербовали" in reader.get("/elements/").content.decode()


def test_visitors_are_asked_to_sign_in(client: Client, people: People) -> None:
    assert "/sign-in/" in client.get("/elements/").url
