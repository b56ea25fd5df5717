"""Converts rows of a mapped table to interviews, and lists the problems of the others.

A problem names row, column and remedy, never the cell's content, which may be a person's name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from uuid import UUID

from palermo.exchange.answer_vocabulary import UNREADABLE, AnswerVocabulary
from palermo.exchange.headings import KEY
from palermo.exchange.row_checker import RowChecker
from palermo.exchange.row_values import FoundRow, RowProblem, Submission
from palermo.exchange.submission_mapping import (
    CodedTable,
    ColumnMapping,
    SubmissionColumn,
    check_mapping,
)
from palermo.kernel.messages import N_
from palermo.packs.pack import Pack
from palermo.procedures.shapes import Procedure
from palermo.tables.table import Cell, ColumnKind, Table, TableColumn


@dataclass(frozen=True, slots=True)
class CheckedRows:
    """All rows of a table: the valid ones, and the problems of the others."""

    rows: int
    ready: tuple[Submission, ...] = ()
    problems: tuple[RowProblem, ...] = ()


def check_rows(
    table: CodedTable,
    mapping: ColumnMapping,
    procedure: Procedure,
    pack: Pack,
    zone: tzinfo,
    now: datetime | None = None,
) -> CheckedRows:
    """Check every row against the procedure; times without a time zone are in `zone`.

    `now`: no interview is after it. Raises BadValue for an incomplete mapping.
    """
    check_mapping(mapping, table, procedure)
    checker = RowChecker(table, mapping, procedure, pack, zone, now)
    rows = [checker.row(place) for place in range(len(table.numbers))]
    _compare_same_ids(rows, checker.header(KEY))
    ready = tuple(r.submission for r in rows if r.submission and not r.problems)
    return CheckedRows(len(rows), ready, tuple(p for row in rows for p in row.problems))


def _compare_same_ids(rows: list[FoundRow], column: str) -> None:
    """Rows of one submission: one is enough if they agree, none is taken if they do not."""
    by_key: dict[UUID, list[FoundRow]] = {}
    for row in rows:
        if row.submission:
            by_key.setdefault(row.submission.key, []).append(row)
    for first, *others in by_key.values():
        differing = [row for row in others if not _agree(first.submission, row.submission)]
        for row in others:
            if row not in differing:
                row.add(
                    column,
                    N_("Row {row} has the same submission."),
                    N_("Nothing to do: that row is imported."),
                    row=first.row,
                )
        for row, other in [(r, first) for r in differing] + [(first, r) for r in differing[:1]]:
            row.add(
                column,
                N_("Row {row} has the same submission with other answers. Neither is imported."),
                N_("Find out which row is right, and delete the other."),
                row=other.row,
            )


def _agree(one: Submission | None, other: Submission | None) -> bool:
    return one is not None and other is not None and replace(one, row=other.row) == other


def problems_table(problems: Iterable[RowProblem], translate: Callable[[str], str] = str) -> Table:
    """The problems as a table for download."""
    columns = (
        TableColumn("row", N_("Row"), ColumnKind.NUMBER),
        TableColumn("column", N_("Column")),
        TableColumn("what", N_("What is wrong")),
        TableColumn("remedy", N_("What to do")),
    )
    cells: list[tuple[Cell, ...]] = [
        (p.row, p.column, p.what.say(translate), p.remedy.say(translate)) for p in problems
    ]
    return Table("import-problems", N_("What was not imported"), columns, tuple(cells))


def count_codes(column: SubmissionColumn, words: AnswerVocabulary, question: str) -> Counter[str]:
    """How often each coded answer occurs in a column; `UNREADABLE` and empty are counted too."""
    counts: Counter[str] = Counter()
    for cell in column.cells:
        value = words.answer(question, column.header, cell) if cell else None
        counts["" if not cell else UNREADABLE if value is None else str(value)] += 1
    return counts
