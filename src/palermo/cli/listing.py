"""Every listing of the command line is a `Table`: shown with rich, or as JSON for programs."""

from __future__ import annotations

from collections.abc import Sequence

import click
from django.utils import timezone
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table as Shown

from palermo.exchange.tables import Absent, Cell, Kind, Table, to_json

form_option = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)


def show(table: Table, form: str, keys: Sequence[str] = ()) -> None:
    """Print the table in the form asked for. `keys`: the columns that a terminal has room for."""
    if form == "json":
        click.echo(to_json(table, timezone.now()).decode(), nl=False)
        return
    table = table.only(keys) if keys else table
    shown = Shown(title=escape(table.title), box=box.SIMPLE_HEAD, title_justify="left")
    for column in table.columns:
        right = "right" if column.kind is Kind.NUMBER else "left"
        shown.add_column(column.title, justify=right, overflow="fold")  # type: ignore[arg-type]
    for row in table.rows:
        shown.add_row(*(_words(cell) for cell in row))
    console = Console(highlight=False)
    console.print(shown)
    if not table.rows:
        console.print("No rows.")
    if table.note:
        console.print(f"[dim]{escape(table.note)}[/]")


def _words(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, Absent):
        return f"[dim]{cell.value}[/]"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return escape(str(cell))
