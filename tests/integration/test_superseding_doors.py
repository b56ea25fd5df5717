"""The page, the API and the terminal ask the same before a reading counts, and say the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from palermo.actions.reading.withdraw_narrative import withdraw_narrative
from palermo.cases.narrative import NarrativeState
from palermo.cli.main import main
from palermo.ledger.narratives.queries import accepted_narrative, narrative_page
from tests.integration.conftest import People
from tests.integration.test_superseding import ADDED, fuller_text, page, plan, read, refs
from tests.visits import create_token

pytestmark = pytest.mark.django_db
#: The only recommendation of 2023 whose demand no other year asks.
REF = "AZE-2023-10"
Accepted = Callable[..., None]


@pytest.fixture
def old(accepted: Accepted, people: People) -> int:
    """The number of the accepted narrative of 2023, with a plan on a recommendation."""
    accepted(2022, 2023)
    plan(people, REF)
    row = accepted_narrative("AZE", 2023)
    assert row is not None
    return row.id


@pytest.fixture
def browse(people: People) -> Callable[[str], Client]:
    def signed_in(name: str) -> Client:
        client = Client()
        client.force_login(get_user_model().objects.get(username=name))
        return client

    return signed_in


@pytest.fixture
def call(people: People) -> Callable[..., Any]:
    """Calls the API; the status that is expected comes last."""

    def called(name: str, method: str, path: str, body: object = None, status: int = 200) -> Any:
        secret = create_token(get_user_model().objects.get(username=name).pk)
        more: dict[str, Any] = {"headers": {"Authorization": f"Bearer {secret}"}}
        if isinstance(body, bytes):
            sent: dict[str, object] = {"country": "AZE", "edition": "2023"}
            more["data"] = {**sent, "file": SimpleUploadedFile("full.txt", body)}
        elif method == "post":
            data = "" if body is None else json.dumps(body)
            more |= {"data": data, "content_type": "application/json"}
        answer = getattr(Client(), method)(f"/api/v1{path}", **more)
        assert answer.status_code == status, answer.content
        return answer.json() if answer.content else None

    return called


def terminal(name: str, *words: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, [*words, "--as", name])
    assert result.exit_code == code, result.output
    return result.output


def test_the_page_says_the_clash_at_the_upload_and_asks_for_each_choice(
    old: int, browse: Callable[[str], Client]
) -> None:
    analyst, coordinator = browse("analyst"), browse("coordinator")
    sent = {
        "file": SimpleUploadedFile("full.txt", fuller_text()),
        "country": "AZE",
        "year": "2023",
    }
    answer = analyst.post("/narratives/", sent, follow=True)
    said = answer.content.decode()
    address = answer.redirect_chain[0][0]
    assert f"already has an accepted narrative (number {old})" in said
    assert 'name="undecided_items"' not in said
    number = int(address.strip("/").split("/")[1])
    shown = coordinator.get(address).content.decode()
    open_items = narrative_page(number).row.items_open
    assert f'name="undecided_items"\n            value="{open_items}"' in shown
    assert f'name="supersedes"\n            value="{old}"' in shown
    for line in (REF, "has a plan", "not in the new text", ADDED.rstrip(".")):
        assert line in shown
    for choice, words in (
        ({}, "already has an accepted narrative"),
        ({"supersedes": old, "reason": "Fuller"}, "Items without a decision"),
        ({"supersedes": old, "undecided_items": open_items}, "Say why"),
    ):
        refused = coordinator.post(f"{address}accept/", choice)
        assert refused.status_code in {409, 422}
        assert words in refused.content.decode()
        assert "Nothing was changed." in refused.content.decode()
        assert "AZE 2023" not in refused.content.decode()
    sent = {"supersedes": old, "reason": "Fuller", "undecided_items": open_items}
    accepted = coordinator.post(f"{address}accept/", sent, follow=True).content.decode()
    assert f"{open_items} of {open_items} items were accepted without review" in accepted
    assert "accepted without review" in coordinator.get(f"/recommendations/{REF}/").content.decode()
    assert "accepted without review" in coordinator.get("/recommendations/").content.decode()
    assert "without review" in coordinator.get("/narratives/").content.decode()
    assert "accepted without review" in coordinator.get("/countries/AZE/").content.decode()
    compared = coordinator.get("/countries/AZE/compare/").content.decode()
    assert "accepted without review" in compared
    checklist = coordinator.get("/countries/AZE/2023/checklist/").content.decode()
    assert "accepted without review" in checklist
    before = coordinator.get(f"/narratives/{old}/").content.decode()
    assert f"by narrative {number}" in before


def test_the_page_shows_what_is_in_no_accepted_text(
    old: int, people: People, browse: Callable[[str], Client]
) -> None:
    coordinator = browse("coordinator")
    answer = coordinator.post(f"/narratives/{old}/withdraw/", {"reason": "Wrong"}, follow=True)
    said = answer.content.decode()
    assert "1 recommendation with a plan is in no accepted text now." in said
    assert "withdrawn" in said
    board = coordinator.get("/recommendations/").content.decode()
    assert "only superseded or withdrawn narratives have: 1." in board
    assert REF in coordinator.get("/recommendations/?left=on").content.decode()
    shown = coordinator.get(f"/recommendations/{REF}/").content.decode()
    assert "No accepted text has this demand: the narrative that had it is withdrawn" in shown
    assert "Draft the order" in shown
    answer = coordinator.post(f"/narratives/{old}/review-again/", follow=True)
    assert "The reading is proposed again." in answer.content.decode()
    assert coordinator.get(f"/narratives/{old}/review-again/").status_code == 302
    assert coordinator.get(f"/narratives/{old}/withdraw/").status_code == 302


def test_the_api_takes_numbers_for_each_choice(old: int, call: Callable[..., Any]) -> None:
    answer = call("analyst", "post", "/narratives", fuller_text(), 201)
    (number,), (clash,) = answer["narratives"], answer["clashes"]
    assert (clash["narrative"], clash["country"], clash["edition"], clash["accepted"]) == (
        number,
        "AZE",
        2023,
        old,
    )
    assert "supersedes" in clash["message"]
    address = f"/narratives/{number}"
    row = call("analyst", "get", address)["row"]
    assert row["accepted_other"] == old
    lines = call("analyst", "get", f"{address}/superseding")
    gone = next(line["ref"] for line in lines if line["change"] == "left")
    new = next(line["item"] for line in lines if line["change"] == "new")
    call("coordinator", "post", f"{address}/accept", None, 409)
    choice = {"supersedes": old, "reason": "Fuller"}
    refused = call("coordinator", "post", f"{address}/accept", choice, 409)
    assert str(row["items_open"]) in json.dumps(refused)
    choice |= {"undecided_items": row["items_open"], "passes_to": {gone: new}}
    call("analyst", "post", f"{address}/accept", choice, 403)
    accepted = call("coordinator", "post", f"{address}/accept", choice)
    assert accepted == {"undecided_items": row["items_open"]}
    moves = call("analyst", "get", address)["moves"]
    assert [(m["state"], m["undecided_items"]) for m in moves] == [("accepted", row["items_open"])]
    board = call("reader", "get", "/recommendations?edition=2023")["rows"]
    assert not any(r["reviewed"] for r in board)
    assert call("reader", "get", "/recommendations?left=true")["rows"] == []
    call("coordinator", "post", f"/narratives/{old}/withdraw", {"reason": "Twice"}, 409)
    withdrawn = call("coordinator", "post", f"{address}/withdraw", {"reason": "Wrong"})
    assert withdrawn == {"planned": 1}
    call("reader", "post", f"{address}/review-again", None, 403)
    copy = call("analyst", "post", f"{address}/review-again", None, 201)["id"]
    assert call("analyst", "get", f"/narratives/{copy}")["row"]["copy_of"] == number
    left = call("reader", "get", "/recommendations?left=true&limit=99")["rows"]
    assert REF in {row["wording"] for row in left}


def test_the_terminal_takes_numbers_for_each_choice(
    old: int, people: People, tmp_path: Path
) -> None:
    file = tmp_path / "full.txt"
    file.write_bytes(fuller_text())
    words = ("narrative", "propose", str(file), "--country", "AZE", "--year", "2023")
    said = terminal("analyst", *words)
    number = said.split()[1]
    assert f"already has an accepted narrative (number {old})" in said
    shown = terminal("analyst", "narrative", "superseding", number, "--format", "json")
    rows = json.loads(shown)["rows"]
    gone = next(r["ref"] for r in rows if r["change"] == "left")
    new = next(r["item"] for r in rows if r["change"] == "new")
    accept = ("narrative", "accept", number)
    assert "already has" in terminal("coordinator", *accept, code=8)
    accept = (*accept, "--supersedes", str(old), "--reason", "Fuller")
    refused = terminal("coordinator", *accept, code=8)
    still_open = narrative_page(int(number)).row.items_open
    assert f"Items without a decision: {still_open} " in refused
    accept = (*accept, "--undecided", str(still_open))
    assert "REF=ITEM" in terminal("coordinator", *accept, "--passes", gone, code=9)
    said = terminal("coordinator", *accept, "--passes", f"{gone}={new}")
    assert f"Accepted without review: {still_open}." in said
    assert gone in refs(edition=2023)
    said = terminal("coordinator", "narrative", "withdraw", number, "--reason", "Wrong")
    assert "Recommendations with a plan: 1." in said
    left = json.loads(terminal("reader", "board", "--left", "--format", "json"))["rows"]
    assert REF in {r["ref"] for r in left}
    said = terminal("analyst", "narrative", "review-again", number)
    assert narrative_page(int(said.split()[1])).row.copy_of == int(number)


def test_an_edition_names_each_clash_once(
    old: int, people: People, call: Callable[..., Any]
) -> None:
    withdraw_narrative(people.coordinator, narrative_id=old, reason="Wrong")
    answer = call("analyst", "post", "/narratives", fuller_text(), 201)
    assert answer["clashes"] == []
    number = read(people, fuller_text() + b"\n", "second.txt")
    assert narrative_page(number).row.state is NarrativeState.PROPOSED
    assert page(REF).row.text_state is NarrativeState.WITHDRAWN
