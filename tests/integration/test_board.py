"""The board shows every demand, and asks a constant number of queries."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from palermo.actions.recommendations.assign_duty import assign_duty
from palermo.actions.recommendations.plan_action import plan_action
from palermo.cases.duty import Status
from palermo.ledger.recommendations.board import SORTS, list_board
from palermo.ledger.recommendations.queries import demand_page
from palermo.ledger.recommendations.values import BoardFilter
from palermo.packs.pack import Pack
from tests.integration.conftest import People
from tests.visits import this_day

Accepted = Callable[..., None]


@pytest.mark.parametrize("sort", [*SORTS, *(f"-{s}" for s in SORTS), "nonsense"])
def test_every_order_shows_every_demand(accepted: Accepted, sort: str) -> None:
    accepted(2022, 2023)
    rows = list_board(BoardFilter(sort=sort), this_day(), limit=200).rows
    assert len({r.ref for r in rows}) == len(rows) == list_board(BoardFilter(), this_day()).total


def test_filters_narrow_and_pages_add_up(accepted: Accepted, people: People, pack: Pack) -> None:
    accepted(2022, 2023)
    whole = list_board(BoardFilter(edition=2023), this_day(), limit=200)
    pages = [
        list_board(BoardFilter(edition=2023), this_day(), offset=n, limit=4).rows
        for n in range(0, 20, 4)
    ]
    assert tuple(row for page in pages for row in page) == whole.rows
    theme = whole.rows[0].themes[0]
    themed = list_board(BoardFilter(edition=2023, theme=theme), this_day(), limit=200).rows
    assert 0 < len(themed) < whole.total or len(themed) == whole.total
    assert all(theme in r.themes for r in themed)
    version = demand_page("AZE-2023-01", this_day()).duties[0].version
    assign_duty(people.coordinator, duty_ref="AZE-2023-01a", version=version, lead="MIA")
    assert [r.ref for r in list_board(BoardFilter(agency="MIA"), this_day()).rows] == [
        "AZE-2022-01"
    ]
    assert {
        r.asked.times >= 2 for r in list_board(BoardFilter(asked_times=2), this_day()).rows
    } == {True}
    assert sum(whole.by_status.values()) == whole.total
    assert list_board(BoardFilter(status=Status.MET), this_day()).total == 0


def test_the_board_asks_as_often_for_three_editions_as_for_one(
    accepted: Accepted, people: People, pack: Pack, django_assert_num_queries: Any
) -> None:
    accepted(2023)
    with django_assert_num_queries(9, exact=False) as first:
        list_board(BoardFilter(), this_day(), limit=200)
    accepted(2022, 2021)
    for number in range(1, 6):
        plan_action(people.analyst, duty_ref=f"AZE-2023-0{number}a", title="A step")
    with django_assert_num_queries(len(first.captured_queries)):
        list_board(BoardFilter(), this_day(), limit=200)


def test_the_files_of_the_board_hold_what_the_board_shows(
    accepted: Accepted, people: People
) -> None:
    accepted(2022, 2023)
    client = Client()
    client.force_login(get_user_model().objects.get(username="reader"))
    for query in ("country=AZE", "country=AZE&edition=2022", "text=shelters", "overdue=on",
                  "country=AZE&dropped=yes", "asked_times=2&sort=age"):  # fmt: skip
        page = LexborHTMLParser(client.get(f"/recommendations/?{query}").content)
        links = [a.attributes["href"] or "" for a in page.css(".downloads a")]
        shown = [a.text().strip() for a in page.css("table.board tbody th a")]
        rows = json.loads(client.get(next(a for a in links if ".json" in a)).content)["rows"]
        assert [row["ref"] for row in rows] == shown, query
    assert client.get("/tables/recommendations.csv?status=nonsense").status_code == 422


def test_an_unknown_year_says_so(people: People) -> None:
    client = Client()
    client.force_login(get_user_model().objects.get(username="reader"))
    for asked, told in (("1999", True), ("abc", True), ("2015", False), ("", False)):
        html = client.get("/", {"year": asked} if asked else {}).content.decode()
        assert (f"no year “{asked}”" in html) is told, asked
