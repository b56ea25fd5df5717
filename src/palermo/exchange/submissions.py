"""Limits for tables of submissions as KoboToolbox and ODK Central write them."""

from __future__ import annotations

from palermo.documents.table_files import RawTable, TableLimits, read_table
from palermo.documents.table_lines import Knows

#: Django stores larger uploads in a temporary file; answers about persons must not be written
#: there. Each column is a field of the mapping page, and Django accepts a thousand fields.
LIMITS = TableLimits(most_bytes=5 * 1024 * 1024, most_rows=2_000, most_columns=900)


def read_submissions(content: bytes, name: str, knows: Knows = lambda _: False) -> RawTable:
    """The table in a CSV or XLSX file. `knows`: whether a cell is a known heading.

    Raises UnreadableInput.
    """
    return read_table(content, name, knows, LIMITS)
