"""People of every role, the demonstration's narratives, and short ways to the actions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connections
from django.test import Client

from palermo.accounts.rights import Role
from palermo.actions.installation import load_installed_pack
from palermo.actions.interviews._meetings import Meeting
from palermo.actions.interviews.record_handover import record_handover
from palermo.actions.interviews.start_interview import start_interview
from palermo.actions.reading.read_report import read_report
from palermo.actions.visit import Visit
from palermo.cases.handover import DECLINED, Handover
from palermo.cases.interview import InterviewOrigin
from palermo.cli.office.demo_story import story_folder
from palermo.packs.pack import Pack
from palermo.procedures.shapes import Procedure
from tests.handovers import copy_packs, procedures_of
from tests.languages import use_packs
from tests.reading import accept_as_read
from tests.visits import add_user, visit_of


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Requests to the whole application use the connection of the test, and leave it open.

    Django's own client does the same; the application itself would close it after each request.
    """
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@dataclass(frozen=True)
class People:
    """One visit of each role, and of a second coordinator."""

    reader: Visit
    analyst: Visit
    coordinator: Visit
    second: Visit
    administrator: Visit


@pytest.fixture(autouse=True)
def _forget_wrong_tokens() -> None:
    """All tests call from one address, which sends too many wrong tokens in some of them."""
    cache.clear()


@pytest.fixture(scope="session")
def pack() -> Pack:
    return load_installed_pack()


@pytest.fixture
def people(db: None) -> People:
    def made(name: str, role: Role) -> Visit:
        return visit_of(add_user(username=name, password="a long password", role=role), "cli")

    return People(
        reader=made("reader", Role.READER),
        analyst=made("analyst", Role.ANALYST),
        coordinator=made("coordinator", Role.COORDINATOR),
        second=made("second", Role.COORDINATOR),
        administrator=made("administrator", Role.ADMINISTRATOR),
    )


def demo_text(edition: int) -> bytes:
    """The demonstration's narrative of one edition."""
    return (story_folder() / f"aze-{edition}.txt").read_bytes()


@pytest.fixture
def proposed(people: People) -> Callable[[int], int]:
    """Reads the demonstration's narrative of an edition; the number of the proposed narrative."""

    def read(edition: int) -> int:
        (number,) = read_report(
            people.analyst,
            content=demo_text(edition),
            file_name=f"aze-{edition}.txt",
            country="AZE",
            edition=edition,
        )
        return number

    return read


@pytest.fixture
def accepted(proposed: Callable[[int], int], people: People) -> Callable[..., None]:
    """Reads and accepts editions in the order given."""

    def accept(*editions: int) -> None:
        for edition in editions:
            accept_as_read(people.coordinator, proposed(edition))

    return accept


NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
Begin = Callable[..., int]


@pytest.fixture
def officer(db: None) -> Visit:
    user = add_user(username="officer", password="a long password", role=Role.OFFICER)
    return visit_of(user, "web", NOW)


@pytest.fixture
def begin(officer: Visit) -> Begin:
    def start(procedure: str = "refer-victim", **more: object) -> int:
        chosen = officer.pack.procedure(procedure, NOW.date())
        values: dict[str, object] = {
            "procedure": chosen,
            "place_kind": chosen.settings[0],
            "confirmed": [gate.id for gate in chosen.before],
            "at": NOW,
        }
        return start_interview(officer, **{**values, **more})  # type: ignore[arg-type]

    return start


@pytest.fixture
def refuse(officer: Visit) -> Begin:
    """An adult does not wish to talk; the number of the record."""

    def record(procedure: str = "refer-victim", **more: object) -> int:
        chosen = officer.pack.procedure(procedure, NOW.date())
        values: dict[str, object] = {
            "opened": chosen,
            "place_kind": chosen.settings[0],
            "at": NOW,
            "origin": InterviewOrigin.WEB,
            "surely_adult": True,
        }
        met = Meeting(**{**values, **more})  # type: ignore[arg-type]
        return record_handover(officer, met=met, handover=Handover(DECLINED), observed={})

    return record


@pytest.fixture(scope="session")
def protecting_packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the packs whose protections the tests know."""
    return copy_packs(tmp_path_factory.mktemp("packs"))


@pytest.fixture
def protecting(protecting_packs: Path, settings: Any) -> tuple[Procedure, Procedure]:
    """The procedure for adults, and that for children."""
    use_packs(settings, protecting_packs)
    return procedures_of(protecting_packs)


@pytest.fixture
def web(protecting: object, db: None) -> Client:
    """The pages and the API, for an officer, with the protecting packs."""
    add_user(username="officer", password="a long password", role=Role.OFFICER)
    client = Client()
    client.force_login(
        get_user_model().objects.get(username="officer"),
        "django.contrib.auth.backends.ModelBackend",
    )
    return client


@pytest.fixture
def shared_database(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """An empty database that threads share as those of a server do.

    On SQLite it is a file: the tests' own is in memory and has one connection for all threads.
    """
    if connections["default"].vendor != "sqlite":
        yield
        return
    before, settings = connections["default"], connections.settings["default"]
    connections.settings["default"] = {**settings, "NAME": str(tmp_path / "office.sqlite3")}
    connections["default"] = connections.create_connection("default")
    call_command("migrate", verbosity=0)
    yield
    connections["default"].close()
    connections.settings["default"] = settings
    connections["default"] = before
