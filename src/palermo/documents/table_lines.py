"""Finds the lines of a table in CSV text: encoding, delimiter, and where the heading is."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from palermo.documents.plain import decode_text
from palermo.kernel.errors import UnreadableInput
from palermo.kernel.messages import N_, Message

#: Whether a cell is a heading that the reader of the table knows.
Knows = Callable[[str], bool]
DELIMITERS = ",;\t|"
#: Excel writes the delimiter into a first line of this form.
_SEP = re.compile(r'\A"?sep=(?P<delimiter>[,;\t|])"?[^\S\n]*(?:\r?\n|\r)', re.IGNORECASE)
#: A row in ten thousand columns is a few bytes and a megabyte of memory. 200,000 rows of 50 fit.
MOST_CELLS = 10_000_000
#: So many letters count as much as a cell. Many cells may show one long text.
_LETTERS = 16
#: So many lines are looked at to find the delimiter and the heading.
_LOOKED_AT = 30


class Room:
    """Counts the cells of a file's lines, so that no short file fills the memory."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.left = MOST_CELLS * _LETTERS

    def take(self, line: list[str]) -> list[str]:
        """The same line. Raises UnreadableInput where there are too many cells or letters."""
        self.left -= len(line) * _LETTERS + sum(map(len, line))
        if self.left < 0:
            raise too_much_table(self.name)
        return line


def too_much_table(name: str) -> UnreadableInput:
    """The error for a table with more cells than fit into memory."""
    return UnreadableInput(
        N_("The table holds more than fits into memory."),
        where=name,
        remedy=N_("Leave columns out, or divide it into several files."),
    )


def split_csv(content: bytes, name: str, knows: Knows) -> tuple[list[list[str]], list[Message]]:
    """All lines of a CSV file, and warnings about its encoding. Raises UnreadableInput."""
    try:
        text, warnings = decode_text(content, name)
    except UnreadableInput as error:
        # Replace the error's advice, which is about narratives.
        raise UnreadableInput(
            error.what.template,
            where=name,
            remedy=N_("Give a table as CSV or XLSX."),
            **error.what.params,
        ) from None
    if text.lstrip()[:1] == "<":
        raise UnreadableInput(
            N_("The file is a web page or XML, not a table."),
            where=name,
            remedy=N_("Open it in a spreadsheet program and save it as XLSX or CSV."),
        )
    text, delimiter = find_delimiter(text, knows)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        room = Room(name)
        return [room.take([cell.strip() for cell in line]) for line in lines], list(warnings)
    except csv.Error as error:
        raise UnreadableInput(
            N_("The table was not read: line {line} cannot be read ({why})."),
            where=name,
            remedy=N_("Export it again, or save it as CSV in UTF-8."),
            line=lines.line_num,
            why=str(error),
        ) from None


def find_delimiter(text: str, knows: Knows) -> tuple[str, str]:
    """The text without the mark of Excel, and the delimiter.

    The best delimiter gives the most known headings; then as many cells in each line as in the
    heading; then the most columns. Delimiters inside quotes count for nothing.
    """
    marked = _SEP.match(text)
    if marked:
        return text[marked.end() :], marked["delimiter"]

    def worth(delimiter: str) -> tuple[int, float, int]:
        lines = _some_lines(text, delimiter)
        at = find_heading(lines, knows)
        widths = [len(line) for line in lines[at:] if any(line)]
        if not widths:
            return 0, 0.0, 0
        known = sum(map(knows, lines[at]))
        alike = sum(width == widths[0] for width in widths) / len(widths)
        return known, alike if widths[0] > 1 else 0.0, widths[0]

    return text, max(DELIMITERS, key=worth)


def _some_lines(text: str, delimiter: str) -> list[list[str]]:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return [[cell.strip() for cell in line] for line in islice(lines, _LOOKED_AT)]
    except csv.Error:
        return []


def find_heading(lines: Sequence[Sequence[str]], knows: Knows) -> int:
    """The index of the heading: the line with most known headings, else the first filled one.

    Above it there may be empty lines and titles.
    """
    looked_at = lines[:_LOOKED_AT]
    known = [sum(map(knows, line)) for line in looked_at]
    if any(known):
        return known.index(max(known))
    return next((n for n, line in enumerate(looked_at) if any(line)), 0)


def is_tag_line(line: Iterable[str]) -> bool:
    """Whether a line beneath the heading holds hashtags (Humanitarian Exchange Language, HXL)."""
    filled = [cell for cell in line if cell]
    return bool(filled) and all(re.fullmatch(r"#[a-z]+([ +][+a-z_\d ]+)?", c) for c in filled)
