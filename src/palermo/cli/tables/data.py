"""`palermo export` and `palermo activity`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from palermo.actions.tables.export_table import export_table
from palermo.cli.installation import as_user, open_visit, open_visit_with_right
from palermo.cli.listing import form_option, print_table
from palermo.journal.queries import list_activity
from palermo.kernel.errors import UnreadableInput
from palermo.kernel.messages import N_
from palermo.tables.account_tables import activity_table
from palermo.tables.catalogue import TABLES, TableRequest, make_table
from palermo.tables.table import FORMATS, find_format


@click.command()
@click.argument("table", type=click.Choice(list(TABLES)))
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="csv")
@click.option("--country", metavar="ISO3", default="")
@click.option("--edition", type=int, default=None)
@click.option("--out", type=click.Path(path_type=Path), default=None, help="File to write.")
@as_user
def export(
    table: str,
    form: str,
    country: str,
    edition: int | None,
    out: Path | None,
    username: str | None,
) -> None:
    """Write TABLE to a file, or to standard output."""
    visit = open_visit(username)
    asked = TableRequest(visit.pack, visit.today, country=country.upper(), edition=edition)
    taken = export_table(visit, table=make_table(table, asked), form=form)
    content = find_format(form).write(taken, visit.now, str)
    if out is None:
        sys.stdout.buffer.write(content)
        return
    try:
        out.write_bytes(content)
    except OSError as error:
        raise UnreadableInput(
            N_("The file cannot be written ({why})."),
            where=str(out),
            remedy=N_("Choose another place with --out."),
            why=error.strerror or type(error).__name__,
        ) from None
    click.echo(f"{len(taken.rows)} rows written to {out}.", err=True)


@click.command()
@click.option("--act", default="")
@click.option("--user", "by", default="", help="User name.")
@click.option("--target", default="")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True)
@form_option
@as_user
def activity(act: str, by: str, target: str, limit: int, form: str, username: str | None) -> None:
    """What was done or refused, newest first."""
    open_visit_with_right(username, "view_activity")
    rows, _ = list_activity(act=act, username=by, target=target, limit=limit)
    print_table(activity_table(rows), form, ("at", "username", "via", "words", "outcome", "target"))
