"""Files of many people's coded answers, cut into ordered pieces that can be read independently.

A file is Parquet or CSV in UTF-8: a row for each person, a column for each question, named by its
id. Parquet is cut between its row groups. A CSV file is one piece, because only reading it from the
start shows where its lines end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from palermo.columns.deciding import ID
from palermo.kernel.errors import BadValue, UnreadableInput
from palermo.kernel.messages import N_

FORMATS = {".parquet": "parquet", ".csv": "csv"}
#: Rows read together; limits memory for files of any length.
_BATCH = 1 << 18
#: Rows of a piece, if the row groups allow: enough to make the cost of handing it out small.
PIECE = 1 << 20
#: Bytes of CSV read together.
_BLOCK = 1 << 24


@dataclass(frozen=True, slots=True)
class FilePiece:
    """Rows of one file that are read together; `groups` are the row groups of Parquet."""

    path: Path
    columns: tuple[str, ...]
    groups: tuple[int, ...] = ()

    def batches(self) -> Iterator[pa.RecordBatch]:
        """The rows, in batches. Raises UnreadableInput."""
        try:
            if detect_format(self.path) == "csv":
                yield from _csv_batches(self.path, self.columns)
            else:
                yield from self._parquet_batches()
        except (pa.ArrowException, OSError) as error:
            raise _no_table(self.path, error) from None

    def _parquet_batches(self) -> Iterator[pa.RecordBatch]:
        kinds = pa.parquet.read_schema(self.path)
        # Read answers dictionary-encoded (few distinct values), ids not.
        words = [n for n in self.columns if n != ID and pa.types.is_string(kinds.field(n).type)]
        with pa.parquet.ParquetFile(self.path, read_dictionary=words) as file:
            yield from file.iter_batches(_BATCH, list(self.groups), list(self.columns))


def detect_format(path: Path) -> str:
    """`parquet` or `csv`. Raises BadValue for another ending."""
    form = FORMATS.get(path.suffix.lower())
    if form is None:
        raise BadValue(
            N_("The file name must end in {endings}."),
            where=str(path),
            remedy=N_("Rename it or convert it."),
            endings=" or ".join(FORMATS),
        )
    return form


def read_schema(path: Path) -> pa.Schema:
    """The columns of a file. Raises UnreadableInput, and BadValue for a repeated name."""
    try:
        if detect_format(path) == "csv":
            # Read every value as text: a code such as 007 or NA must not be guessed.
            schema = pa.schema([(name, pa.string()) for name in _csv_names(path)])
        else:
            schema = pa.parquet.read_schema(path)
    except (pa.ArrowException, OSError) as error:
        raise _no_table(path, error) from None
    twice = sorted({name for name in schema.names if schema.names.count(name) > 1})
    if twice:
        raise BadValue(
            N_("These columns appear more than once: {names}."),
            where=str(path),
            remedy=N_("Keep one column for each question."),
            names=", ".join(twice),
        )
    return schema


def read_pieces(path: Path, columns: Sequence[str]) -> Iterator[FilePiece]:
    """The pieces of the file in order, restricted to `columns`."""
    names = tuple(columns)
    if detect_format(path) == "csv":
        yield FilePiece(path, names)
        return
    about = pa.parquet.read_metadata(path)
    groups: list[int] = []
    rows = 0
    for number in range(about.num_row_groups):
        groups.append(number)
        rows += about.row_group(number).num_rows
        if rows >= PIECE:
            yield FilePiece(path, names, tuple(groups))
            groups, rows = [], 0
    if groups:
        yield FilePiece(path, names, tuple(groups))


def _csv_names(path: Path) -> list[str]:
    skip = pa.csv.ParseOptions(newlines_in_values=True, invalid_row_handler=lambda _: "skip")
    with pa.csv.open_csv(path, parse_options=skip) as reader:
        return list(reader.schema.names)


def _csv_batches(path: Path, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
    ragged: list[pa.csv.InvalidRow] = []

    def stop(row: pa.csv.InvalidRow) -> str:
        ragged.append(row)
        return "error"

    try:
        with pa.csv.open_csv(
            path,
            # The reader knows row numbers only with a single thread.
            read_options=pa.csv.ReadOptions(use_threads=False, block_size=_BLOCK),
            parse_options=pa.csv.ParseOptions(newlines_in_values=True, invalid_row_handler=stop),
            convert_options=pa.csv.ConvertOptions(
                include_columns=list(columns),
                column_types={name: pa.string() for name in columns},
                strings_can_be_null=False,
            ),
        ) as reader:
            yield from reader
    except pa.ArrowInvalid:
        if not ragged:
            raise
        raise UnreadableInput(
            N_("Row {row} has the wrong number of values: {found}. Number of columns: {expected}."),
            where=str(path),
            remedy=N_("Give every row as many values as there are columns, empty or not."),
            row=ragged[0].number - 1,
            found=ragged[0].actual_columns,
            expected=ragged[0].expected_columns,
        ) from None


def _no_table(path: Path, error: Exception) -> UnreadableInput:
    return UnreadableInput(
        N_("The file cannot be read as a table ({why})."),
        where=str(path),
        remedy=N_("Give Parquet, or CSV in UTF-8 with a line of column names."),
        why=type(error).__name__,
    )
