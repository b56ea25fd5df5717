"""Others write while an act reads and computes, and one after the other when they write."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections, transaction
from django.test import Client

from benchmarks.generated import edition_text
from palermo.accounts.rights import Role
from palermo.actions.installation import load_installed_pack
from palermo.actions.reading import read_report as module
from palermo.actions.reading.read_report import read_report
from palermo.actions.recommendations import enter_value as value_module
from palermo.actions.recommendations.add_note import add_note
from palermo.actions.recommendations.enter_value import enter_value
from palermo.journal.queries import list_activity
from palermo.kernel.errors import Refused
from palermo.kernel.periods import calendar_year
from palermo.ledger.measures.models import MeasureValue
from palermo.ledger.narratives.queries import list_narratives
from tests.integration.conftest import demo_text
from tests.reading import accept_as_read
from tests.visits import add_user, visit_of

PASSWORD = "a long test password"
#: Seconds after which a thread that waits for another has surely failed.
SOON = 20
WORDS, WORDS_OF_A_NARRATIVE = 200_000, 2_000
#: Writes of each of the others.
ROUNDS = 2
_COVER = "2023 Trafficking in Persons Report\n\n"
pytestmark = pytest.mark.usefixtures("shared_database")


def in_thread(pool: ThreadPoolExecutor, run: Callable[[], Any]) -> Future[Any]:
    """Run in a thread with a database connection of its own, as a server does."""

    def own() -> Any:
        try:
            return run()
        finally:
            connections.close_all()

    return pool.submit(own)


def _signed_in(username: str) -> Client:
    client = Client()
    answer = client.post("/sign-in/", {"username": username, "password": PASSWORD})
    assert answer.status_code == 302
    return client


def _upload(content: bytes) -> int:
    file = SimpleUploadedFile("edition.txt", content)
    return _signed_in("analyst").post("/narratives/", {"file": file}).status_code


def _enter_values() -> list[int]:
    """Sign in and enter values: a session, the lock-out's row, changes with their lines."""
    client = _signed_in("coordinator")
    value = {
        "measure": "I-02", "start": "2023-01-01", "end": "2023-12-31", "state": "value",
        "source": "a letter",
    }  # fmt: skip
    address = "/recommendations/AZE-2022-01/value/"
    return [client.post(address, {**value, "value": n}).status_code for n in range(ROUNDS)]


def _write_notes() -> list[int]:
    client = _signed_in("analyst2")
    address = "/recommendations/AZE-2022-01/note/"
    return [client.post(address, {"text": f"Note {n}"}).status_code for n in range(ROUNDS)]


class _Phases:
    """Lets others see when an edition is being read and when it is being stored."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.reading, self.storing = threading.Event(), threading.Event()
        read, stage = module.read_edition, module.stage_narrative

        def reads(*args: Any, **kwargs: Any) -> Any:
            self.reading.set()
            return read(*args, **kwargs)

        def stages(*args: Any) -> int:
            self.storing.set()
            return stage(*args)

        monkeypatch.setattr(module, "read_edition", reads)
        monkeypatch.setattr(module, "stage_narrative", stages)


@pytest.mark.parametrize("phase", ["reading", "storing"])
def test_others_write_while_an_edition_is_read_and_stored_through_the_web(
    monkeypatch: pytest.MonkeyPatch, phase: str
) -> None:
    """What others begin while it is read ends before it is stored, and the same with storing."""
    people = {"analyst": Role.ANALYST, "analyst2": Role.ANALYST, "coordinator": Role.COORDINATOR}
    for name, role in people.items():
        add_user(username=name, password=PASSWORD, role=role)
    (earlier,) = read_report(
        visit_of("analyst"), content=demo_text(2022), file_name="a", country="AZE", edition=2022
    )
    accept_as_read(visit_of("coordinator"), earlier)
    # Once before, so that no first request of a process is among those that must end in time.
    assert [_enter_values(), _write_notes()] == [[302] * ROUNDS] * 2
    content = _edition_of_all_words()
    phases = _Phases(monkeypatch)
    with ThreadPoolExecutor(3) as pool:
        upload = in_thread(pool, lambda: _upload(content))
        assert getattr(phases, phase).wait(SOON)
        others = [in_thread(pool, write) for write in (_enter_values, _write_notes)]
        answers = [other.result(SOON) for other in others]
        still_running = not (phases.storing.is_set() if phase == "reading" else upload.done())
        assert upload.result(300) == 302
    assert answers == [[302] * ROUNDS] * 2
    assert still_running
    assert MeasureValue.objects.filter(superseded_by=None).count() == 1
    _, total = list_narratives(state="proposed")
    assert total == WORDS // WORDS_OF_A_NARRATIVE
    done = [row.act for row in list_activity()[0] if row.outcome == "done"]
    assert done[0] == "read_report"
    assert sorted(done[1 : 2 * ROUNDS + 1]) == ["add_note"] * ROUNDS + ["enter_value"] * ROUNDS


def _edition_of_all_words() -> bytes:
    countries = load_installed_pack().countries.countries.values()
    names = [country.name for country in countries][: WORDS // WORDS_OF_A_NARRATIVE]
    content = _COVER + edition_text(names, WORDS_OF_A_NARRATIVE, 2023)
    assert len(content.split()) >= WORDS
    return content.encode()


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


def test_of_two_first_values_at_the_same_moment_one_is_current(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """On PostgreSQL the second is refused; on SQLite it waits, and supersedes the first."""
    for name in ("coordinator", "coordinator2"):
        add_user(username=name, role=Role.COORDINATOR)
    added, go_on = threading.Event(), threading.Event()
    add = value_module.add_value

    def held(**values: Any) -> int:
        number = add(**values)
        if values["by"] == "coordinator":
            added.set()
            assert go_on.wait(SOON)
        return number

    def enter(username: str) -> str:
        try:
            enter_value(
                visit_of(username), country="AZE", measure="I-02", period=calendar_year(2023),
                source="a letter", value=Decimal(3),
            )  # fmt: skip
        except Refused as error:
            return error.say()
        return "entered"

    monkeypatch.setattr(value_module, "add_value", held)
    with ThreadPoolExecutor(2) as pool:
        first = in_thread(pool, lambda: enter("coordinator"))
        assert added.wait(SOON)
        second = in_thread(pool, lambda: enter("coordinator2"))
        time.sleep(0.3)
        assert not second.done()
        go_on.set()
        answers = [first.result(SOON), second.result(SOON)]
    assert answers[0] == "entered"
    assert answers[1] == "entered" or "Another user changed this record" in answers[1]
    assert (answers[1] == "entered") == (connections["default"].vendor == "sqlite")
    assert MeasureValue.objects.filter(superseded_by=None).count() == 1
    assert MeasureValue.objects.count() == answers.count("entered")


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
