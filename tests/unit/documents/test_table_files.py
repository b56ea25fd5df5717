"""One reader of tables: what spreadsheets of many countries save is the same table."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart

from palermo.documents.table_files import TableLimits, read_table
from palermo.kernel.errors import UnreadableInput

HEAD = ["start", "Does anybody, at work, at home, or elsewhere, keep your papers?", "_uuid"]
ROWS = [["2026-03-01", "да", "a1"], ["2026-03-02", "нет, «никогда»", "b2"]]
KNOWN = {"start", "_uuid"}


def knows(cell: str) -> bool:
    return cell in KNOWN


def text_of(delimiter: str, quoted: bool, end: str = "\r\n") -> str:
    def cell(word: str) -> str:
        return f'"{word}"' if quoted or delimiter in word else word

    return end.join(delimiter.join(map(cell, row)) for row in [HEAD, *ROWS]) + end


def check(content: bytes, first_row: int = 2) -> None:
    table = read_table(content, "table", knows)
    assert list(table.headers) == HEAD
    assert [list(row) for row in table.rows if any(row)] == ROWS
    assert table.first_row == first_row


@pytest.mark.parametrize("delimiter", list(",;\t|"))
@pytest.mark.parametrize("quoted", [True, False])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251"])
def test_every_delimiter_and_encoding(delimiter: str, quoted: bool, encoding: str) -> None:
    check(text_of(delimiter, quoted).encode(encoding))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["sep=;", "SEP=;", '"sep=;"'])
def test_the_mark_of_excel_is_no_heading(mark: str, end: str) -> None:
    check((f"{mark}{end}" + text_of(";", False, end)).encode())


@pytest.mark.parametrize("above", ["\n", "\n\n", ";;\n", "Report of March\n\n", "Отчёт;;\n;;\n"])
def test_titles_and_empty_lines_above_are_skipped(above: str) -> None:
    check((above + text_of(";", False, "\n")).encode(), 2 + above.count("\n"))


def test_hashtags_beneath_the_heading_are_no_row() -> None:
    lines = text_of(",", True, "\n").split("\n")
    lines.insert(1, "#date,#indicator +code,#meta+id")
    check("\n".join(lines).encode())


def _book(fill: Callable[[Workbook], None]) -> bytes:
    book = Workbook()
    fill(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _table(book: Workbook, at: int | None = None, above: int = 0) -> None:
    sheet = book.create_sheet("Data", at)
    for row in [*([None] for _ in range(above)), HEAD, *ROWS]:
        sheet.append(row)


def test_the_first_sheet_with_a_known_heading_is_taken() -> None:
    def cover(book: Workbook) -> None:
        book.worksheets[0].append(["Ministry", "Report"])
        _table(book)

    content = _book(cover)
    check(content)
    assert read_table(content, "x", knows).other_sheets == ("Sheet",)


def test_rows_of_a_second_sheet_with_the_same_table_are_not_left_out() -> None:
    """A month on each sheet: the people of all but the first would be missing."""

    def months(book: Workbook, second: list[str], state: str = "visible") -> None:
        _table(book)
        sheet = book.create_sheet("December")
        sheet.append(second)
        sheet.append(ROWS[0])
        sheet.sheet_state = state

    for second in (HEAD, [*HEAD, "remarks"], HEAD[::-1]):
        with pytest.raises(UnreadableInput, match="More than one sheet") as refused:
            read_table(_book(lambda book, head=second: months(book, head)), "two.xlsx", knows)
        assert refused.value.where == "two.xlsx"
    check(_book(lambda book: months(book, HEAD, "hidden")))
    # The sheet of a repeated group holds the id of its submission and columns of its own.
    check(_book(lambda book: months(book, [HEAD[-1], "name", "relation"])))


def test_a_hidden_sheet_is_taken_last() -> None:
    def hide(book: Workbook) -> None:
        book.worksheets[0].append(["start", "old", "_uuid"])
        book.worksheets[0].sheet_state = "hidden"
        _table(book)

    check(_book(hide))

    def only(book: Workbook) -> None:
        _table(book)
        book["Data"].sheet_state = "veryHidden"

    check(_book(only))


def test_a_sheet_with_a_chart_is_no_table() -> None:
    def chart(book: Workbook) -> None:
        book.create_chartsheet("Chart", 0).add_chart(BarChart())
        _table(book)

    check(_book(chart))


def test_empty_rows_above_and_empty_columns_beside_are_skipped() -> None:
    check(_book(lambda book: _table(book, above=3)), 5)


def test_a_formula_that_was_never_computed_is_not_empty() -> None:
    def formula(book: Workbook) -> None:
        _table(book)
        book["Data"]["B3"] = '=IF(1=1,"yes","no")'

    with pytest.raises(UnreadableInput, match="B3"):
        read_table(_book(formula), "x", knows)


def test_a_formula_with_its_value_is_read() -> None:
    def formula(book: Workbook) -> None:
        _table(book)
        book["Data"]["B3"] = "=B2"

    content = io.BytesIO(_book(formula))
    computed = io.BytesIO()
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(computed, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith("sheet2.xml"):
                for empty in (b"<f>B2</f><v></v>", b"<f>B2</f><v />", b"<f>B2</f><v/>"):
                    part = part.replace(empty, b"<f>B2</f><v>1</v>")
                assert b"<v>1</v>" in part
            new.writestr(name, part)
    table = read_table(computed.getvalue(), "x", knows)
    assert table.rows[1][1] == "1"


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"<html><table><tr><td>start</td></tr></table></html>", "web page"),
        (b"\xd0\xcf\x11\xe0 old", "old Excel"),
        (b"", "empty"),
        (b"start,_uuid\n", "no table"),
        (b"start,_uuid\n1,2,3\n", "first in row 2"),
        (b'start,_uuid\n"1,2\n', "line 2 cannot be read"),
        (b"start,_uuid\n1,a\0b\n", "not a text file"),
    ],
)
def test_what_is_no_table_is_said(content: bytes, word: str) -> None:
    with pytest.raises(UnreadableInput, match=word):
        read_table(content, "x", knows)


def test_an_open_document_is_named() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    with pytest.raises(UnreadableInput, match="OpenDocument"):
        read_table(out.getvalue(), "x.ods", knows)


def test_a_sheet_that_goes_on_is_refused_and_never_cut() -> None:
    def long(book: Workbook) -> None:
        sheet = book.worksheets[0]
        sheet.append(HEAD)
        for number in range(40):
            sheet.append([f"{number}", "yes", "x"])
        sheet.cell(row=20_100, column=1, value="late")

    content = _book(long)
    assert sum(map(any, read_table(content, "x", knows).rows)) == 41
    with pytest.raises(UnreadableInput, match="more than 50 rows"):
        read_table(content, "x", knows, TableLimits(most_rows=50))
