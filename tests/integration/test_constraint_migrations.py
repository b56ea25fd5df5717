"""Migrations that add a unique constraint keep all rows of an installation that breaches it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
Migrate = Callable[..., Any]


@pytest.fixture
def migrate() -> Iterator[Migrate]:
    """Brings the database to migrations and returns the models of that time."""

    def to(*names: tuple[str, str]) -> Any:
        executor = MigrationExecutor(connection)
        executor.migrate(list(names))
        return MigrationExecutor(connection).loader.project_state(list(names)).apps

    yield to
    executor = MigrationExecutor(connection)
    for room, model in (
        ("records", "Interview"),
        ("ledger", "Narrative"),
        ("ledger", "MeasureValue"),
        ("accounts", "User"),
    ):
        _delete_all(executor, room, model)
    executor.migrate(executor.loader.graph.leaf_nodes())


def _delete_all(executor: MigrationExecutor, room: str, model: str) -> None:
    applied = [key for key in executor.loader.applied_migrations if key[0] == room]
    apps = executor.loader.project_state([max(applied)]).apps
    rows = apps.get_model(room, model).objects
    if model == "MeasureValue":
        rows.exclude(superseded_by=None).delete()
    rows.all().delete()


def _narrative(narratives: Any, state: str, days: int, file: str = "a") -> int:
    return int(
        narratives.create(
            country="AZE", edition=2023, file_name="a.txt", media="text/plain", sha256=file * 64,
            text="text", reading={}, pack_fingerprint="f" * 64, state=state, uploaded_by="analyst",
            uploaded_at=AT + timedelta(days=days),
        ).pk
    )  # fmt: skip


def test_of_readings_of_one_file_the_newest_stays_open(migrate: Migrate) -> None:
    narratives = (
        migrate(("ledger", "0002_full_text_search")).get_model("ledger", "Narrative").objects
    )
    first, second, other = (
        _narrative(narratives, "proposed", 0),
        _narrative(narratives, "proposed", 1),
        _narrative(narratives, "proposed", 0, "b"),
    )
    after = migrate(("ledger", "0003_row_versions")).get_model("ledger", "Narrative").objects
    states = {row.pk: row.state for row in after.all()}
    assert states == {first: "rejected", second: "proposed", other: "proposed"}
    assert f"narrative {second}" in after.get(pk=first).reason


def test_of_readings_of_one_file_the_accepted_one_stays(migrate: Migrate) -> None:
    narratives = (
        migrate(("ledger", "0002_full_text_search")).get_model("ledger", "Narrative").objects
    )
    accepted, later = _narrative(narratives, "accepted", 0), _narrative(narratives, "proposed", 1)
    after = migrate(("ledger", "0003_row_versions")).get_model("ledger", "Narrative").objects
    assert {r.pk: r.state for r in after.all()} == {accepted: "accepted", later: "rejected"}


def _value(values: Any, days: int, **more: Any) -> int:
    given = {"measure": "I-02", "end": date(2023, 12, 31), **more}
    return int(
        values.create(
            country="AZE", start=date(2023, 1, 1), state="value", value=3, source="a letter",
            entered_by="analyst", entered_at=AT + timedelta(days=days), **given,
        ).pk
    )  # fmt: skip


def test_of_current_values_the_newest_stays_current(migrate: Migrate) -> None:
    values = (
        migrate(("ledger", "0004_staged_narratives")).get_model("ledger", "MeasureValue").objects
    )
    newest, oldest, middle = _value(values, 9), _value(values, 0), _value(values, 5)
    other = _value(values, 1, measure="I-03")
    before = _value(values, 2, measure="I-03", superseded_by_id=other)
    after = (
        migrate(("ledger", "0006_one_current_value")).get_model("ledger", "MeasureValue").objects
    )
    assert dict(after.values_list("pk", "superseded_by")) == {
        newest: None, oldest: newest, middle: newest, other: None, before: other,
    }  # fmt: skip


def test_of_names_that_differ_in_case_the_account_used_last_keeps_its_own(
    migrate: Migrate, capsys: pytest.CaptureFixture[str]
) -> None:
    apps = migrate(("accounts", "0002_officer"), ("records", "0002_pending_import"))
    users = apps.get_model("accounts", "User").objects
    users.create(username="Leyla", role="officer", password="a", last_login=None)
    kept = users.create(username="leyla", role="officer", password="b", last_login=AT)
    users.create(username="leyla-2", role="reader", password="c")
    interviews = apps.get_model("records", "Interview").objects
    numbers = [
        interviews.create(
            key=uuid4(), person=f"K7QF-2MX{n}", procedure="refer-victim", procedure_version=1,
            pack_fingerprint="f" * 64, officer=officer, place_kind="police", origin="web",
            confirmed=[], answers={}, state="open", started_at=AT,
        ).pk
        for n, officer in enumerate(("Leyla", "leyla"))
    ]  # fmt: skip
    apps = migrate(("accounts", "0003_row_versions"), ("records", "0002_pending_import"))
    users = apps.get_model("accounts", "User").objects
    assert {u.username: u.password for u in users.all()} == {
        "Leyla-3": "a", "leyla": "b", "leyla-2": "c",
    }  # fmt: skip
    assert users.get(pk=kept.pk).username == "leyla"
    rows = apps.get_model("records", "Interview").objects
    assert [rows.get(pk=n).officer for n in numbers] == ["Leyla-3", "leyla"]
    assert "The account Leyla is now called Leyla-3" in capsys.readouterr().out
