"""Rows that a careful clerk would ask about are named, and neither taken nor dropped."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from palermo.exchange.submission_mapping import (
    ColumnMapping,
    keep_coded_columns,
    list_unused_columns,
    propose_mapping,
)
from palermo.exchange.submission_rows import CheckedRows, check_rows
from palermo.exchange.submissions import read_submissions
from palermo.procedures.shapes import Procedure
from tests.submissions import IDS, PACK, REFER, kobo_xlsx

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
ADULTS = next(p for p in PACK.procedures.versions if p.id == "screen-adult-labour")
HEADINGS = ["grounds", "agrees", "danger_now", "_uuid", "start"]
ROW = ["yes", "no", "no", IDS[0], "2026-03-01T10:15:00+04:00"]


def check(
    rows: list[list[str]], headings: list[str], procedure: Procedure = REFER, **more: object
) -> CheckedRows:
    raw = read_submissions(kobo_xlsx(rows, headings), "export")
    table = keep_coded_columns(raw, procedure, PACK)
    values = {"place_kind": procedure.settings[0], "columns": propose_mapping(table).columns}
    mapping = ColumnMapping.model_validate({**values, **more})
    return check_rows(table, mapping, procedure, PACK, ZoneInfo("Asia/Baku"), NOW)


def columns(found: CheckedRows) -> list[str]:
    return [problem.column for problem in found.problems]


@pytest.mark.parametrize(
    ("age", "child", "sure", "fits"),
    [
        ("17", "no", "", False),
        ("17", "yes", "", True),
        ("17", "does_not_know", "", True),
        ("17", "", "yes", False),
        ("40", "yes", "", False),
        ("40", "no", "yes", True),
        ("", "yes", "yes", False),
        ("", "no", "no", False),
        ("", "no", "unknown", True),
        ("", "does_not_know", "unknown", True),
        ("18", "no", "", True),
        ("0", "no", "", False),
    ],
)
@pytest.mark.parametrize("procedure", [REFER, ADULTS], ids=lambda p: p.id)
def test_f10_age_and_answers_say_the_same(
    procedure: Procedure, age: str, child: str, sure: str, fits: bool
) -> None:
    headings = [procedure.questions[0].id, "may_be_child", "age", "surely_adult", "_uuid", "start"]
    found = check([["yes", child, age, sure, *ROW[-2:]]], headings, procedure)
    contradict = [p for p in found.problems if "contradict" in p.what.template]
    if fits:
        assert not contradict
        assert not any(s.doubtful_age for s in found.ready)
    elif contradict:
        assert not found.ready
    else:
        # The procedure for children takes over, and the row is named.
        assert [(s.child, s.doubtful_age) for s in found.ready] == [(True, True)]
        assert procedure.child_procedure


@pytest.mark.parametrize(
    "start", ["1970-01-01T04:03:00.000+04:00", "2000-01-01T00:00:00+04:00", "2036-02-07T06:28:00Z"]
)
def test_f11_a_clock_that_is_wrong_by_years_is_named(start: str) -> None:
    found = check([[*ROW[:-1], start]], HEADINGS)
    assert (found.ready, columns(found)) == ((), ["start"])


def test_f11_a_clock_that_is_a_little_ahead_is_not() -> None:
    assert check([[*ROW[:-1], "2026-12-01T10:00:00Z"]], HEADINGS).ready


@pytest.mark.parametrize(
    ("heading", "word", "taken"),
    [
        ("_validation_status", "Not Approved", False),
        ("_validation_status", "validation_status_not_approved", False),
        ("_validation_status", "On Hold", False),
        ("_validation_status", "Approved", True),
        ("_validation_status", "", True),
        ("ReviewState", "rejected", False),
        ("ReviewState", "hasIssues", False),
        ("ReviewState", "approved", True),
        ("ReviewState", "edited", True),
        ("_validation_status", "Abgelehnt", False),
    ],
)
def test_f15_what_was_rejected_is_not_taken_unasked(heading: str, word: str, taken: bool) -> None:
    rows = [[*ROW, word], [*ROW[:3], IDS[1], ROW[-1], ""]]
    found = check(rows, [*HEADINGS, heading])
    assert [s.row for s in found.ready] == ([2, 3] if taken else [3])
    assert columns(found) == ([] if taken else [heading])
    left_out = {h: "-" if h == heading else t for h, t in zip(HEADINGS, HEADINGS, strict=True)}
    left_out |= {"_uuid": "@key", "start": "@started_at"}
    assert len(check(rows, [*HEADINGS, heading], columns=left_out).ready) == 2


def test_f16_one_id_with_other_answers_takes_neither_row() -> None:
    other = ["no", *ROW[1:]]
    found = check([ROW, other, [*ROW[:3], IDS[1], ROW[-1]]], HEADINGS)
    assert [s.row for s in found.ready] == [4]
    assert sorted(p.row for p in found.problems) == [2, 3]
    same = check([ROW, ROW], HEADINGS)
    assert [s.row for s in same.ready] == [2]
    assert [p.row for p in same.problems] == [3]


@pytest.mark.parametrize(
    "near", ["danger_now_001", "danger_now_1", "danger_now.1", "danger_nov", "Danger now"]
)
@pytest.mark.parametrize("beside", [True, False])
def test_f02_a_coded_column_that_only_comes_near_is_asked_about(near: str, beside: bool) -> None:
    headings = [h for h in HEADINGS if beside or h != "danger_now"]
    row = [c for h, c in zip(HEADINGS, ROW, strict=True) if h in headings]
    raw = read_submissions(kobo_xlsx([[*row, "yes"]], [*headings, near]), "export")
    table = keep_coded_columns(raw, REFER, PACK)
    proposed = {c.header: c.proposed for c in table.columns}
    assert proposed[near] == "?danger_now"


def test_a_coded_column_of_another_form_is_never_silent() -> None:
    raw = read_submissions(kobo_xlsx([[*ROW, "yes", "a note"]], [*HEADINGS, "other", "n"]), "x")
    table = keep_coded_columns(raw, REFER, PACK)
    assert list_unused_columns(table, ColumnMapping()) == ("other",)
    assert list_unused_columns(table, ColumnMapping(columns={"other": "-"})) == ()
    assert table.left_out == ("n",)


def test_f12_a_date_with_two_readings_is_said() -> None:
    (problem,) = check([[*ROW[:-1], "3/1/2026 9:30"]], HEADINGS).problems
    assert "which number of the date is the day" in problem.what.template
    rows = [[*ROW[:-1], "3/1/2026 9:30"], [*ROW[:3], IDS[1], "3/25/2026 9:30"]]
    first, _ = check(rows, HEADINGS).ready
    assert first.started_at == datetime(2026, 3, 1, 5, 30, tzinfo=UTC)


def test_f27_capitals_of_every_language_are_read() -> None:
    for word in ("BƏLİ", "Bəli", "ДА", "YES", "bəlı"):
        (one,) = check([[word, *ROW[1:]]], HEADINGS).ready
        assert one.answers["grounds"] == "yes"
