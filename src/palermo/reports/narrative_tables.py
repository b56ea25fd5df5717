"""Tables with a narrative in each row: country, year and text in columns (CSV, TSV).

A text of a cell keeps its place in the file as long as no quotation mark in it is doubled.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from palermo.kernel.strict_model import StrictModel
from palermo.reports.names import CountryNames

_DELIMITERS = ",;\t|"
#: A cell: in quotation marks, which are doubled inside, or up to the next delimiter.
_CELL = {
    mark: re.compile(rf'"(?P<quoted>(?:[^"]|"")*)"[ \t]*(?P<end>{re.escape(mark)}|\r?\n|\Z)'
                     rf'|(?P<bare>[^{re.escape(mark)}\r\n]*)(?P<stop>{re.escape(mark)}|\r?\n|\Z)')
    for mark in _DELIMITERS
}  # fmt: skip
#: A column without a known heading holds narratives if one of its cells is this long.
_LONG_CELL = 150
_MOST_COLUMNS = 60
_FIRST_YEAR, _LAST_YEAR = 2001, 2049


class TableColumns(StrictModel):
    """Headings of columns in small letters, as pack data (`phrases/header.yaml`)."""

    country: frozenset[str]
    year: frozenset[str]
    text: frozenset[str]
    #: Of tables of numbers: headings of columns or rows, by measure.
    measures: dict[str, tuple[str, ...]]

    @cached_property
    def measure_of(self) -> dict[str, str]:
        """The measure that a heading in small letters stands for."""
        return {head: measure for measure, heads in self.measures.items() for head in heads}


@dataclass(frozen=True, slots=True)
class FoundColumns:
    """Where a table's rows begin, its delimiter and its columns; `text` is None if unknown."""

    start: int
    delimiter: str
    country: int
    year: int | None
    text: int | None


@dataclass(frozen=True, slots=True)
class TableNarrative:
    """The narrative of one row; `start` is its place in the text of the file."""

    country: str
    year: int | None
    text: str
    start: int


def find_columns(text: str, v: TableColumns) -> FoundColumns | None:
    """The columns that the first line names; None where it is no heading of such a table."""
    line_end = text.find("\n")
    line = text[:line_end].strip("\ufeff\r") if line_end > 0 else ""
    for mark in _DELIMITERS:
        heads = [cell.strip(' \t"').casefold() for cell in line.split(mark)]
        if not 1 < len(heads) <= _MOST_COLUMNS:
            continue
        country, year, narrative = (_index(heads, known) for known in (v.country, v.year, v.text))
        if country is not None:
            return FoundColumns(line_end + 1, mark, country, year, narrative)
    return None


def _index(heads: Sequence[str], known: frozenset[str]) -> int | None:
    return next((at for at, head in enumerate(heads) if head in known), None)


def read_rows(text: str, columns: FoundColumns, names: CountryNames) -> list[TableNarrative]:
    """The rows with a known country and a text; none if the table holds no narratives."""
    rows = list(_cells(text, columns.start, columns.delimiter))
    narrative = columns.text if columns.text is not None else _longest_column(rows, columns)
    found: list[TableNarrative] = []
    for row in rows:
        if narrative is None or max(narrative, columns.country) >= len(row):
            continue
        written, _ = row[columns.country]
        country = names.code(written) or names.find(written)
        content, start = row[narrative]
        if country and content.strip():
            found.append(TableNarrative(country, _year(row, columns.year), content, start))
    return found


def _cells(text: str, at: int, mark: str) -> Iterator[list[tuple[str, int]]]:
    """The rows of a table as cells: their text and its place."""
    row: list[tuple[str, int]] = []
    while at < len(text):
        cell = _CELL[mark].match(text, at)
        if cell is None:
            break
        quoted = cell["quoted"] is not None
        content = cell["quoted"].replace('""', '"') if quoted else cell["bare"]
        row.append((content, cell.start("quoted" if quoted else "bare")))
        at = cell.end()
        if (cell["end"] if quoted else cell["stop"]) != mark:
            yield row
            row = []
    if row:
        yield row


def _longest_column(rows: Sequence[Sequence[tuple[str, int]]], columns: FoundColumns) -> int | None:
    lengths: dict[int, int] = {}
    for row in rows:
        for at, (content, _) in enumerate(row):
            if at in (columns.country, columns.year):
                continue
            lengths[at] = max(lengths.get(at, 0), len(content))
    best = max(lengths, key=lambda at: lengths[at], default=None)
    return best if best is not None and lengths[best] >= _LONG_CELL else None


def _year(row: Sequence[tuple[str, int]], at: int | None) -> int | None:
    written = row[at][0].strip() if at is not None and at < len(row) else ""
    year = int(written) if re.fullmatch(r"\d{4}", written) else 0
    return year if _FIRST_YEAR <= year <= _LAST_YEAR else None
