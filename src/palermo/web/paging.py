"""Pages of long lists."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.http import HttpRequest

ROWS = 50


@dataclass(frozen=True, slots=True)
class PageWindow:
    """Which rows are shown; `query` is the rest of the address, to be carried along."""

    number: int
    limit: int = ROWS
    total: int = 0
    query: str = ""

    @property
    def offset(self) -> int:
        """Rows before the first one shown."""
        return (self.number - 1) * self.limit

    @property
    def pages(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(1, -(-self.total // self.limit))

    @property
    def previous(self) -> int | None:
        """The page before, if any."""
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        """The page after, if any."""
        return self.number + 1 if self.number < self.pages else None

    @property
    def first(self) -> int:
        """Number of the first row shown, counted from 1 (0 when there is none)."""
        return self.offset + 1 if self.total else 0

    @property
    def last(self) -> int:
        """Number of the last row shown."""
        return min(self.offset + self.limit, self.total)

    def with_total(self, total: int) -> PageWindow:
        """The same page, now that the number of rows is known."""
        return replace(self, total=total)


def read_page_window(request: HttpRequest) -> PageWindow:
    """The page asked for by `?page=`; anything that is no positive number means the first."""
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isdecimal() and 0 < int(asked) < 100_000 else 1
    rest = request.GET.copy()
    rest.pop("page", None)
    return PageWindow(number=number, query=rest.urlencode())
