"""A table for download, and its three written forms: CSV, XLSX, JSON.

CSV and JSON are for programs: stable keys and the English words of `AbsentValue`. XLSX is for
people: titles and words in the language of `translate`, a frozen heading, real numbers and dates.
Text that a spreadsheet would run as a formula is escaped.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from types import MappingProxyType

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

import palermo
from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_


class ColumnKind(StrEnum):
    """The kind of value in a column's cells."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    MOMENT = "moment"
    YES_NO = "yes_no"


class AbsentValue(StrEnum):
    """Why a cell has no value. Four different reasons, and none of them is zero."""

    NO_DATA = N_("no data")
    NOT_REPORTED = N_("not reported")
    NOT_APPLICABLE = N_("not applicable")
    SUPPRESSED = N_("suppressed")


Cell = str | int | float | bool | date | datetime | AbsentValue

_TYPES: Mapping[ColumnKind, tuple[type, ...]] = {
    ColumnKind.TEXT: (str,),
    ColumnKind.NUMBER: (int, float),
    ColumnKind.DATE: (date,),
    ColumnKind.MOMENT: (datetime,),
    ColumnKind.YES_NO: (bool,),
}


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: key for programs, title (a template for translation) for people."""

    key: str
    title: str
    kind: ColumnKind = ColumnKind.TEXT


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under columns. Refuses a row of another length and a cell of another kind.

    `note` says where the rows come from; `filters` the parameters of the request as codes, and
    `filter_words` the same for people, in their language.
    """

    name: str
    title: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    filter_words: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows, 1):
            if len(row) != len(self.columns):
                raise ValueError(f"{self.name}, row {number}: {len(row)} cells")
            for column, cell in zip(self.columns, row, strict=True):
                if not _fits(column.kind, cell):
                    raise ValueError(f"{self.name}, row {number}, {column.key}: {type(cell)}")

    def only(self, keys: Sequence[str]) -> Table:
        """The same table with the columns `keys`, in that order."""
        places = [[c.key for c in self.columns].index(key) for key in keys]
        columns = tuple(self.columns[i] for i in places)
        rows = tuple(tuple(row[i] for i in places) for row in self.rows)
        return replace(self, columns=columns, rows=rows)


def _fits(kind: ColumnKind, cell: Cell) -> bool:
    if isinstance(cell, AbsentValue):
        return True
    # Python's bool is an int and its datetime a date; here they are different kinds.
    if isinstance(cell, (bool, datetime)):
        return isinstance(cell, _TYPES[kind]) and kind in {ColumnKind.YES_NO, ColumnKind.MOMENT}
    return isinstance(cell, _TYPES[kind])


_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


def guard_formula(text: str) -> str:
    """`text`, with an apostrophe before anything that a spreadsheet would run as a formula."""
    if text.startswith(_FORMULA_STARTS) and not _NUMBER.fullmatch(text):
        return "'" + text
    return text


def _plain(cell: Cell) -> str | int | float:
    """The cell's value in a file for programs."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, (date, datetime)):
        return cell.isoformat()
    if isinstance(cell, str):
        return str(cell)
    return int(cell) if float(cell).is_integer() else cell


def to_csv(table: Table, made_at: datetime, translate: Callable[[str], str] = str) -> bytes:
    """UTF-8 with a byte order mark, so that spreadsheets read every alphabet; heading: the keys."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([column.key for column in table.columns])
    for row in table.rows:
        cells = (_plain(cell) for cell in row)
        writer.writerow([guard_formula(c) if isinstance(c, str) else c for c in cells])
    return out.getvalue().encode("utf-8-sig")


def to_table_json(table: Table, made_at: datetime, translate: Callable[[str], str] = str) -> bytes:
    """One object: a description of the table, then `rows` as objects by column key."""
    keys = [column.key for column in table.columns]
    columns = [{"key": c.key, "title": translate(c.title), "kind": c.kind} for c in table.columns]
    content = {
        "table": table.name,
        "title": translate(table.title),
        "made_at": made_at.isoformat(),
        "filters": dict(table.filters),
        "note": table.note and translate(table.note),
        "version": palermo.__version__,
        "columns": columns,
        "rows": [dict(zip(keys, map(_json_cell, row), strict=True)) for row in table.rows],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _json_cell(cell: Cell) -> str | int | float | bool:
    return cell if isinstance(cell, bool) else _plain(cell)


def to_xlsx(table: Table, made_at: datetime, translate: Callable[[str], str] = str) -> bytes:
    """A workbook: the table with a frozen heading, and a sheet that describes it."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(translate(table.title)[:31].translate(_NOT_IN_SHEET_NAMES))
    sheet.freeze_panes = "A2"
    for number, column in enumerate(table.columns, 1):
        width = 60 if column.kind is ColumnKind.TEXT and _longest(table, number - 1) > 30 else 18
        sheet.column_dimensions[get_column_letter(number)].width = width
    heading = [WriteOnlyCell(sheet, _sheet_text(translate(c.title))) for c in table.columns]
    for cell in heading:
        cell.font = Font(bold=True)
    sheet.append(heading)
    for row in table.rows:
        sheet.append([_sheet_cell(cell, translate) for cell in row])
    about = book.create_sheet(translate(N_("About this table"))[:31])
    about.append([_sheet_text(translate(table.title))])
    about.append([_sheet_text(translate(table.note) if table.note else "")])
    about.append([translate(N_("Created at")), made_at.isoformat()])
    about.append([translate(N_("Made with")), f"Palermo {palermo.__version__}"])
    for name, value in table.filter_words.items():
        about.append([_sheet_text(name), _sheet_text(value)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


_NOT_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def _longest(table: Table, index: int) -> int:
    return max((len(str(row[index])) for row in table.rows), default=0)


def _sheet_text(text: str) -> str:
    return guard_formula(str(ILLEGAL_CHARACTERS_RE.sub("", text)))


def _sheet_cell(cell: Cell, translate: Callable[[str], str]) -> str | int | float | date:
    if isinstance(cell, AbsentValue):
        return translate(cell.value)
    if isinstance(cell, bool):
        return translate(N_("yes")) if cell else translate(N_("no"))
    if isinstance(cell, datetime):
        # Workbooks have no time zones; every time is written in UTC.
        return cell.astimezone(UTC).replace(tzinfo=None)
    return _sheet_text(cell) if isinstance(cell, str) else cell


Writer = Callable[[Table, datetime, Callable[[str], str]], bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """A written form: its name for programs, its media type for browsers."""

    name: str
    media_type: str
    write: Writer


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "csv": Format("csv", "text/csv; charset=utf-8", to_csv),
        "xlsx": Format(
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            to_xlsx,
        ),
        "json": Format("json", "application/json", to_table_json),
    }
)


def find_format(name: str) -> Format:
    """The written form called `name`. Raises BadValue naming the known ones."""
    if name not in FORMATS:
        raise BadValue(
            N_("There is no format {name}."),
            where="format",
            remedy=N_("Choose one of: {known}."),
            name=name[:20],
            known=", ".join(FORMATS),
        )
    return FORMATS[name]
