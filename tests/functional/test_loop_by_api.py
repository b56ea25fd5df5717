"""The main job by API, against a running server: from the seed to an exported table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.shared import SHARED, needs_shared
from tests.visits import create_token

pytestmark = [needs_shared, pytest.mark.django_db(transaction=True)]
EARLIER = Path(__file__).resolve().parents[2] / "countries" / "aze" / "demo" / "aze-2022.txt"


class Caller:
    """A program with one user's token. Every answer must be the one expected."""

    def __init__(self, server: str, secret: str) -> None:
        headers = {"Authorization": f"Bearer {secret}", "Accept-Language": "en"}
        self.client = httpx.Client(base_url=f"{server}/api/v1", headers=headers, timeout=60)

    def __call__(self, method: str, path: str, expected: int = 200, **more: Any) -> httpx.Response:
        answer = self.client.request(method, path, **more)
        assert answer.status_code == expected, answer.text
        return answer


@pytest.fixture
def callers(live_server: Any, people: dict[str, int]) -> Iterator[dict[str, Caller]]:
    """One caller for each user."""
    opened = {
        name: Caller(live_server.url, create_token(number)) for name, number in people.items()
    }
    yield opened
    for caller in opened.values():
        caller.client.close()


def _propose(caller: Caller, path: Path, edition: int) -> int:
    with path.open("rb") as file:
        sent = {"country": "AZE", "edition": str(edition)}
        answer = caller("POST", "/narratives", 201, files={"file": (path.name, file)}, data=sent)
    (number,) = answer.json()["narratives"]
    return int(number)


def test_from_the_seed_to_an_exported_table(callers: dict[str, Caller]) -> None:
    analyst, coordinator = callers["analyst"], callers["coordinator"]
    earlier = _propose(analyst, EARLIER, 2022)
    coordinator("POST", f"/narratives/{earlier}/accept", json=_undecided(analyst, earlier))
    number = _propose(analyst, SHARED / "seed.txt", 2023)
    _review(analyst, number)
    analyst("POST", f"/narratives/{number}/accept", 403)
    refused = coordinator("POST", f"/narratives/{number}/accept", 409).json()
    assert "without a decision" in str(refused)
    _answer_links(analyst, coordinator, number)
    coordinator("POST", f"/narratives/{number}/accept", json=_undecided(analyst, number))
    board = analyst("GET", "/recommendations", params={"edition": 2023, "limit": 5}).json()
    assert (board["total"], len(board["rows"])) == (11, 5)
    assert board["by_status"]["not_started"] == 11
    assert "offset=5" in board["next"]
    _plan(callers, "AZE-2023-04")
    compared = analyst("GET", "/countries/AZE/compare", params={"earlier": 2022, "later": 2023})
    kinds = {r["kind"] for r in compared.json()["recommendations"]}
    assert {"reworded", "new"} <= kinds
    assert compared.json()["tier"] == {"before": "2", "after": "2"}
    _export(callers["reader"])


def _answer_links(analyst: Caller, coordinator: Caller, number: int) -> None:
    """Confirm what has other words; a narrative is not accepted before."""
    for _ in range(20):
        preview = analyst("GET", f"/narratives/{number}/links").json()
        doubts = [link for item in preview["items"] for link in item["links"] if link["doubtful"]]
        assert len(doubts) == preview["doubts"]
        if not doubts:
            return
        sent = _undecided(analyst, number)
        refused = coordinator("POST", f"/narratives/{number}/accept", 409, json=sent)
        assert "Doubtful links" in refused.text
        item, demand = doubts[0]["item_id"], doubts[0]["demand"]
        same = {"same": doubts[0]["basis"] == "unlike"}
        analyst("PUT", f"/narratives/{number}/items/{item}/links/{demand}", 204, json=same)
    raise AssertionError("an answer does not count")


def _undecided(analyst: Caller, number: int) -> dict[str, int]:
    page = analyst("GET", f"/narratives/{number}").json()
    return {"undecided_items": page["row"]["items_open"]}


def _review(analyst: Caller, number: int) -> None:
    page = analyst("GET", f"/narratives/{number}").json()
    found = [i for i in page["items"] if i["kind"] == "finding"]
    assert [i["current"]["polarity"] for i in found].count("effort") == 5
    assert [i["current"]["polarity"] for i in found].count("shortfall") == 7
    item = found[0]
    assert page["text"][item["current"]["start"] : item["current"]["end"]]
    address = f"/narratives/{number}/items/{item['id']}"
    analyst("PUT", address, 204, json={"decision": "accepted", "version": item["version"]})
    again = analyst("PUT", address, 409, json={"decision": "rejected", "version": item["version"]})
    assert again.headers["Content-Type"] == "application/problem+json"
    assert again.json()["remedy"]


def _plan(callers: dict[str, Caller], ref: str) -> None:
    coordinator, analyst = callers["coordinator"], callers["analyst"]
    shown = analyst("GET", f"/recommendations/{ref}")
    demand = shown.json()["row"]["ref"]
    assert [w["ref"] for w in shown.json()["wordings"]] == [demand, ref]
    version = shown.json()["row"]["version"]
    assert shown.headers["ETag"] == f'"{version}"'
    sent = {"texts": ["Use one set of indicators", "Train officials"], "version": version}
    coordinator("PUT", f"/recommendations/{ref}/duties", 204, json=sent)
    duties = analyst("GET", f"/recommendations/{ref}").json()["duties"]
    assert [d["ref"] for d in duties] == [f"{demand}a", f"{demand}b"]
    duty = f"/duties/{ref}a"
    sent = {"lead": "ATD", "supporting": ["SMS"], "due": "2030-01-31"}
    coordinator("PUT", duty, 204, json={**sent, "version": duties[0]["version"]})
    number = analyst("POST", f"{duty}/actions", 201, json={"title": "Draft", "agency": "ATD"})
    done = {"state": "done", "version": 1}
    analyst("PUT", f"{duty}/actions/{number.json()['id']}", 204, json=done)
    files = {"file": ("order.txt", b"the order")}
    kept = analyst("POST", f"{duty}/evidence", 201, files=files, data={"title": "Order"}).json()
    _close(callers, duty, kept["id"])
    row = analyst("GET", f"/recommendations/{ref}").json()
    assert [d["status"] for d in row["duties"]] == ["met", "not_started"]
    assert row["row"]["why"].startswith("Duties met: 1 of 2.")


def _close(callers: dict[str, Caller], duty: str, evidence: int) -> None:
    coordinator, second = callers["coordinator"], callers["coordinator2"]
    reason = {"reason": "The order is in force."}
    coordinator("POST", f"{duty}/closure", 409, json=reason)
    second("POST", f"{duty}/evidence/{evidence}/verify", 204)
    saved = callers["reader"]("GET", f"/evidence/{evidence}")
    assert saved.content == b"the order"
    assert saved.headers["Content-Disposition"].startswith("attachment")
    coordinator("POST", f"{duty}/closure", 201, json=reason)
    coordinator("PUT", f"{duty}/closure", 409, json={"outcome": "met"})
    second("PUT", f"{duty}/closure", 204, json={"outcome": "met"})


def _export(reader: Caller) -> None:
    asked = {"country": "AZE", "edition": 2023}
    text = reader("GET", "/tables/duties", params={**asked, "format": "csv"}).content
    rows = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"))))
    assert len(rows) == 12
    assert {r["ref"]: r["status"] for r in rows}["AZE-2022-04a"] == "met"
    as_json = reader("GET", "/tables/duties", params={**asked, "format": "json"}).json()
    assert [r["ref"] for r in as_json["rows"]] == [r["ref"] for r in rows]
    assert as_json["filters"] == {"country": "AZE", "edition": "2023"}
    book = reader("GET", "/tables/duties", params={**asked, "format": "xlsx"})
    assert book.content.startswith(b"PK")
