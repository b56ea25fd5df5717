"""Others write while an act reads and computes, and one after the other when they write."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections, transaction
from django.test import Client

from palermo.accounts.rights import Role
from palermo.actions.reading import read_report as module
from palermo.actions.reading.read_report import read_report
from palermo.actions.recommendations.add_note import add_note
from palermo.journal.queries import list_activity
from palermo.ledger.measures.models import MeasureValue
from palermo.ledger.narratives.queries import list_narratives
from tests.integration.conftest import demo_text
from tests.reading import accept_as_read
from tests.visits import add_user, visit_of

PASSWORD = "a long test password"
#: Seconds within which a write is surely not waiting for a report that is held for a minute.
SOON = 20
pytestmark = pytest.mark.usefixtures("shared_database")


def in_thread(pool: ThreadPoolExecutor, run: Callable[[], Any]) -> Future[Any]:
    """Run in a thread with a database connection of its own, as a server does."""

    def own() -> Any:
        try:
            return run()
        finally:
            connections.close_all()

    return pool.submit(own)


def _upload(content: bytes) -> int:
    client = Client()
    client.post("/sign-in/", {"username": "analyst", "password": PASSWORD})
    form = {"text": content.decode(), "country": "AZE", "year": "2023"}
    return client.post("/narratives/", form).status_code


def _write_as_others() -> list[int]:
    """Sign in and enter a value: a session, the lock-out's row, a change with its line."""
    client = Client()
    signed_in = client.post("/sign-in/", {"username": "coordinator", "password": PASSWORD})
    value = {
        "measure": "I-02", "start": "2023-01-01", "end": "2023-12-31", "state": "value",
        "value": "3", "source": "a letter",
    }  # fmt: skip
    entered = client.post("/recommendations/AZE-2022-01/value/", value)
    return [signed_in.status_code, entered.status_code]


def test_others_write_while_a_report_is_read_through_the_web(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for role in (Role.ANALYST, Role.COORDINATOR):
        add_user(username=role.value, password=PASSWORD, role=role)
    (earlier,) = read_report(
        visit_of("analyst"), content=demo_text(2022), file_name="a", country="AZE", edition=2022
    )
    accept_as_read(visit_of("coordinator"), earlier)
    reading, go_on = threading.Event(), threading.Event()
    read = module.read_edition

    def held(*args: Any, **kwargs: Any) -> Any:
        reading.set()
        assert go_on.wait(60)
        return read(*args, **kwargs)

    monkeypatch.setattr(module, "read_edition", held)
    with ThreadPoolExecutor(2) as pool:
        upload = in_thread(pool, lambda: _upload(demo_text(2023)))
        try:
            assert reading.wait(SOON)
            assert in_thread(pool, _write_as_others).result(SOON) == [302, 302]
            assert not upload.done()
            assert MeasureValue.objects.count() == 1
        finally:
            go_on.set()
        assert upload.result(60) == 302
    rows, _ = list_narratives(state="proposed")
    assert [row.edition for row in rows] == [2023]
    done = [row.act for row in list_activity()[0] if row.outcome == "done"]
    assert done[:2] == ["read_report", "enter_value"]


def test_a_single_statement_waits_for_the_transaction_of_another() -> None:
    add_user(username="analyst", role=Role.ANALYST)
    visit = visit_of("analyst")
    holding, let_go = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            connections["default"].cursor().execute("update accounts_user set language = 'az'")
            holding.set()
            assert let_go.wait(60)

    def change() -> float:
        begun = time.monotonic()
        connections["default"].cursor().execute("update accounts_user set language = 'ru'")
        return time.monotonic() - begun

    with ThreadPoolExecutor(2) as pool:
        holder = in_thread(pool, hold)
        try:
            assert holding.wait(SOON)
            waiting = in_thread(pool, change)
            time.sleep(0.2)
            assert not waiting.done()
        finally:
            let_go.set()
        holder.result(SOON)
        assert waiting.result(SOON) >= 0.2
    with connections["default"].cursor() as cursor:
        cursor.execute("select language from accounts_user")
        assert cursor.fetchone() == ("ru",)
    assert visit.actor.username == "analyst"


def test_many_writers_at_once_all_succeed() -> None:
    add_user(username="analyst", role=Role.ANALYST)
    add_user(username="coordinator", role=Role.COORDINATOR)
    (number,) = read_report(
        visit_of("analyst"), content=demo_text(2022), file_name="a", country="AZE", edition=2022
    )
    accept_as_read(visit_of("coordinator"), number)

    def write(place: int) -> None:
        for turn in range(3):
            add_note(visit_of("analyst"), ref="AZE-2022-01", text=f"Note {place} {turn}")

    with ThreadPoolExecutor(10) as pool:
        for future in [in_thread(pool, lambda place=place: write(place)) for place in range(10)]:
            future.result(60)
    _, total = list_activity(act="add_note")
    assert total == 30
