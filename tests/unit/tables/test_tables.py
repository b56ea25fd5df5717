"""A table in its three written forms: no cell becomes a formula, no absent value a zero."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from palermo.kernel.errors import BadValue
from palermo.tables.table import (
    FORMATS,
    AbsentValue,
    ColumnKind,
    Table,
    TableColumn,
    find_format,
    guard_formula,
    to_csv,
    to_table_json,
    to_xlsx,
)

NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
COLUMNS = (
    TableColumn("text", "Text"),
    TableColumn("count", "Count", ColumnKind.NUMBER),
    TableColumn("day", "Day", ColumnKind.DATE),
    TableColumn("at", "Moment", ColumnKind.MOMENT),
    TableColumn("done", "Done", ColumnKind.YES_NO),
)
ROWS = (
    ("İnsan alveri", 0, date(2023, 1, 2), NOW, True),
    ("=HYPERLINK(1)", -4.5, AbsentValue.NOT_APPLICABLE, AbsentValue.NO_DATA, False),
    (
        "-12",
        AbsentValue.NOT_REPORTED,
        AbsentValue.SUPPRESSED,
        AbsentValue.NO_DATA,
        AbsentValue.NO_DATA,
    ),
)
TABLE = Table("test", "A test: of/tables", COLUMNS, ROWS, "From a test", {"year": "2023"})


def _csv_rows() -> list[list[str]]:
    text = to_csv(TABLE, NOW).decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_csv_keeps_keys_numbers_and_the_words_for_absence() -> None:
    heading, first, second, third = _csv_rows()
    assert heading == ["text", "count", "day", "at", "done"]
    assert first == ["İnsan alveri", "0", "2023-01-02", NOW.isoformat(), "yes"]
    assert second == ["'=HYPERLINK(1)", "-4.5", "not applicable", "no data", "no"]
    assert third == ["-12", "not reported", "suppressed", "no data", "no data"]


def test_xlsx_has_typed_cells_a_frozen_heading_and_says_what_it_is() -> None:
    book = load_workbook(io.BytesIO(to_xlsx(TABLE, NOW)))
    sheet, about = book.worksheets
    assert sheet.freeze_panes == "A2"
    rows: list[Any] = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == ["Text", "Count", "Day", "Moment", "Done"]
    assert rows[1][1] == 0
    assert rows[1][2] == datetime(2023, 1, 2)  # noqa: DTZ001 - workbooks know no zones
    assert rows[2][0] == "'=HYPERLINK(1)"
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert rows[3][1:3] == ["not reported", "suppressed"]
    assert "From a test" in [row[0].value for row in about.iter_rows()]


def test_json_says_what_it_is_and_keeps_the_four_absences_apart() -> None:
    shown = json.loads(to_table_json(TABLE, NOW))
    assert shown["filters"] == {"year": "2023"}
    assert shown["made_at"] == NOW.isoformat()
    assert shown["rows"][0]["count"] == 0
    assert shown["rows"][0]["done"] is True
    assert shown["rows"][2]["count"] == "not reported"


def test_xlsx_is_written_in_the_readers_language() -> None:
    book = load_workbook(io.BytesIO(to_xlsx(TABLE, NOW, lambda text: f"<{text}>")))
    assert book.worksheets[0]["B1"].value == "<Count>"
    assert book.worksheets[0]["B4"].value == "<not reported>"


@given(st.text())
def test_no_text_is_left_as_a_formula(text: str) -> None:
    written = guard_formula(text)
    assert written.removeprefix("'") == text.removeprefix("'") or written == "'" + text
    assert not written.startswith(("=", "@", "\t", "\r"))


@pytest.mark.parametrize("text", ["+994 12", "-1+1", "＝1", "@SUM(1)", "\t=1"])
def test_what_looks_like_a_formula_is_marked(text: str) -> None:
    assert guard_formula(text) == "'" + text


@pytest.mark.parametrize("text", ["-12", "+3.5", "-4,5", "plain", ""])
def test_numbers_and_plain_text_stay_as_they_are(text: str) -> None:
    assert guard_formula(text) == text


@pytest.mark.parametrize("cell", ["12", True, None])
def test_a_cell_of_another_kind_is_refused(cell: Any) -> None:
    with pytest.raises(ValueError, match="count"):
        Table("t", "T", (TableColumn("count", "Count", ColumnKind.NUMBER),), ((cell,),))


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="2 cells"):
        Table("t", "T", (TableColumn("a", "A"),), (("x", "y"),))


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(BadValue, match="csv, xlsx, json"):
        find_format("pdf")
    assert set(FORMATS) == {"csv", "xlsx", "json"}
