"""What was found is shown with its matches: on the page, through the API, in the terminal."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner
from django.contrib.auth import get_user_model
from django.test import Client
from rich.console import Console

from palermo.actions.people.allow_public_page import allow_public_page
from palermo.actions.recommendations.add_note import add_note
from palermo.cli.main import main
from palermo.cli.tables import search as command
from palermo.ledger.search.expression import parse_search
from palermo.ledger.search.models import SearchEntry
from palermo.ledger.search.queries import search_ledger
from palermo.ledger.search.store import NewSearchEntry, index_entries
from palermo.saying.search_results import search_everything
from tests.integration.conftest import People
from tests.visits import create_token, this_day

Accepted = Callable[..., None]
EVIL = '<script>alert("x")</script> & a windmill for victims'


@pytest.fixture
def noted(accepted: Accepted, people: People) -> None:
    accepted(2023)
    add_note(people.analyst, ref="AZE-2023-01", text=EVIL)


@pytest.fixture
def page(client: Client, people: People) -> Callable[[str], str]:
    client.force_login(get_user_model().objects.get(username=people.reader.actor.username))

    def opened(text: str) -> str:
        answer = client.get("/search/", {"q": text})
        assert answer.status_code == 200
        return " ".join(answer.content.decode().split())

    return opened


def test_the_page_marks_matches_and_escapes_the_rest(noted: None, page: Any) -> None:
    shown = page("windmills victim")
    assert "a <mark>windmill</mark> for <mark>victims</mark>" in shown
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; a " in shown
    assert "<script>alert" not in shown
    assert "1 result" in shown
    assert "<mark>script</mark>&gt;alert" in page("script")


def test_the_page_says_how_many_there_are_when_it_shows_fewer(page: Any) -> None:
    address = ("recommendation", "AZE-2023-01")
    index_entries(
        [
            NewSearchEntry(f"n{n}", "note", "AZE", "AZE-2023-01", "A windmill.", address)
            for n in range(1_234)
        ]
    )
    assert "1,234 results · the best 50 are shown" in page("windmills")


def test_a_theme_leads_to_its_recommendations(noted: None, page: Any) -> None:
    shown = page("Cinayət təqibi")
    assert 'href="/recommendations/?theme=' in shown
    assert "<mark>Cinayət</mark>" in shown


@pytest.mark.parametrize("typed", ['"', "*", "a" * 500, "AND OR NOT NEAR(", "stem : x", "'"])
def test_any_text_is_a_search(page: Any, typed: str) -> None:
    assert 'role="status"' in page(typed)


def test_a_text_with_nul_is_refused_in_words(page: Any, client: Client) -> None:
    """PostgreSQL keeps no such text; both databases answer alike."""
    answer = client.get("/search/", {"q": "stem\0"})
    assert answer.status_code == 422
    assert "<h1>" in answer.content.decode()


def test_the_api_gives_places(noted: None, client: Client, people: People) -> None:
    assert people.reader.actor.id is not None
    headers = {"Authorization": f"Bearer {create_token(people.reader.actor.id)}"}
    (hit,) = client.get("/api/v1/search", {"text": "windmill aze"}, headers=headers).json()
    assert [hit["excerpt"][a:b] for a, b in hit["matches"]] == ["windmill"]
    assert [hit["title"][a:b] for a, b in hit["title_matches"]] == ["AZE"]
    named = client.get("/api/v1/search", {"text": "Daxili İşlər"}, headers=headers).json()
    assert ("agency", "Ministry of Internal Affairs") in {
        (hit["kind"], hit["title"]) for hit in named
    }
    refused = client.get("/api/v1/search", {"text": "a" * 201}, headers=headers)
    assert refused.status_code == 422
    assert "200" in refused.json()["detail"]


def test_a_visitor_is_shown_the_published_side_only(
    noted: None, client: Client, people: People
) -> None:
    allow_public_page(people.administrator, allowed=True)
    assert client.get("/api/v1/search", {"text": "windmill"}).json() == []
    assert client.get("/api/v1/search", {"text": "MIA"}).json() == []
    terms = client.get("/api/v1/search", {"text": "debt bondage"}).json()
    assert {hit["kind"] for hit in terms} <= {"term", "narrative", "recommendation"}
    assert "term" in {hit["kind"] for hit in client.get("/api/v1/search", {"text": "tier"}).json()}
    found = client.get("/api/v1/search", {"text": "victims"}).json()
    assert {hit["kind"] for hit in found} == {"narrative", "recommendation", "term"}


@pytest.fixture
def run(people: People) -> Callable[..., str]:
    def ran(*words: str, who: str = "reader", code: int = 0) -> str:
        done = CliRunner().invoke(main, [*words, "--as", who], catch_exceptions=False)
        assert done.exit_code == code, done.output
        return done.output

    return ran


def test_the_terminal_highlights(
    noted: None, people: People, run: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "a windmill for victims" in run("search", "windmill")
    assert "1 result." in run("search", "windmill")
    total = search_everything("the", pack=people.reader.pack, today=this_day(), language="en").total
    # The ledger's words, and names of the pack such as that of a country.
    assert total > search_ledger(parse_search("the")).total > 2
    assert f"{total} results. The best 2 are shown." in run("search", "the", "--limit", "2")
    monkeypatch.setattr(command, "Console", lambda **_: Console(force_terminal=True, width=200))
    assert "a \x1b[1;4mwindmill\x1b[0m for" in run("search", "windmill")
    (row,) = json.loads(run("search", "windmill", "--format", "json"))["rows"]
    start, end = map(int, row["matches"].split("-"))
    assert row["excerpt"][start:end] == "windmill"


def test_the_terminal_indexes_again(noted: None, run: Callable[..., str]) -> None:
    SearchEntry.objects.filter(kind="note").update(terms_version=0)
    assert "Entries indexed: 1." in run("index", who="administrator")
    assert SearchEntry.objects.filter(terms_version=0).count() == 0
    run("index", who="reader", code=6)
