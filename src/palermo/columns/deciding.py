"""Decides a batch of rows. Pure, so that any machine can run it.

A row is not decided if it has a code that its question lacks or answers another version of the
procedure: its outcome is `invalid`, and the column `wrong` names the columns at fault.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from palermo.columns.coded_columns import encode_column, holds_word, is_missing, make_empty_column
from palermo.columns.incomplete_rows import find_incomplete_rows
from palermo.columns.row_rules import RowRules
from palermo.conditions.columnar import NO, UNKNOWN, YES, ValueArray
from palermo.kernel.answers import VERSION

#: A column with this name is copied to the result.
ID = "id"
INVALID = "invalid"
_OUTCOMES = pa.array(["negative", "undetermined", "positive", "incomplete", INVALID])
_NEGATIVE, _INCOMPLETE, _INVALID = 0, 3, 4
_ANSWERS = pa.array(["no", "unknown", "yes"])
#: Index of each truth in the two lists above.
_PLACE = np.zeros(18, np.int8)
_PLACE[[NO, UNKNOWN, YES]] = 0, 1, 2
#: The column of the outcome in the result.
OUTCOME = "outcome"
#: The column of reasonable grounds in the result.
GROUNDS = "reasonable_grounds"
_FIRST_WRONG = 5


@dataclass(slots=True)
class EvaluationReport:
    """What an evaluation found. Rows count from 1 over all files, in their order."""

    rows: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    grounds: Counter[str] = field(default_factory=Counter)
    #: Questions without a column in any file, and columns that match no question.
    missing_columns: tuple[str, ...] = ()
    unknown_columns: tuple[str, ...] = ()
    #: Missing answers by column, and wrong codes (of VERSION: another version).
    missing: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    first_wrong: dict[str, list[int]] = field(default_factory=dict)

    def add(self, later: EvaluationReport) -> None:
        """Add the report of the rows that follow."""
        for name, rows in later.first_wrong.items():
            mine = self.first_wrong.setdefault(name, [])
            mine += [self.rows + row for row in rows[: _FIRST_WRONG - len(mine)]]
        self.rows += later.rows
        self.outcomes.update(later.outcomes)
        self.grounds.update(later.grounds)
        self.missing.update(later.missing)
        self.wrong.update(later.wrong)

    def note(self, name: str, wrong: np.ndarray) -> None:
        """Count the wrong codes of a column and name the first rows."""
        if count := int(wrong.sum()):
            self.wrong[name] = count
            self.first_wrong[name] = (np.flatnonzero(wrong)[:_FIRST_WRONG] + 1).tolist()


#: The result of one batch, and its report with rows counted from the batch's first.
DecidedBatch = tuple[pa.RecordBatch, EvaluationReport]


class Decider:
    """Decides batches by rules. Stores nothing of the rows, and can be sent to a worker.

    `id_type` is the type of the column `id` in the result; None if no file has one.
    """

    def __init__(self, rules: RowRules, id_type: pa.DataType | None = None) -> None:
        self.rules = rules
        self.id_type = id_type

    def nothing(self) -> pa.RecordBatch:
        """A result without rows."""
        return self.decide(pa.RecordBatch.from_arrays([], []))[0]

    @property
    def columns(self) -> frozenset[str]:
        """The columns of the input that are used."""
        return frozenset({ID, VERSION, *(v.name for v in self.rules.variables)})

    def decide(self, batch: pa.RecordBatch) -> DecidedBatch:
        """Outcome, label, dimensions and reasons of each row, and its wrong columns."""
        report = EvaluationReport(batch.num_rows)
        wrong = self._other_version(batch)
        missing = np.zeros(batch.num_rows, np.uint16)
        empty_rows: dict[str, np.ndarray] = {}
        columns: dict[str, ValueArray] = {}
        for asked in self.rules.variables:
            if asked.name in batch.schema.names:
                column, strange = encode_column(asked, batch.column(asked.name))
            else:
                column, strange = make_empty_column(asked, batch.num_rows), None
            empty = is_missing(asked, column)
            if strange is not None and strange.any():
                wrong[asked.name] = strange
                empty &= ~strange
            report.missing[asked.name] = int(empty.sum())
            missing += empty
            empty_rows[asked.name] = empty
            columns[asked.name] = column
        for name, rows in wrong.items():
            report.note(name, rows)
        truths = {**columns, **self.rules.program.run(columns, self.rules.wanted)}
        valid = ~np.any(list(wrong.values()), axis=0) if wrong else np.ones(len(missing), bool)
        result = self._identity(batch) | self._result(truths, empty_rows, valid, report)
        result["missing"] = pa.array(missing)
        result["wrong"] = _names(wrong, batch.num_rows)
        return pa.RecordBatch.from_pydict(result), report

    def _other_version(self, batch: pa.RecordBatch) -> dict[str, np.ndarray]:
        """The rows that answer another version, or do not name one."""
        if VERSION not in batch.schema.names:
            return {}
        other = ~holds_word(batch.column(VERSION), str(self.rules.version))
        return {VERSION: other} if other.any() else {}

    def _identity(self, batch: pa.RecordBatch) -> dict[str, pa.Array]:
        if self.id_type is None:
            return {}
        if ID in batch.schema.names:
            return {ID: pc.cast(batch.column(ID), self.id_type)}
        return {ID: pa.nulls(batch.num_rows, self.id_type)}

    def _result(
        self,
        truths: Mapping[str, ValueArray],
        empty_rows: Mapping[str, np.ndarray],
        valid: np.ndarray,
        report: EvaluationReport,
    ) -> dict[str, pa.Array]:
        out: dict[str, pa.Array] = {}
        is_open, stands = self._incomplete(truths, empty_rows)
        denied = np.zeros(len(valid), bool)
        for name, column, counter in (
            (self.rules.outcome, OUTCOME, report.outcomes),
            (self.rules.grounds, GROUNDS, report.grounds),
        ):
            if not name:
                continue
            places = np.where(valid, _PLACE[truths[name]], _INVALID).astype(np.int8)
            keeps = self.rules.published and column == OUTCOME
            incomplete = is_open if keeps else is_open | stands
            not_denied = incomplete & (places == _NEGATIVE)
            places[not_denied] = _INCOMPLETE
            if column == OUTCOME:
                denied = not_denied
            out[column] = pa.DictionaryArray.from_arrays(pa.array(places), _OUTCOMES)
            counts = np.bincount(places, minlength=len(_OUTCOMES)).tolist()
            counter.update(dict(zip(_OUTCOMES.to_pylist(), counts, strict=True)))
        if self.rules.labels:
            out["label"] = self._label(truths, valid & ~denied)
        for name in self.rules.dimensions:
            codes = pa.array(_PLACE[truths[name]], mask=~valid)
            out[name] = pa.DictionaryArray.from_arrays(codes, _ANSWERS)
        true_rows = {name: (truths[name] == YES) & valid for name in self.rules.indicators}
        out["reasons"] = _names(true_rows, len(valid))
        return out

    def _incomplete(
        self, truths: Mapping[str, ValueArray], empty_rows: Mapping[str, np.ndarray]
    ) -> tuple[np.ndarray, np.ndarray]:
        """Of rows that are negative by what decides: where signs are open, and where they stand."""
        deciding = self.rules.grounds or self.rules.outcome
        if not deciding:
            return np.zeros(0, bool), np.zeros(0, bool)
        is_open: np.ndarray = truths[deciding] == NO
        negative, stands = np.flatnonzero(is_open), np.zeros_like(is_open)
        found = find_incomplete_rows(self.rules.signs, truths, empty_rows, negative)
        is_open[negative], stands[negative] = found.is_open, found.stands
        return is_open, stands

    def _label(self, truths: Mapping[str, ValueArray], valid: np.ndarray) -> pa.Array:
        """The first label that is true for each row; null if none is."""
        true_rows = np.stack([truths[name] == YES for name, _ in self.rules.labels])
        codes = pa.array(
            true_rows.argmax(axis=0).astype(np.int8), mask=~(true_rows.any(axis=0) & valid)
        )
        words = pa.array([word for _, word in self.rules.labels])
        return pa.DictionaryArray.from_arrays(codes, words)


def _names(true_rows: Mapping[str, np.ndarray], rows: int) -> pa.Array:
    """The names that are true in each row, joined by spaces."""
    if not true_rows:
        return pa.array(np.full(rows, ""), pa.string())
    planes = np.stack(list(true_rows.values()), axis=1)
    # One flat index is several times faster than separate row and column indexes.
    columns = np.flatnonzero(planes) % len(true_rows)
    offsets = np.concatenate([[0], np.cumsum(planes.sum(axis=1))]).astype(np.int32)
    names = pa.array(list(true_rows)).take(pa.array(columns))
    return pc.binary_join(pa.ListArray.from_arrays(pa.array(offsets), names), " ")
