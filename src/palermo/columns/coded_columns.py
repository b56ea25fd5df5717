"""Encodes columns of foreign files for conditions, and finds the codes that a question lacks.

A value is `yes`, `no`, a choice or a number; empty, `unknown` or a word of `Missing` leaves it
unknown. Everything else is a wrong code: it is reported, never guessed.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from palermo.columns.row_rules import RowVariable
from palermo.conditions.columnar import NO, NO_CHOICE, UNKNOWN, YES, ValueArray
from palermo.kernel.answers import Missing

_UNKNOWN_WORDS = frozenset({"", "unknown", *Missing})
_YES_NO = {"yes": YES, "no": NO, "1": YES, "0": NO, "true": YES, "false": NO}
_NO_VALUE = {"yes_no": UNKNOWN, "choice": NO_CHOICE, "number": float("nan")}
_NUMBER = r"^-?\d+(\.\d+)?$"


def encode_column(asked: RowVariable, column: pa.Array) -> tuple[ValueArray, np.ndarray]:
    """The column in the codes of its question, and a mask of the rows with a wrong code."""
    if pa.types.is_floating(column.type):
        # Tools without a missing value write NaN instead.
        column = pc.if_else(pc.is_nan(column), None, column)
    if asked.kind == "number":
        return _numbers(asked, column)
    words = (
        column
        if pa.types.is_dictionary(column.type)
        else _decode_column(column).dictionary_encode()
    )
    known = dict.fromkeys(_UNKNOWN_WORDS, _NO_VALUE[asked.kind]) | _codes(asked)
    codes = [known.get(_plain(word), -1) for word in words.dictionary.to_pylist()]
    # Null rows get the index of the appended "no value" code.
    places = pc.fill_null(words.indices, len(codes)).to_numpy(zero_copy_only=False)
    encoded = np.array([*codes, _NO_VALUE[asked.kind]], np.int32)[places]
    wrong = encoded < 0
    return np.where(wrong, _NO_VALUE[asked.kind], encoded).astype(asked.dtype), wrong


def make_empty_column(asked: RowVariable, rows: int) -> ValueArray:
    """The column of a question without any answer."""
    return np.full(rows, _NO_VALUE[asked.kind], asked.dtype)


def is_missing(asked: RowVariable, column: ValueArray) -> np.ndarray:
    """A mask of the rows of a coded column that hold no value."""
    mask: np.ndarray = (
        np.isnan(column) if asked.kind == "number" else column == _NO_VALUE[asked.kind]
    )
    return mask


def holds_word(column: pa.Array, word: str) -> np.ndarray:
    """A mask of the rows that hold exactly this word."""
    same = pc.equal(pc.utf8_trim_whitespace(_decode_column(column)), word)
    mask: np.ndarray = pc.fill_null(same, False).to_numpy(zero_copy_only=False)
    return mask


def _codes(asked: RowVariable) -> dict[str, float]:
    if asked.kind == "yes_no":
        return dict(_YES_NO)
    return {str(code).lower(): n for n, code in enumerate(asked.variable.choices, 1)}


def _plain(word: object) -> str:
    return (_word(word) or "").strip().lower()


def _decode_column(column: pa.Array) -> pa.Array:
    try:
        return pc.cast(column, pa.string())
    except pa.ArrowException:
        # Convert each row by itself: a list, or bytes that are not text in one row, cannot be cast.
        return pa.array([_word(value) for value in column.to_pylist()], pa.string())


def _word(value: object) -> str | None:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return None if value is None else str(value)


def _numbers(asked: RowVariable, column: pa.Array) -> tuple[ValueArray, np.ndarray]:
    """Converts words that write a number. Booleans and dates are not numbers."""
    kind = column.type
    if pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        numbers, given = pc.cast(column, pa.float64(), safe=False), pc.is_valid(column)
    else:
        words = pc.utf8_lower(pc.utf8_trim_whitespace(_decode_column(column)))
        fits = pc.match_substring_regex(words, _NUMBER)
        numbers = pc.cast(pc.if_else(fits, words, None), pa.float64())
        given = pc.invert(pc.is_in(words, pa.array([*sorted(_UNKNOWN_WORDS), None], pa.string())))
    values = pc.fill_null(numbers, float("nan")).to_numpy(zero_copy_only=False)
    least = -np.inf if asked.least is None else asked.least
    most = np.inf if asked.most is None else asked.most
    fitting = (values >= least) & (values <= most) & np.isfinite(values)
    wrong: np.ndarray = given.to_numpy(zero_copy_only=False) & ~fitting
    return np.where(fitting, values, np.nan), wrong
