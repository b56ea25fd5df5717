"""Reads submissions as KoboToolbox and ODK Central write them: CSV or XLSX to a plain table.

Rows are numbered as in a spreadsheet: the heading is row 1. Nothing is interpreted here.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from openpyxl import load_workbook

from palermo.documents.docx import check_archive
from palermo.documents.plain import decode_text
from palermo.kernel.errors import UnreadableInput
from palermo.kernel.messages import N_

#: Django stores larger uploads in a temporary file; answers about persons must not be written
#: there.
MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 2_000
#: Each column is a field of the mapping page, and Django accepts a thousand fields.
MOST_COLUMNS = 900
#: The number of the first row beneath the heading.
FIRST_ROW = 2
#: Spreadsheets may keep rows that are empty but were once formatted.
_MOST_LINES = 10 * MOST_ROWS
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table of text as it was sent: unique headings, and rows of equal length.

    `other_sheets`: sheets that were not read, such as those of repeated groups.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    other_sheets: tuple[str, ...] = ()


def read_submissions(content: bytes, name: str) -> RawTable:
    """The table in a CSV or XLSX file. Raises UnreadableInput."""
    if len(content) > MOST_BYTES:
        raise _unreadable(
            name,
            N_("The file is larger than {most} MB."),
            N_("Export fewer submissions at a time, and leave pictures out."),
            most=MOST_BYTES // (1024 * 1024),
        )
    if content.startswith(_ZIP):
        lines, others = _workbook(content, name)
    elif content.startswith(_OLE):
        raise _unreadable(
            name,
            N_("The file is an old Excel file, or one with a password."),
            N_("Save it as .xlsx or CSV without a password."),
        )
    else:
        lines, others = _csv_lines(content, name), ()
    return _table(lines, name, others)


def _table(lines: Iterator[list[str]], name: str, others: tuple[str, ...]) -> RawTable:
    heading = next(lines, [])
    rows: list[tuple[str, ...]] = []
    too_long: list[int] = []
    filled = 0
    for number, line in enumerate(lines, FIRST_ROW):
        while len(line) > len(heading) and not line[-1]:
            line.pop()
        if len(line) > len(heading):
            too_long.append(number)
        rows.append((*line, *[""] * (len(heading) - len(line))))
        filled += any(line)
        if filled > MOST_ROWS or number > _MOST_LINES:
            raise _unreadable(
                name,
                N_("The table has more than {most} rows."),
                N_("Export fewer submissions at a time."),
                most=MOST_ROWS,
            )
    if too_long:
        raise _unreadable(
            name,
            N_("Rows with more cells than the heading: {count}, first in row {rows}."),
            N_("Export the table again. Shifted rows cannot be read safely."),
            count=len(too_long),
            rows=", ".join(map(str, too_long[:5])),
        )
    # Many spreadsheets end with empty rows.
    while rows and not any(rows[-1]):
        rows.pop()
    if not any(heading) or not rows or len(heading) > MOST_COLUMNS:
        raise _unreadable(
            name,
            N_("The file contains no table with a heading and rows."),
            N_("Give the CSV or XLSX file that KoboToolbox or ODK Central exports."),
        )
    return RawTable(tuple(_number_doubles(heading)), tuple(rows), others)


def _number_doubles(heading: Sequence[str]) -> Iterator[str]:
    """The headings; a repeated name gets a number."""
    seen: Counter[str] = Counter()
    for place, header in enumerate(heading, 1):
        name = header or f"column {place}"
        seen[name] += 1
        yield name if seen[name] == 1 else f"{name} ({seen[name]})"


def _csv_lines(content: bytes, name: str) -> Iterator[list[str]]:
    try:
        text, _ = decode_text(content, name)
    except UnreadableInput as error:
        # Replace the error's advice, which is about narratives.
        raise UnreadableInput(
            error.what.template,
            where=name,
            remedy=N_("Give the CSV or XLSX file that KoboToolbox or ODK Central exports."),
            **error.what.params,
        ) from None
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        for line in lines:
            yield [cell.strip() for cell in line]
    except csv.Error as error:
        raise _unreadable(
            name,
            N_("The table cannot be read ({why})."),
            N_("Export it again, or save it as CSV in UTF-8."),
            why=str(error),
        ) from None


def _delimiter(text: str) -> str:
    """The delimiter that splits the heading into most columns."""

    def columns(delimiter: str) -> int:
        try:
            return len(next(csv.reader(io.StringIO(text), delimiter=delimiter), []))
        except csv.Error:
            return 0

    return max(_DELIMITERS, key=columns)


def _workbook(content: bytes, name: str) -> tuple[Iterator[list[str]], tuple[str, ...]]:
    check_archive(content, name)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            raise _unreadable(
                name,
                N_("The file is an archive, not a table."),
                N_("Unpack it and choose the CSV file with the name of the form."),
            )
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheets = book.worksheets
        # A file's declared size may be wrong, and rows would be padded to it.
        sheets[0].reset_dimensions()
        rows = islice(sheets[0].iter_rows(values_only=True), _MOST_LINES + FIRST_ROW)
        lines = [list(map(_cell, row)) for row in rows]
    except Exception:  # a damaged workbook breaks the library in dozens of ways
        raise _unreadable(
            name, N_("The workbook is damaged."), N_("Export it again, or export CSV.")
        ) from None
    return iter(lines), tuple(sheet.title for sheet in sheets[1:])


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _unreadable(name: str, what: str, remedy: str, **params: object) -> UnreadableInput:
    return UnreadableInput(what, where=name, remedy=remedy, **params)
