"""The journal keeps every line that was written before it was a room of its own."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from palermo.accounts.rights import Role
from palermo.actions.guard import log_act
from palermo.journal.models import JournalLine
from palermo.journal.queries import list_activity
from palermo.journal.store import UNKNOWN_TARGET
from tests.visits import add_user, visit_of

_BEFORE = [("accounts", "0003_row_versions"), ("journal", None)]
_LINES = [
    {"username": "nigar", "role": "analyst", "via": "web", "act": "read_report", "outcome": "done",
     "target": "1,2", "detail": {"narratives": 2}},
    {"username": "leyla", "role": "reader", "via": "api", "act": "add_note", "outcome": "denied",
     "target": "AZE-2023-01", "detail": {}},
    {"username": "", "role": "public", "via": "web", "act": "view_ledger", "outcome": "denied",
     "target": "", "detail": {}},
]  # fmt: skip


def _migrate(targets: list[tuple[str, str | None]]) -> MigrationExecutor:
    executor = MigrationExecutor(connection)
    executor.migrate(targets)  # type: ignore[arg-type]
    return MigrationExecutor(connection)


@pytest.mark.django_db(transaction=True)
def test_moving_the_log_into_its_room_keeps_every_line_and_back_again() -> None:
    user = add_user(username="nigar", role=Role.ANALYST)
    before = _migrate(_BEFORE)  # type: ignore[arg-type]
    try:
        apps = before.loader.project_state([("accounts", "0003_row_versions")]).apps
        old = apps.get_model("accounts", "AuditEvent")
        numbers = [
            old.objects.create(user_id=user if n == 0 else None, **line).pk
            for n, line in enumerate(_LINES)
        ]
        at = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)
        old.objects.filter(pk=numbers[0]).update(at=at)
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    rows, total = list_activity()
    assert total == len(_LINES)
    shown = {r.id: {k: getattr(r, k) for k in _LINES[0]} for r in rows}
    assert shown == dict(zip(numbers, _LINES, strict=True))
    assert rows[-1].at == at
    assert list(JournalLine.objects.order_by("id").values_list("user_id", flat=True)) == [
        user, None, None,
    ]  # fmt: skip
    log_act(visit_of("nigar").actor, "add_note", "done", "AZE-2023-02")
    assert list_activity()[0][0].id > max(numbers)
    again = _migrate(_BEFORE)  # type: ignore[arg-type]
    try:
        apps = again.loader.project_state([("accounts", "0003_row_versions")]).apps
        kept = apps.get_model("accounts", "AuditEvent").objects.order_by("id")
        assert [e.username for e in kept] == ["nigar", "leyla", "", "nigar"]
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    assert list_activity()[1] == len(_LINES) + 1


@pytest.mark.django_db
def test_a_user_who_goes_leaves_their_lines() -> None:
    add_user(username="nigar", role=Role.ANALYST)
    log_act(visit_of("nigar").actor, "add_note", "done", "AZE-2023-02")
    get_user_model().objects.all().delete()
    (row,), _ = list_activity()
    assert (row.username, row.target) == ("nigar", "AZE-2023-02")


@pytest.mark.django_db
def test_a_target_that_is_no_reference_is_left_out() -> None:
    add_user(username="nigar", role=Role.ANALYST)
    log_act(visit_of("nigar").actor, "add_note", "denied", "Nigar Hasanova, 16 years old")
    assert list_activity()[0][0].target == UNKNOWN_TARGET
