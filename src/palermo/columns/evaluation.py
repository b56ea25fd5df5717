"""Runs rules over files of many people's coded answers, a batch of rows at a time.

An engine decides how the pieces of the files are processed: here on this machine, in
`evaluation_spark` on a cluster. Reading, deciding and writing are the same for both.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from palermo.columns.coded_files import FilePiece, detect_format, read_pieces, read_schema
from palermo.columns.column_names import match_columns
from palermo.columns.deciding import ID, DecidedBatch, Decider, EvaluationReport
from palermo.columns.row_rules import RowRules
from palermo.kernel.answers import VERSION
from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_

#: Decides all pieces and yields the batches in order; may use files in the folder meanwhile.
Engine = Callable[[Decider, Sequence[FilePiece], Path], Generator[DecidedBatch, None, None]]
#: A column with the number of each row, unless every file has ids.
ROW = "row"


def evaluate_locally(
    decider: Decider, work: Sequence[FilePiece], _: Path
) -> Generator[DecidedBatch, None, None]:
    """The engine of one machine: one batch after the other."""
    for piece in work:
        yield from map(decider.decide, piece.batches())


def evaluate_files(
    rules: RowRules, files: Sequence[Path], out: Path, engine: Engine = evaluate_locally
) -> EvaluationReport:
    """Decide every row of `files` and write `out` (.parquet or .csv); returns the report.

    Raises UnreadableInput for a file that is not a table, and BadValue for another ending, for a
    file without a column of any question, or if `out` cannot be written; then `out` is left
    unchanged. Memory does not grow with the length of the files.
    """
    schemas = {path: read_schema(path) for path in files}
    _check_place(out, files)
    known = {ID, VERSION, *(v.name for v in rules.variables)}
    matched = {p: match_columns(s.names, known, str(p)) for p, s in schemas.items()}
    report = _columns_met(rules, matched, schemas)
    with_id = [
        schema.field(name).type
        for path, schema in schemas.items()
        for name, question in matched[path].items()
        if question == ID
    ]
    decider = Decider(rules, _id_type(with_id))
    numbered = len(with_id) < len(schemas)
    work = [
        piece
        for path in files
        for piece in read_pieces(path, list(matched[path]), list(matched[path].values()))
    ]
    schema = _numbered(decider.nothing(), 1).schema if numbered else decider.nothing().schema
    with _open_writer(out, schema) as writer, closing(engine(decider, work, out.parent)) as decided:
        for batch, met in decided:
            writer.write_batch(_numbered(batch, report.rows + 1) if numbered else batch)
            report.add(met)
    return report


def _check_place(out: Path, files: Sequence[Path]) -> None:
    detect_format(out)
    if not out.parent.is_dir():
        raise BadValue(
            N_("There is no such folder."),
            where=str(out.parent),
            remedy=N_("Create it, or choose another place for the result."),
        )
    if out.exists() and any(out.samefile(path) for path in files):
        raise BadValue(
            N_("The result would overwrite an input file."),
            where=str(out),
            remedy=N_("Choose another name for the result."),
        )


def _columns_met(
    rules: RowRules,
    matched: Mapping[Path, Mapping[str, str]],
    schemas: Mapping[Path, pa.Schema],
) -> EvaluationReport:
    """A report of no rows that names missing and unknown columns."""
    known = {v.name for v in rules.variables}
    for path, columns in matched.items():
        if known.isdisjoint(columns.values()):
            raise BadValue(
                N_("No column of the input matches a question of {procedure}."),
                where=str(path),
                remedy=N_("Use the ids of the questions as column names, such as {some}."),
                procedure=rules.name,
                some=", ".join(sorted(known)[:5]),
            )
    seen = {question for columns in matched.values() for question in columns.values()}
    strange = [n for path, s in schemas.items() for n in s.names if n not in matched[path]]
    return EvaluationReport(
        missing_columns=tuple(sorted(known - seen)),
        unknown_columns=tuple(dict.fromkeys(strange)),
    )


def _id_type(kinds: Sequence[pa.DataType]) -> pa.DataType | None:
    """The common type of all ids if the files agree, otherwise text."""
    if not kinds:
        return None
    return kinds[0] if len(set(kinds)) == 1 else pa.string()


def _numbered(batch: pa.RecordBatch, first: int) -> pa.RecordBatch:
    numbers = pa.array(np.arange(first, first + batch.num_rows))
    return batch.add_column(int(ID in batch.schema.names), ROW, numbers)


@contextmanager
def _open_writer(out: Path, schema: pa.Schema) -> Iterator[pa.parquet.ParquetWriter]:
    """A writer of `out`; the file appears under its name only when it is complete."""
    part = out.with_name(f".{out.name}.part")
    kind = pa.parquet.ParquetWriter if detect_format(out) == "parquet" else pa.csv.CSVWriter
    try:
        with pa.OSFile(str(part), "wb") as sink, kind(sink, schema) as writer:
            yield writer
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
