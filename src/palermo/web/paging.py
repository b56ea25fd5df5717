"""Pages of long lists: Django numbers the pages, a query of the room below cuts the rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

ROWS = 50
#: Longer numbers of a page are typing errors; Python refuses to convert very long ones.
_DIGITS = 6

Rows = TypeVar("Rows", covariant=True)


class RowQuery(Protocol[Rows]):
    """A query that passes over `offset` rows and gives at most `limit`."""

    def __call__(self, *, offset: int, limit: int) -> Rows: ...


def fetch_page(
    request: HttpRequest, fetch: RowQuery[Rows], count: Callable[[Rows], int]
) -> tuple[Rows, Page[int]]:
    """The rows of the page that `?page=` asks for, and the page, for `paging.html`.

    `count` tells from what was fetched how many rows there are in all. What is not a number means
    the first page; a number beyond the last page means the last one.
    """
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isdecimal() and len(asked) <= _DIGITS else 1
    offset = max(0, number - 1) * ROWS
    found = fetch(offset=offset, limit=ROWS)
    page = Paginator(range(count(found)), ROWS).get_page(number or 1)
    actual = (page.number - 1) * ROWS
    return found if actual == offset else fetch(offset=actual, limit=ROWS), page
