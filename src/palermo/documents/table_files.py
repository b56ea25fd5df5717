"""Reads a table as offices send it: CSV or XLSX to plain text. One reader for every front end.

Rows are numbered as in a spreadsheet. Nothing is interpreted here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from palermo.documents.confined import read_lines_confined
from palermo.documents.table_lines import (
    MOST_CELLS,
    Knows,
    find_heading,
    is_tag_line,
    split_csv,
    too_much_table,
)
from palermo.documents.workbook import choose_sheet, too_many_rows
from palermo.kernel.errors import UnreadableInput
from palermo.kernel.messages import N_, Message

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
#: The number of the first row beneath a heading in the first line.
FIRST_ROW = 2


@dataclass(frozen=True, slots=True)
class TableLimits:
    """What a front end accepts of a table."""

    most_bytes: int = 50 * 1024 * 1024
    most_rows: int = 200_000
    most_columns: int = 2_000


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table of text as it was sent: unique headings, and rows of equal length.

    `other_sheets`: sheets that were not read, such as those of repeated groups. `first_row`: the
    number of the first row in the file. `warnings`: about the encoding.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    other_sheets: tuple[str, ...] = ()
    first_row: int = FIRST_ROW
    warnings: tuple[Message, ...] = ()

    def numbered(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Every row that is not empty, by heading, with its number."""
        for number, row in enumerate(self.rows, self.first_row):
            if any(row):
                yield number, dict(zip(self.headers, row, strict=True))


def _knows_nothing(_: str) -> bool:
    return False


def read_table(
    content: bytes,
    name: str,
    knows: Knows = _knows_nothing,
    limits: TableLimits | None = None,
) -> RawTable:
    """The table in a CSV or XLSX file. `knows`: whether a cell is a known heading.

    Raises UnreadableInput.
    """
    limits = limits or TableLimits()
    if len(content) > limits.most_bytes:
        raise UnreadableInput(
            N_("The file is larger than {most} MB."),
            where=name,
            remedy=N_("Export fewer submissions at a time, and leave pictures out."),
            most=limits.most_bytes // (1024 * 1024),
        )
    warnings: list[Message] = []
    others: tuple[str, ...] = ()
    if content.startswith(_ZIP):
        choose = partial(choose_sheet, knows=knows)
        lines, others = read_lines_confined(content, name, choose, limits.most_rows)
    elif content.startswith(_OLE):
        raise UnreadableInput(
            N_("The file is an old Excel file, or one with a password."),
            where=name,
            remedy=N_("Save it as .xlsx or CSV without a password."),
        )
    else:
        lines, warnings = split_csv(content, name, knows)
    at = find_heading(lines, knows)
    heading, beneath = (lines[at], lines[at + 1 :]) if lines else ([], [])
    if beneath and is_tag_line(beneath[0]):
        beneath[0] = []
    return _table(heading, beneath, at + FIRST_ROW, name, others, limits, tuple(warnings))


def _table(
    heading: list[str],
    lines: list[list[str]],
    first: int,
    name: str,
    others: tuple[str, ...],
    limits: TableLimits,
    warnings: tuple[Message, ...],
) -> RawTable:
    while heading and not heading[-1]:
        heading.pop()
    # Many spreadsheets end with empty rows.
    while lines and not any(lines[-1]):
        lines.pop()
    for line in lines:
        while len(line) > len(heading) and not line[-1]:
            line.pop()
    if sum(map(any, lines)) > limits.most_rows:
        raise too_many_rows(name, limits.most_rows)
    too_long = [n for n, line in enumerate(lines, first) if len(line) > len(heading)]
    if too_long and any(heading):
        raise UnreadableInput(
            N_("Rows with more cells than the heading: {count}, first in row {rows}."),
            where=name,
            remedy=N_("Export the table again. Shifted rows cannot be read safely."),
            count=len(too_long),
            rows=", ".join(map(str, too_long[:5])),
        )
    if not any(heading) or not lines or len(heading) > limits.most_columns:
        raise UnreadableInput(
            N_("The file contains no table with a heading and rows."),
            where=name,
            remedy=N_("Give a table as CSV or XLSX."),
        )
    # Short rows are filled up, so that they are counted by the heading.
    if len(lines) * len(heading) > MOST_CELLS:
        raise too_much_table(name)
    rows = tuple((*line, *[""] * (len(heading) - len(line))) for line in lines)
    return RawTable(tuple(_number_doubles(heading)), rows, others, first, warnings)


def _number_doubles(heading: Sequence[str]) -> Iterator[str]:
    """The headings; a repeated name gets a number."""
    seen: Counter[str] = Counter()
    for place, header in enumerate(heading, 1):
        name = header or f"column {place}"
        seen[name] += 1
        yield name if seen[name] == 1 else f"{name} ({seen[name]})"
