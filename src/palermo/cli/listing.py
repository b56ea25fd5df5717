"""Every listing of the command line is a `Table`: shown with rich, or as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, is_dataclass
from datetime import datetime

import click
from django.utils import timezone
from django.utils.translation import gettext
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table as Shown

from palermo.cli.installation import current_moment
from palermo.kernel.codes import LabelledCode
from palermo.kernel.messages import spell_date
from palermo.tables.table import AbsentValue, Cell, ColumnKind, Table, to_table_json

#: What is no longer than this is not broken into lines.
LONGEST_CODE = 22
#: Sentences in a narrower column cannot be read.
LEAST_FOR_WORDS = 24
#: On a narrow terminal the year and the time of day are on the next line.
NARROW = 100
NARROW_MOMENT = len("28 September")

form_option = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)


def print_table(table: Table, form: str, keys: Sequence[str] = ()) -> None:
    """Print the table in the form asked for. `keys`: the columns that a terminal has room for."""
    if form == "json":
        click.echo(to_table_json(table, current_moment()).decode(), nl=False)
        return
    table = table.only(keys) if keys else table
    console = Console(highlight=False)
    shown = Shown(title=escape(table.title), box=box.SIMPLE_HEAD, title_justify="left")
    lines = [[_cell_text(cell) for cell in row] for row in table.rows]
    for place, column in enumerate(table.columns):
        right = "right" if column.kind is ColumnKind.NUMBER else "left"
        longest = max((len(line[place]) for line in lines), default=0)
        # Codes and dates stay in one piece; sentences share the width that is left.
        width = longest if longest <= LONGEST_CODE else LEAST_FOR_WORDS
        most = None
        if column.kind is ColumnKind.MOMENT and console.width < NARROW:
            width = most = min(longest, NARROW_MOMENT)
        shown.add_column(
            column.title,
            justify=right,  # type: ignore[arg-type]
            overflow="fold",
            min_width=width,
            max_width=most,
        )
    for line, row in zip(lines, table.rows, strict=True):
        cells = zip(line, row, strict=True)
        shown.add_row(
            *(f"[dim]{w}[/]" if isinstance(c, AbsentValue) else escape(w) for w, c in cells)
        )
    console.print(shown)
    if not table.rows:
        console.print("No rows.")
    if table.note:
        console.print(f"[dim]{escape(table.note)}[/]")


def print_json(value: object) -> None:
    """Print a typed value, or a list of such values, as JSON."""
    click.echo(to_json_text(value))


def to_json_text(value: object) -> str:
    """A typed value, or what JSON can hold with such values in it, as JSON."""
    return json.dumps(value, ensure_ascii=False, indent=1, default=_plain_value)


def _plain_value(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return str(value)


def _cell_text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime):
        return spell_date(timezone.localtime(cell), gettext)
    if isinstance(cell, LabelledCode):
        return gettext(cell.label)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
