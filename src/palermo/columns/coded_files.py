"""Files of many people's coded answers, cut into ordered pieces that can be read independently.

A file is Parquet or CSV: a row for each person, a column for each question, named by its
id. Parquet is cut between its row groups. A CSV file is one piece, because only reading it from the
start shows where its lines end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

from palermo.columns.deciding import ID
from palermo.documents.plain import Probe, decode_pieces
from palermo.documents.table_lines import find_delimiter
from palermo.kernel.errors import BadValue, UnreadableInput
from palermo.kernel.messages import N_

FORMATS = {".parquet": "parquet", ".csv": "csv"}
#: Rows read together; limits memory for files of any length.
_BATCH = 1 << 18
#: Rows of a piece, if the row groups allow: enough to make the cost of handing it out small.
PIECE = 1 << 20
#: Bytes of CSV read together.
_BLOCK = 1 << 24
#: Bytes of CSV that are looked at for its encoding and delimiter.
_HEAD = 1 << 18


@dataclass(frozen=True, slots=True)
class FilePiece:
    """Rows of one file that are read together; `groups` are the row groups of Parquet."""

    path: Path
    columns: tuple[str, ...]
    groups: tuple[int, ...] = ()
    #: What the columns are called in the procedure; as in the file if empty.
    names: tuple[str, ...] = ()

    def batches(self) -> Iterator[pa.RecordBatch]:
        """The rows, in batches. Raises UnreadableInput."""
        names = list(self.names or self.columns)
        try:
            read = (
                _csv_batches(self.path, self.columns)
                if detect_format(self.path) == "csv"
                else self._parquet_batches()
            )
            for batch in read:
                yield pa.RecordBatch.from_arrays(list(map(plain_column, batch.columns)), names)
        except (pa.ArrowException, OSError) as error:
            raise _no_table(self.path, error) from None

    def _parquet_batches(self) -> Iterator[pa.RecordBatch]:
        kinds = pa.parquet.read_schema(self.path)
        # Read answers dictionary-encoded (few distinct values), ids not.
        called = dict(zip(self.columns, self.names or self.columns, strict=True))
        plain = {name: plain_type(kinds.field(name).type) for name in self.columns}
        words = [n for n, kind in plain.items() if called[n] != ID and pa.types.is_string(kind)]
        with pa.parquet.ParquetFile(self.path, read_dictionary=words) as file:
            for batch in file.iter_batches(_BATCH, list(self.groups), list(self.columns)):
                yield batch.select(list(self.columns))


def plain_type(kind: pa.DataType) -> pa.DataType:
    """The type in which a column is used: text that a writer stores in another way is text."""
    if pa.types.is_dictionary(kind):
        return plain_type(kind.value_type)
    if pa.types.is_string_view(kind) or pa.types.is_large_string(kind):
        return pa.string()
    if pa.types.is_binary_view(kind) or pa.types.is_large_binary(kind):
        return pa.binary()
    if isinstance(kind, pa.BaseExtensionType) or pa.types.is_run_end_encoded(kind):
        return pa.string()
    return kind


def plain_column(column: pa.Array) -> pa.Array:
    """The column in its plain type; words that are stored once each stay so."""
    if pa.types.is_dictionary(column.type):
        words = column.dictionary
        plain = plain_column(words)
        return column if plain is words else pa.DictionaryArray.from_arrays(column.indices, plain)
    kind = plain_type(column.type)
    if kind == column.type:
        return column
    try:
        return pc.cast(column, kind)
    except pa.ArrowException:
        # Such as a unique id, which has no text of its own in Arrow.
        return pa.array([None if v is None else str(v) for v in column.to_pylist()], pa.string())


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
    """The columns of a file in their plain types. Raises UnreadableInput, BadValue."""
    try:
        if detect_format(path) == "csv":
            # Read every value as text: a code such as 007 or NA must not be guessed.
            schema = pa.schema([(name, pa.string()) for name in _csv_names(path)])
        else:
            stored = pa.parquet.read_schema(path)
            schema = pa.schema([(field.name, plain_type(field.type)) for field in stored])
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


def read_pieces(
    path: Path, columns: Sequence[str], called: Sequence[str] = ()
) -> Iterator[FilePiece]:
    """The pieces of the file in order, restricted to `columns`; `called`: their question names."""
    names, called = tuple(columns), tuple(called)
    if detect_format(path) == "csv":
        yield FilePiece(path, names, names=called)
        return
    about = pa.parquet.read_metadata(path)
    groups: list[int] = []
    rows = 0
    for number in range(about.num_row_groups):
        groups.append(number)
        rows += about.row_group(number).num_rows
        if rows >= PIECE:
            yield FilePiece(path, names, tuple(groups), called)
            groups, rows = [], 0
    if groups:
        yield FilePiece(path, names, tuple(groups), called)


def _csv_names(path: Path) -> list[str]:
    layout = find_csv_layout(path)
    skip = layout.parse(lambda _: "skip")
    with pa.csv.open_csv(path, read_options=layout.read(), parse_options=skip) as reader:
        return list(reader.schema.names)


@dataclass(frozen=True, slots=True)
class _CsvLayout:
    """How the text of a file is encoded and divided. `skip`: lines above the heading."""

    encoding: str
    delimiter: str
    skip: int

    def read(self, **more: Any) -> pa.csv.ReadOptions:
        """Options of the reader."""
        return pa.csv.ReadOptions(encoding=self.encoding, skip_rows=self.skip, **more)

    def parse(self, ragged: Callable[[pa.csv.InvalidRow], str]) -> pa.csv.ParseOptions:
        """Options of the parser; `ragged` is told of rows with another number of cells."""
        return pa.csv.ParseOptions(
            delimiter=self.delimiter, newlines_in_values=True, invalid_row_handler=ragged
        )


def find_csv_layout(path: Path) -> _CsvLayout:
    """The layout of a file, from its beginning. Raises UnreadableInput for what is not text."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
        if len(head) == _HEAD:
            # A letter may be cut in two.
            head = head[: head.rfind(b"\n") + 1] or head
    probe = Probe(str(path))
    probe.feed(head)
    encoding = probe.encoding()
    text = "".join(decode_pieces([head], encoding, str(path)))
    rest, delimiter = find_delimiter(text, lambda _: False)
    marked = text[: len(text) - len(rest)].count("\n")
    lines = rest.splitlines()
    blank = next((n for n, line in enumerate(lines) if line.strip()), 0)
    return _CsvLayout(encoding.name.removesuffix("-sig"), delimiter, marked + blank)


def _csv_batches(path: Path, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
    layout = find_csv_layout(path)
    ragged: list[pa.csv.InvalidRow] = []

    def stop(row: pa.csv.InvalidRow) -> str:
        ragged.append(row)
        return "error"

    try:
        with pa.csv.open_csv(
            path,
            # The reader knows row numbers only with a single thread.
            read_options=layout.read(use_threads=False, block_size=_BLOCK),
            parse_options=layout.parse(stop),
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
