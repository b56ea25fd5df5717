"""Distribute the tests over several processes (pytest-xdist), and order them.

- Tests of one file run in one process, so that the file's fixtures are made once.
- Browser tests take seconds each and share only the browser of their process: they run singly.
- Tests with "spark" in their name run in one process, so that the Spark cluster starts once.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

_ROOT = Path(__file__).resolve().parents[1]
_SPARK = "spark"


class FileScheduling(LoadScopeScheduling):
    """A piece of work is the Spark tests, a browser test, or a file."""

    def _split_scope(self, nodeid: str) -> str:
        if _SPARK in nodeid:
            return _SPARK
        path = nodeid.partition("::")[0]
        return nodeid if _is_for_the_browser(path) else path


@cache
def _is_for_the_browser(path: str) -> bool:
    # The process that assigns the work collects no tests: it has their names, not their marks.
    return "pytest.mark.browser" in (_ROOT / path).read_text(encoding="utf-8")


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """Called by pytest-xdist in the process that assigns the work."""
    return FileScheduling(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Order the work; each process takes it in this order."""
    items.sort(key=_position)


def _position(item: pytest.Item) -> int:
    """Tests that roll the database back first: a late request to a live server leaves rows behind.

    Of the others the longest first, so that at the end no process waits long for another.
    """
    database = item.get_closest_marker("django_db")
    fixtures = set(getattr(item, "fixturenames", ()))
    commits = bool(database and database.kwargs) or fixtures & {"transactional_db", "live_server"}
    if not commits and (database or "db" in fixtures):
        return 0
    if item.get_closest_marker("long") or _SPARK in item.nodeid:
        return 1
    return 2 if commits else 3
