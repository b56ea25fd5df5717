"""K1, K10, A16 in a file of KoboToolbox or ODK."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from palermo.actions.interviews._import_preview import open_mapped_file
from palermo.actions.interviews.import_interviews import import_interviews
from palermo.actions.interviews.preview_import import preview_import
from palermo.actions.visit import Visit
from palermo.cases.interview import InterviewState
from palermo.exchange.submission_mapping import ColumnMapping
from palermo.kernel.errors import Refused
from palermo.procedures.shapes import Procedure
from palermo.records.interviews.queries import fetch_interviews
from palermo.records.obligations.queries import (
    list_open_obligations,
)
from tests.handovers import (
    ADULTS,
    CHILDREN,
    PROTECTIONS,
    duties_of,
    only_row,
)
from tests.submissions import IDS
from tests.visits import visit_of

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def _table(rows: list[dict[str, str]]) -> bytes:
    names = ["KEY", "start", "no_talk", "no_talk_called", "no_talk_expected_at", "surely_adult",
             "age", "frightened", "seen_danger"]  # fmt: skip
    lines = [",".join(names)]
    for n, row in enumerate(rows):
        known = {"KEY": IDS[n], "start": f"2026-12-0{n + 1}T10:00:00+04:00", **row}
        lines.append(",".join(known.get(name, "") for name in names))
    return "\n".join(lines).encode()


def _import(procedure: Procedure, rows: list[dict[str, str]], *, adults: bool = False) -> Any:
    visit = visit_of("officer", now=datetime(2026, 12, 20, 9, tzinfo=UTC))
    mapping = ColumnMapping(
        version=procedure.version, place_kind=procedure.settings[0], adults=adults
    )
    opened = open_mapped_file(
        _table(rows), "rows.csv", procedure.id, mapping, pack=visit.pack, on=visit.today
    )
    return visit, opened


def _take_in(made: tuple[Visit, Any]) -> Any:
    visit, opened = made
    return import_interviews(visit, opened=opened)


def test_k10_rows_of_talks_that_did_not_take_place_are_imported(
    web: Client, protecting: tuple[Procedure, Procedure]
) -> None:
    """No condition is confirmed in the mapping, and none is asked for."""
    row = {
        "no_talk": "trained", "no_talk_called": "child_protection shelter", "age": "9",
        "no_talk_expected_at": "2026-12-01T11:30:00+04:00", "frightened": "yes",
    }  # fmt: skip
    made = _import(protecting[1], [row])
    done = _take_in(made)
    assert (len(done.new), done.problems) == (1, ())
    kept = only_row()
    assert (kept.state, kept.origin) == (InterviewState.HANDED_OVER, "import")
    assert kept.called == ("child_protection", "shelter")
    assert kept.answers == {"age": 9, "frightened": "yes"}
    assert duties_of(kept) >= PROTECTIONS
    (guardian,) = [o for o in list_open_obligations("officer") if o.duty == "guardian"]
    assert guardian.due_at == kept.started_at + 24 * HOUR
    assert _take_in(made).here == 1, "imported twice is kept once"


def test_k1_a16_the_refusals_of_a_file_follow_the_age_of_each_row(
    web: Client, protecting: tuple[Procedure, Procedure]
) -> None:
    words = "The person does not wish to talk"
    rows = [
        {"no_talk": words, "surely_adult": "yes"},
        {"no_talk": "declined", "surely_adult": "no"},
        {"no_talk": "declined"},
    ]
    made = _import(protecting[0], rows)
    done = _take_in(made)
    assert (len(done.new), done.children, done.problems) == (3, 2, ())
    again = _take_in(made)
    assert (again.here, again.problems) == (3, ()), "the same rows are no other answers"
    found = sorted((row.procedure, row.state.value) for row in fetch_interviews("officer"))
    assert found == [
        (CHILDREN, "handed_over"), (CHILDREN, "handed_over"),
        (ADULTS, "passed_on"), (ADULTS, "passed_on"), (ADULTS, "refused"),
    ]  # fmt: skip
    assert {o.duty for o in list_open_obligations("officer")} >= PROTECTIONS


def test_cells_that_are_not_coded_are_problems_and_name_nobody(
    web: Client, protecting: tuple[Procedure, Procedure]
) -> None:
    rows = [
        {"no_talk": "because Aygun was afraid"},
        {"no_talk": "declined", "no_talk_called": "Aygun"},
        {"no_talk": "declined", "no_talk_expected_at": "2020-01-01T10:00:00+04:00"},
        # A talk with answers still needs the conditions.
        {"frightened": "yes"},
    ]
    visit, opened = _import(protecting[1], rows)
    found = preview_import(visit, opened=opened)
    assert [p.row for p in found.problems] == [2, 3, 4]
    assert "Aygun" not in repr(found)
    with pytest.raises(Refused, match="safety condition"):
        _take_in((visit, opened))
    assert fetch_interviews("officer") == []
