"""Pages of a list: which rows are fetched, and what the links lead to."""

from __future__ import annotations

from operator import itemgetter
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory

from palermo.web.paging import ROWS, fetch_page

pytestmark = pytest.mark.django_db
TOTAL = 2 * ROWS + 20


class _List:
    """A list of numbers that remembers how it was cut."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.cuts: list[tuple[int, int]] = []

    def __call__(self, *, offset: int, limit: int) -> tuple[list[int], int]:
        self.cuts.append((offset, limit))
        return list(range(self.total))[offset : offset + limit], self.total


def _page(address: str, total: int = TOTAL) -> tuple[list[int], Any, _List, str]:
    rows = _List(total)
    request = RequestFactory().get(address)
    request.user = AnonymousUser()
    (found, _), page = fetch_page(request, rows, itemgetter(1))
    links = render_to_string("web/paging.html", {"paging": page}, request=request)
    return found, page, rows, links


@pytest.mark.parametrize("asked", ["", "?page=1", "?page=0", "?page=-2", "?page=x", "?page=²"])
def test_what_is_not_a_page_is_the_first_and_one_query_fetches_it(asked: str) -> None:
    found, page, rows, links = _page(f"/{asked}")
    assert found == list(range(ROWS))
    assert rows.cuts == [(0, ROWS)]
    assert (page.start_index(), page.end_index(), page.paginator.count) == (1, ROWS, TOTAL)
    assert 'rel="prev"' not in links
    assert "page=2" in links


def test_a_page_beyond_the_last_is_the_last() -> None:
    found, page, rows, links = _page("/?page=99")
    assert found == list(range(2 * ROWS, TOTAL))
    assert rows.cuts[-1] == (2 * ROWS, ROWS)
    assert page.number == 3
    assert 'rel="next"' not in links
    assert "page=2" in links


def test_a_number_too_long_to_convert_is_no_page() -> None:
    found, _, _, _ = _page(f"/?page={'9' * 5000}")
    assert found == list(range(ROWS))


def test_the_links_keep_what_was_asked() -> None:
    _, _, _, links = _page("/?state=open&country=AZE&page=2")
    assert "?state=open&amp;country=AZE&amp;page=1" in links
    assert "?state=open&amp;country=AZE&amp;page=3" in links


def test_a_short_list_has_no_links_and_an_empty_one_a_page_without_rows() -> None:
    assert "<a" not in _page("/", ROWS)[3]
    found, page, _, links = _page("/?page=7", 0)
    assert (found, page.start_index(), page.end_index()) == ([], 0, 0)
    assert "<a" not in links
