"""Long lists in pages: how many there are, this page's rows, and the address of the next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from ninja import Field, Schema

from palermo.api.guard import ApiRequest

Row = TypeVar("Row")


class Paging(Schema):
    """Which rows: `offset` rows are passed over, then at most `limit` (200) are given."""

    limit: int = Field(50, ge=1, le=200, description="rows on a page, at most 200")
    offset: int = Field(0, ge=0, le=1_000_000, description="rows before the first one given")


class Page(Schema, Generic[Row]):
    """`total` rows match in all; `next` is the address of the next page, null on the last."""

    total: int
    next: str | None
    rows: list[Row]


def page_response(
    request: ApiRequest, paging: Paging, rows: Sequence[Row], total: int
) -> Page[Row]:
    """A page from rows that are already cut to it."""
    following = paging.offset + paging.limit
    address = None
    if following < total:
        query = request.GET.copy()
        query["offset"] = str(following)
        query["limit"] = str(paging.limit)
        address = f"{request.path}?{query.urlencode()}"
    return Page(total=total, next=address, rows=list(rows))


def cut_to_page(request: ApiRequest, paging: Paging, rows: Sequence[Row]) -> Page[Row]:
    """A page from all rows."""
    part = rows[paging.offset : paging.offset + paging.limit]
    return page_response(request, paging, part, len(rows))
