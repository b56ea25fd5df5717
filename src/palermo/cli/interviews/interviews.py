"""`palermo interviews`: take in what was asked on a form of KoboToolbox or ODK."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from django.utils import timezone

from palermo.actions.interviews._import_preview import (
    ImportPreview,
    MappedFile,
    open_mapped_file,
    preview_import,
)
from palermo.actions.interviews.drop_import import drop_import
from palermo.actions.interviews.import_interviews import import_interviews
from palermo.cli.installation import actor_named_by_option, actor_with_right, as_user, home_pack
from palermo.cli.listing import print_table
from palermo.cli.reading.narratives import read_content
from palermo.exchange.submission_mapping import ColumnMapping, read_mapping, write_mapping_file
from palermo.exchange.submission_rows import problems_table
from palermo.kernel.errors import BadValue, UnreadableInput
from palermo.kernel.messages import N_
from palermo.tables.table import to_csv

_FILE = click.Path(path_type=Path, allow_dash=True)


@click.group()
def interviews() -> None:
    """Import interviews held on another tool's form."""


@interviews.command("import")
@click.argument("file", type=_FILE)
@click.option("--procedure", "procedure_id", required=True, metavar="ID", help="What was asked.")
@click.option("--mapping", type=_FILE, help="Which column is what (YAML or JSON).")
@click.option(
    "--write-mapping", "out", type=click.Path(path_type=Path, dir_okay=False),
    help="Write what is proposed, to be edited; nothing is imported.",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Check all rows; nothing is imported.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv"]), default="text",
    show_default=True, help="Form of the error list.",
)  # fmt: skip
@as_user
@click.pass_context
def import_file(
    context: click.Context,
    file: Path,
    procedure_id: str,
    mapping: Path | None,
    out: Path | None,
    dry_run: bool,
    form: str,
    username: str | None,
) -> None:
    """Take in the rows of FILE (CSV or XLSX; `-`: standard input) as open interviews.

    Prints what is wrong in the rows that do not come in, and exits with 9 where there are any. Free
    text is never read into Palermo.
    """
    actor = actor_with_right(username, "import_interviews")
    pack = home_pack()
    said = read_mapping(_text(mapping), str(mapping)) if mapping else ColumnMapping()
    opened = open_mapped_file(
        read_content(file), file.name, procedure_id, said, pack=pack, on=timezone.localdate()
    )
    if out is not None:
        _write(out, write_mapping_file(opened.table, opened.procedure))
        click.echo(f"Edit {out}, then give it with --mapping.", err=True)
        return
    if dry_run:
        done = preview_import(actor, opened, pack)
    else:
        done = import_interviews(actor, opened=opened, now=timezone.now(), pack=pack)
    _print_import(opened, done, form, dry_run=dry_run)
    context.exit(BadValue.exit_code if done.problems else 0)


@interviews.command("drop-import")
@as_user
def drop(username: str | None) -> None:
    """Remove your file that waits on the pages, and those of everybody that are a day old."""
    old = drop_import(actor_named_by_option(username), now=timezone.now())
    click.echo(f"Removed; {old} of others had waited for over a day.")


def _print_import(opened: MappedFile, done: ImportPreview, form: str, *, dry_run: bool) -> None:
    table = problems_table(done.problems)
    if form == "csv":
        sys.stdout.buffer.write(to_csv(table, timezone.now()))
    elif form == "json" or table.rows:
        print_table(table, form)
    for kind, names in (
        ("columns left out (free text, or nothing coded)", opened.table.left_out),
        ("sheets left out", opened.table.other_sheets),
    ):
        if names:
            click.echo(f"{kind}: {', '.join(names)}", err=True)
    click.echo(
        f"{done.rows} rows: {len(done.new)} {'would be imported' if dry_run else 'imported'}"
        f" ({done.children} to the pathway for children), {done.here} here already, "
        f"{done.rows_left_out} not imported",
        err=True,
    )


def _text(path: Path) -> str:
    try:
        return read_content(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableInput(
            N_("The file is no UTF-8 text."), where=str(path), remedy=N_("Save it in UTF-8.")
        ) from None


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UnreadableInput(
            N_("The file cannot be written ({why})."),
            where=str(path),
            remedy=N_("Choose another place for it."),
            why=error.strerror or type(error).__name__,
        ) from None
