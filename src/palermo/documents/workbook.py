"""Reads the sheets of an XLSX workbook as lines of text."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from openpyxl.reader.excel import ExcelReader

from palermo.documents.archives import open_archive, read_telling_part
from palermo.documents.confined_child import Choose
from palermo.documents.docx import check_archive
from palermo.documents.table_lines import Knows, Room, find_heading
from palermo.kernel.errors import UnreadableInput
from palermo.kernel.messages import N_

#: Spreadsheets may keep rows that are empty but were once formatted, beside those that hold data.
_MOST_EMPTY = 20_000
#: Of each the first lines are looked at.
MOST_SHEETS = 250
#: So many lines of a sheet are looked at to find the table.
_LOOKED_AT = 30
_CELL = re.compile(rb"<c\b(?P<about>[^<>]*)>(?P<inside>(?:(?!</?c\b).)*)</c>", re.DOTALL)
_PLACE = re.compile(rb'\br="(?P<place>[A-Z]+\d+)"')
_VALUE = re.compile(rb"<v>[^<]+</v>|<is>")


class _TableReader(ExcelReader):
    """Leaves out sheets that only hold a chart."""

    def read_chartsheet(self, sheet: object, rel: object) -> None:
        """A chart has no cells, and one without a drawing breaks the library."""

    def read_worksheets(self) -> None:
        """As the library does; it takes milliseconds for each, though all name the same part."""
        if len(self.parser.sheets) > MOST_SHEETS:
            raise UnreadableInput(
                N_("The workbook has more than {most} sheets."),
                remedy=N_("Save the sheet with the table in a file of its own."),
                most=MOST_SHEETS,
            )
        super().read_worksheets()


@dataclass(frozen=True, slots=True)
class SheetLines:
    """The lines of the sheet with the table, and the names of the sheets that were not read."""

    lines: list[list[str]]
    others: tuple[str, ...]


def read_workbook(content: bytes, name: str, choose: Choose, most_rows: int) -> SheetLines:
    """The sheet that `choose` takes by the first lines of each, visible sheets before hidden ones.

    Raises UnreadableInput, also for a sheet that goes on after `most_rows` and many empty ones: no
    row is left out in silence.
    """
    check_archive(content, name, "XLSX")
    _check_kind(content, name)
    try:
        reader = _TableReader(io.BytesIO(content), read_only=True, data_only=True)
        reader.read()
        sheets = sorted(reader.wb.worksheets, key=lambda s: s.sheet_state != "visible")
        room = Room(name)
        heads = [_lines(sheet, _LOOKED_AT, room) for sheet in sheets]
        at = choose(heads, sum(s.sheet_state == "visible" for s in sheets))
        lines = _lines(sheets[at], most_rows + _MOST_EMPTY, room)
        path = str(sheets[at]._worksheet_path)  # type: ignore[attr-defined]
    except (UnreadableInput, MemoryError):
        raise
    except Exception:  # a damaged workbook breaks the library in dozens of ways
        raise UnreadableInput(
            N_("The workbook is damaged."),
            where=name,
            remedy=N_("Export it again, or export CSV."),
        ) from None
    if len(lines) > most_rows + _MOST_EMPTY:
        raise too_many_rows(name, most_rows)
    _check_formulas(content, path, name)
    rest = tuple(s.title for n, s in enumerate(sheets) if n != at and any(map(any, heads[n])))
    return SheetLines(lines, rest)


def too_many_rows(name: str, most: int) -> UnreadableInput:
    """The error for a table that is longer than a front end accepts."""
    return UnreadableInput(
        N_("The table has more than {most} rows."),
        where=name,
        remedy=N_("Export fewer submissions at a time."),
        most=most,
    )


def choose_sheet(heads: list[list[list[str]]], visible: int, knows: Knows) -> int:
    """The first sheet with a known heading, otherwise the first that holds anything.

    Raises UnreadableInput where another sheet that is not hidden holds such a table, too: its rows
    would be missing. A sheet of a repeated group has few of the headings.
    """
    known = [_known_headings(lines, knows) for lines in heads]
    if not any(known):
        filled = [any(map(any, lines)) for lines in heads]
        return filled.index(True) if any(filled) else 0
    at = next(n for n, headings in enumerate(known) if headings)
    if any(2 * len(known[at] & other) > len(known[at]) for other in known[at + 1 : visible]):
        raise UnreadableInput(
            N_("More than one sheet of the workbook holds this table."),
            remedy=N_(
                "Save each of these sheets in a file of its own, or delete or hide those that are "
                "not to be read."
            ),
        )
    return at


def _known_headings(lines: list[list[str]], knows: Knows) -> set[str]:
    """The known headings of a sheet; empty where no row is beneath them."""
    if not lines:
        return set()
    at = find_heading(lines, knows)
    return set(filter(knows, lines[at])) if any(map(any, lines[at + 1 :])) else set()


def _lines(sheet: object, most: int, room: Room) -> list[list[str]]:
    # A file's declared size may be wrong, and rows would be padded to it.
    sheet.reset_dimensions()  # type: ignore[attr-defined]
    rows = islice(sheet.iter_rows(values_only=True), most + 1)  # type: ignore[attr-defined]
    return [room.take(list(map(_cell, row))) for row in rows]


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _check_kind(content: bytes, name: str) -> None:
    with open_archive(content) as archive:
        names = set(archive.namelist())
        mimetype = read_telling_part(archive, "mimetype")[:100] if "mimetype" in names else b""
    if "xl/workbook.xml" in names:
        return
    if b"opendocument" in mimetype:
        raise UnreadableInput(
            N_("Palermo cannot read this kind of file: {kind}."),
            where=name,
            remedy=N_("Open it in a spreadsheet program and save it as XLSX or CSV."),
            kind="OpenDocument",
        )
    if any(n.startswith("xl/") for n in names):
        raise UnreadableInput(
            N_("Palermo cannot read this kind of file: {kind}."),
            where=name,
            remedy=N_("Open it in a spreadsheet program and save it as XLSX or CSV."),
            kind="XLSB",
        )
    raise UnreadableInput(
        N_("The file is an archive, not a table."),
        where=name,
        remedy=N_("Unpack it and choose the CSV file with the name of the form."),
    )


def _check_formulas(content: bytes, path: str, name: str) -> None:
    """Refuse formulas that were never computed: their cells look empty and are not."""
    with open_archive(content) as archive:
        found = list(islice(_uncomputed(archive.read(path.lstrip("/"))), 6))
    if found:
        raise UnreadableInput(
            N_("The workbook holds formulas without a computed value, first in {cells}."),
            where=name,
            remedy=N_("Open it in a spreadsheet program, save it there and import it again."),
            cells=", ".join(found),
        )


def _uncomputed(sheet: bytes) -> Iterator[str]:
    if b"<f" not in sheet:
        return
    # A cell without content ends in itself; it would swallow the next one.
    for cell in _CELL.finditer(re.sub(rb"<c\b[^<>]*/>", b"", sheet)):
        inside = cell["inside"]
        # A text of no letters is computed, too.
        is_text = b't="str"' in cell["about"]
        if b"<f" in inside and not is_text and not _VALUE.search(inside):
            place = _PLACE.search(cell["about"])
            yield place["place"].decode() if place else "?"
