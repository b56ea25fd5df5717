"""Runs a procedure over files of many people's coded answers, a batch of rows at a time.

Input: Parquet or CSV, one row a person, one column a question, by its id. A value is `yes`, `no`,
a choice or a number; empty, `unknown` or a word of `Missing` leaves it unknown. A row with a code
that its question does not have is not decided: its outcome is `invalid`, and the report names it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.dataset
import pyarrow.parquet

from palermo.conditions.columnar import NO, NO_CHOICE, UNKNOWN, YES, Column, Variable
from palermo.kernel.answers import Missing
from palermo.kernel.errors import BadValue, UnreadableInput
from palermo.kernel.messages import N_
from palermo.procedures.answers import VERSION
from palermo.procedures.definitions import OUTCOME, definitions
from palermo.procedures.shapes import Procedure
from palermo.procedures.variables import program

#: Rows decided together; bounds the memory whatever the length of the file.
BATCH = 1 << 18
#: A column of this name is carried over to the result.
ID = "id"
INVALID = "invalid"
_UNKNOWN_WORDS = frozenset({"", "unknown", *Missing})
_FORMATS = {".parquet": "parquet", ".csv": "csv"}
_OUTCOMES = pa.array(["negative", "undetermined", "positive", INVALID])
_ANSWERS = pa.array(["no", "unknown", "yes"])
#: Place in the two lists above of each truth.
_PLACE = np.zeros(18, np.int8)
_PLACE[[NO, UNKNOWN, YES]] = 0, 1, 2
_FIRST_WRONG = 5


@dataclass(slots=True)
class Report:
    """What was met on the way. Rows count from 1 over all files, in their order."""

    rows: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    #: Questions without a column, and columns that are no question.
    missing_columns: tuple[str, ...] = ()
    unknown_columns: tuple[str, ...] = ()
    #: Missing answers, and codes that a question does not have, by column.
    missing: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    first_wrong: dict[str, list[int]] = field(default_factory=dict)
    other_version: int = 0


def evaluate(procedure: Procedure, files: Sequence[Path], out: Path) -> Report:
    """Decide every row of `files` and write `out` (.parquet or .csv); returns what was met.

    Raises UnreadableInput for a file that is no table, BadValue for another ending or no question's
    column; then `out` is not written. Memory does not grow with the length of the files.
    """
    runner = _Runner(procedure)
    form = _form(out)
    part = out.with_name(f".{out.name}.part")
    try:
        with pa.OSFile(str(part), "wb") as sink:
            writer = None
            for batch in _batches(files, runner):
                decided = runner.decide(batch)
                if writer is None:
                    writer = _writer(sink, form, decided.schema)
                writer.write_batch(decided)
            if writer is None:
                writer = _writer(sink, form, runner.empty().schema)
            writer.close()
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    return runner.report


class _Runner:
    """The compiled procedure and the report that grows with each batch."""

    def __init__(self, procedure: Procedure) -> None:
        found = definitions(procedure)
        self.procedure = procedure
        self.report = Report()
        self._program = program(procedure, found)
        self._dimensions = [d.id for d in procedure.dimensions if d.id in found]
        self._labels = [f"label_{x.id}" for x in (procedure.decision.labels if procedure.decision
                        else ())]  # fmt: skip
        self._indicators = [i.id for i in procedure.indicators]
        self._wanted = [n for n in (*self._dimensions, OUTCOME, *self._labels) if n in found]
        self._derived = [i for i in self._indicators if i in found]

    def check_columns(self, names: Sequence[str]) -> None:
        """Note what is missing and unknown. Raises BadValue where no question has a column."""
        known = {v.name for v in self._program.variables}
        self.report.missing_columns = tuple(sorted(known - set(names)))
        self.report.unknown_columns = tuple(
            n for n in names if n not in known and n not in (ID, VERSION)
        )
        if not known & set(names):
            raise BadValue(
                N_("No column of the input is a question of {procedure}."),
                remedy=N_("Name the columns by the ids of the questions, such as {some}."),
                procedure=self.procedure.id,
                some=", ".join(sorted(known)[:5]),
            )

    def decide(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Outcome, label, dimensions and reasons of each row."""
        rows = batch.num_rows
        valid = self._of_this_version(batch)
        columns: dict[str, Column] = {}
        for variable in self._program.variables:
            place = batch.schema.get_field_index(variable.name)
            if place < 0:
                columns[variable.name] = np.full(rows, _no_value(variable), variable.dtype)
                continue
            coded, wrong = _coded(variable, batch.column(place))
            self._note(variable.name, wrong, int(_missing(variable, coded).sum()))
            valid &= ~wrong
            columns[variable.name] = coded
        truths = self._program.run(columns, [*self._wanted, *self._derived])
        result = self._result(batch, {**columns, **truths}, valid)
        self.report.rows += rows
        return result

    def empty(self) -> pa.RecordBatch:
        """The result of no rows."""
        names = [v.name for v in self._program.variables]
        return self.decide(
            pa.RecordBatch.from_arrays([pa.array([], pa.string())] * len(names), names)
        )

    def _of_this_version(self, batch: pa.RecordBatch) -> np.ndarray:
        place = batch.schema.get_field_index(VERSION)
        if place < 0:
            return np.ones(batch.num_rows, bool)
        told = pc.cast(batch.column(place), pa.string()).to_numpy(zero_copy_only=False)
        same: np.ndarray = told == str(self.procedure.version)
        self.report.other_version += int((~same).sum())
        return same

    def _note(self, name: str, wrong: np.ndarray, missing: int) -> None:
        count = int(wrong.sum())
        self.report.missing[name] += missing - count
        if count:
            self.report.wrong[name] += count
            rows = self.report.first_wrong.setdefault(name, [])
            room = _FIRST_WRONG - len(rows)
            rows += [self.report.rows + int(i) + 1 for i in np.flatnonzero(wrong)[:room]]

    def _result(
        self, batch: pa.RecordBatch, truths: dict[str, Column], valid: np.ndarray
    ) -> pa.RecordBatch:
        out: dict[str, pa.Array] = {}
        place = batch.schema.get_field_index(ID)
        if place >= 0:
            out[ID] = batch.column(place)
        else:
            first = self.report.rows + 1
            out["row"] = pa.array(np.arange(first, first + batch.num_rows))
        outcome = truths.get(OUTCOME)
        if outcome is not None:
            places = np.where(valid, _PLACE[outcome], 3).astype(np.int8)
            out[OUTCOME] = pa.DictionaryArray.from_arrays(pa.array(places), _OUTCOMES)
            counts = np.bincount(places, minlength=4)
            for word, count in zip(_OUTCOMES.to_pylist(), counts, strict=True):
                self.report.outcomes[word] += int(count)
        if self._labels:
            out["label"] = self._label(truths, valid)
        for name in self._dimensions:
            codes = pa.array(_PLACE[truths[name]], mask=~valid)
            out[name] = pa.DictionaryArray.from_arrays(codes, _ANSWERS)
        out["reasons"] = self._reasons(truths, valid)
        return pa.RecordBatch.from_pydict(out)

    def _label(self, truths: dict[str, Column], valid: np.ndarray) -> pa.Array:
        """The first label that holds; none where none does."""
        held = np.stack([truths[name] == YES for name in self._labels])
        codes = pa.array(held.argmax(axis=0).astype(np.int8), mask=~(held.any(axis=0) & valid))
        return pa.DictionaryArray.from_arrays(codes, pa.array(n[6:] for n in self._labels))

    def _reasons(self, truths: dict[str, Column], valid: np.ndarray) -> pa.Array:
        """The indicators that hold, by id, joined by blanks."""
        held = np.stack([truths[name] == YES for name in self._indicators], axis=1)
        held &= valid[:, None]
        _, columns = np.nonzero(held)
        offsets = np.concatenate([[0], np.cumsum(held.sum(axis=1))]).astype(np.int32)
        names = pa.array(self._indicators)
        lists = pa.ListArray.from_arrays(pa.array(offsets), names.take(pa.array(columns)))
        return pc.binary_join(lists, " ")


def _coded(variable: Variable, column: pa.Array) -> tuple[Column, np.ndarray]:
    """A column as conditions read it, and which rows hold a code that the question lacks."""
    if variable.kind == "number":
        return _numbers(column)
    if pa.types.is_boolean(column.type):
        column = pc.if_else(column, "yes", "no")
    if pa.types.is_integer(column.type) and variable.kind == "yes_no":
        column = pc.cast(column, pa.string())
    if not pa.types.is_dictionary(column.type):
        column = pc.dictionary_encode(pc.cast(column, pa.string()))
    words = [str(w).strip().lower() if w is not None else "" for w in column.dictionary.to_pylist()]
    codes = np.array([_code(variable, w) for w in words] + [_no_value(variable)], np.int32)
    places = pc.fill_null(column.indices, len(words)).to_numpy(zero_copy_only=False)
    coded = codes[places]
    wrong = coded < 0
    return np.where(wrong, _no_value(variable), coded).astype(variable.dtype), wrong


def _code(variable: Variable, word: str) -> int:
    """The code of a written answer; -1 where the question has no such answer."""
    if word in _UNKNOWN_WORDS:
        return int(_no_value(variable))
    if variable.kind == "yes_no":
        return {"yes": YES, "no": NO, "1": YES, "0": NO, "true": YES, "false": NO}.get(word, -1)
    choices = [str(c).lower() for c in variable.choices]
    return choices.index(word) + 1 if word in choices else -1


def _numbers(column: pa.Array) -> tuple[Column, np.ndarray]:
    if pa.types.is_string(column.type) or pa.types.is_dictionary(column.type):
        words = pc.utf8_lower(pc.utf8_trim_whitespace(pc.cast(column, pa.string())))
        unknown = pc.is_in(words, pa.array(sorted(_UNKNOWN_WORDS)))
        fits = pc.match_substring_regex(words, r"^-?\d+(\.\d+)?$")
        numbers = pc.cast(pc.if_else(fits, words, None), pa.float64())
        wrong = pc.fill_null(pc.and_not(pc.invert(fits), unknown), False)
    else:
        numbers, wrong = pc.cast(column, pa.float64()), pa.array(np.zeros(len(column), bool))
    found = pc.fill_null(numbers, float("nan")).to_numpy(zero_copy_only=False)
    return found, wrong.to_numpy(zero_copy_only=False)


def _no_value(variable: Variable) -> float:
    return {"yes_no": UNKNOWN, "choice": NO_CHOICE, "number": float("nan")}[variable.kind]


def _missing(variable: Variable, coded: Column) -> np.ndarray:
    found: np.ndarray = (
        np.isnan(coded) if variable.kind == "number" else coded == _no_value(variable)
    )
    return found


def _batches(files: Sequence[Path], runner: _Runner) -> Iterator[pa.RecordBatch]:
    seen: list[str] = []
    for path in files:
        try:
            data = pa.dataset.dataset(str(path), format=_input_format(path))
            seen = [*seen, *(n for n in data.schema.names if n not in seen)]
            runner.check_columns(seen)
            yield from data.to_batches(batch_size=BATCH)
        except (pa.ArrowException, OSError) as error:
            raise UnreadableInput(
                N_("The file is no table that can be read ({why})."),
                where=str(path),
                remedy=N_("Give Parquet, or CSV in UTF-8 with a line of column names."),
                why=type(error).__name__,
            ) from None


def _input_format(path: Path) -> pa.dataset.FileFormat:
    if _form(path) == "parquet":
        return pa.dataset.ParquetFileFormat()
    # Every column is read as words: a code such as 007 or NA must not be guessed to be something.
    names = _csv_names(path)
    convert = pa.csv.ConvertOptions(
        column_types={name: pa.string() for name in names}, strings_can_be_null=False
    )
    return pa.dataset.CsvFileFormat(convert_options=convert)


def _csv_names(path: Path) -> list[str]:
    with pa.csv.open_csv(path) as reader:
        return list(reader.schema.names)


def _form(path: Path) -> str:
    form = _FORMATS.get(path.suffix.lower())
    if form is None:
        raise BadValue(
            N_("The ending of the file must be {endings}."),
            where=str(path),
            remedy=N_("Rename it or convert it."),
            endings=" or ".join(_FORMATS),
        )
    return form


def _writer(sink: pa.NativeFile, form: str, schema: pa.Schema) -> pa.parquet.ParquetWriter:
    if form == "parquet":
        return pa.parquet.ParquetWriter(sink, schema)
    return pa.csv.CSVWriter(sink, schema)
