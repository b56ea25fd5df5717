"""Reads figures from tables: a measure and a year for each number, by headings of row and column.

Cells of a row are separated by tabs. Three layouts are read: years down and measures across,
measures down and years across, and measures with one number each for the period of the edition.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from palermo.kernel.spans import Span
from palermo.reports.assessment import AsideReason, Figure, FigureAside

#: Headings of columns and rows in small letters → measure.
Headings = Mapping[str, str]

_YEAR = re.compile(r"(?:fy |cy )?((?:19|20)\d\d)(?:[-–/](?:\d\d){1,2})?\Z")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+\Z|\d{1,7}\Z")
_MARKS = re.compile(r"\[\w{1,3}\]|[*†‡:]+|\(.*\)")
_LONGEST_CELL = 80
#: With one number for a measure and no year, a single row is no table.
_FEWEST_ROWS = 2


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    start: int

    @property
    def label(self) -> str:
        return " ".join(_MARKS.sub(" ", self.text).split()).casefold()

    @property
    def year(self) -> int | None:
        match = _YEAR.match(self.label)
        return int(match[1]) if match else None

    @property
    def number(self) -> float | None:
        bare = self.text.strip()
        return float(bare.replace(",", "")) if _NUMBER.match(bare) else None


_Rows = Sequence[Sequence[_Cell]]


@dataclass(frozen=True, slots=True)
class FigureTable:
    """The figures of a table, and the place of its lines, which are no sentences."""

    place: Span
    figures: tuple[Figure, ...]


def find_tables(text: str, headings: Headings, edition: int | None) -> list[FigureTable]:
    """The tables that state figures, in text order. `edition` dates a table without years."""
    tables = []
    for rows in _row_groups(text):
        found = tuple(_read(text, rows, headings, edition))
        if found:
            last = rows[-1][-1]
            place = Span(rows[0][0].start, last.start + len(last.text))
            tables.append(FigureTable(place, found))
    return tables


def _row_groups(text: str) -> Iterator[list[list[_Cell]]]:
    """Runs of lines with tabs."""
    if "\t" not in text:
        return
    group: list[list[_Cell]] = []
    at = 0
    for line in text.splitlines(keepends=True):
        if "\t" in line.strip() and len(line) < _LONGEST_CELL * (line.count("\t") + 1):
            group.append(list(_cells(line.rstrip(), at)))
        elif group:
            yield group
            group = []
        at += len(line)
    if group:
        yield group


def _cells(line: str, at: int) -> Iterator[_Cell]:
    for piece in line.split("\t"):
        yield _Cell(piece, at)
        at += len(piece) + 1


def _read(text: str, rows: _Rows, headings: Headings, edition: int | None) -> Iterator[Figure]:
    head, body = rows[0], rows[1:]
    years = [cell.year for cell in head]
    measures = [headings.get(cell.label) for cell in head]
    if any(measures[1:]) and not any(years):
        for row in body:
            yield from _of_row(text, row, [row[0].year] * len(head), measures)
    elif any(years[1:]):
        for row in body:
            yield from _of_row(text, row, years, [headings.get(row[0].label)] * len(head))
    elif edition is not None:
        pairs = [row for row in rows if len(row) == 2 and headings.get(row[0].label)]
        numbered = [row for row in pairs if row[1].number is not None]
        for row in numbered if len(numbered) >= _FEWEST_ROWS else ():
            measure = headings.get(row[0].label)
            yield from _of_row(text, row, [None, edition - 1], [None, measure])


def _of_row(
    text: str,
    row: Sequence[_Cell],
    years: Sequence[int | None],
    measures: Sequence[str | None],
) -> Iterator[Figure]:
    for cell, year, measure in list(zip(row, years, measures, strict=False))[1:]:
        value = cell.number
        if value is None or year is None or measure is None:
            continue
        start = cell.start + len(cell.text) - len(cell.text.lstrip())
        span = Span(start, start + len(cell.text.strip()))
        yield Figure(measure, value, year, span.of(text), span)


def without_tables(
    zones: Sequence[tuple[int, int]], tables: Sequence[FigureTable]
) -> list[tuple[int, int]]:
    """`zones` without the lines of the tables."""
    left: list[tuple[int, int]] = []
    waiting = deque(table.place for table in tables)
    for start, end in sorted(zones):
        while waiting and waiting[0].end <= start:
            waiting.popleft()
        for place in waiting:
            if place.start >= end:
                break
            left.append((start, max(start, place.start)))
            start = max(start, place.end)
        left.append((start, end))
    return [(start, end) for start, end in left if start < end]


def add_tables(
    figures: Sequence[Figure], aside: Sequence[FigureAside], tables: Sequence[FigureTable]
) -> tuple[tuple[Figure, ...], tuple[FigureAside, ...]]:
    """Figures of sentences and tables together; a sentence counts before a table."""
    known = {(figure.measure, figure.year) for figure in figures}
    stated = {(figure.measure, figure.year): figure.value for figure in figures}
    added: dict[tuple[str, int], Figure] = {}
    further: list[FigureAside] = []
    for figure in (f for table in tables for f in table.figures):
        key = (figure.measure, figure.year)
        first = stated.setdefault(key, figure.value)
        if first != figure.value:
            further.append(_aside(figure, first))
        elif key not in known:
            added.setdefault(key, figure)
    by_place = sorted([*figures, *added.values()], key=lambda f: (f.span.start, f.span.end))
    return tuple(by_place), tuple(sorted([*aside, *further], key=lambda a: a.span.start))


def _aside(figure: Figure, first: float) -> FigureAside:
    part = first > figure.value
    return FigureAside(
        figure.measure,
        figure.value,
        figure.year,
        AsideReason.PART if part else AsideReason.CONFLICT,
        first if part else None,
        figure.quote,
        figure.span,
    )
