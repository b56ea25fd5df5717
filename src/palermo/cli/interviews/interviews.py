"""`palermo interviews`: take in what was asked on a form of KoboToolbox or ODK."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from palermo.actions.interviews._import_preview import (
    ImportPreview,
    MappedFile,
    open_mapped_file,
)
from palermo.actions.interviews.drop_import import drop_import
from palermo.actions.interviews.import_interviews import import_interviews
from palermo.actions.interviews.preview_import import preview_import
from palermo.cli.installation import as_user, current_moment, open_visit, open_visit_with_right
from palermo.cli.interviews.obligations import acknowledge, done, due, list_own
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
    """Interviews: what is due, and import of those held on another tool's form."""


for _command in (acknowledge, done, due, list_own):
    interviews.add_command(_command)


@interviews.command("import")
@click.argument("file", type=_FILE)
@click.option(
    "--procedure", "procedure_id", required=True, metavar="ID", help="Procedure of the form."
)
@click.option(
    "--mapping", type=_FILE, help="File that matches columns to questions (YAML or JSON)."
)
@click.option(
    "--write-mapping", "out", type=click.Path(path_type=Path, dir_okay=False),
    help="Write the proposed mapping for editing; nothing is imported.",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Check all rows; nothing is imported.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv"]), default="text",
    show_default=True, help="Format of the error list.",
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
    """Import the rows of FILE (CSV or XLSX; `-`: standard input) as open interviews.

    Prints what is wrong in the rows that cannot be imported, and exits with 9 if there are
    any. Free text is never read into Palermo.
    """
    visit = open_visit_with_right(username, "import_interviews", procedure_id)
    said = read_mapping(_text(mapping), str(mapping)) if mapping else ColumnMapping()
    opened = open_mapped_file(
        read_content(file), file.name, procedure_id, said, pack=visit.pack, on=visit.today
    )
    if out is not None:
        _write(out, write_mapping_file(opened.table, opened.procedure))
        click.echo(f"Edit {out}, then use it with --mapping.", err=True)
        return
    take_in = preview_import if dry_run else import_interviews
    done = take_in(visit, opened=opened)
    _print_import(opened, done, form, dry_run=dry_run)
    context.exit(BadValue.exit_code if done.problems or done.unused else 0)


@interviews.command("drop-import")
@as_user
def drop(username: str | None) -> None:
    """Delete your pending import, and all pending imports older than a day."""
    old = drop_import(open_visit(username))
    click.echo(f"Your pending import was deleted. Older than a day and deleted too: {old}.")


def _print_import(opened: MappedFile, done: ImportPreview, form: str, *, dry_run: bool) -> None:
    table = problems_table(done.problems)
    if form == "csv":
        sys.stdout.buffer.write(to_csv(table, current_moment()))
    elif form == "json" or table.rows:
        print_table(table, form)
    for kind, names in (
        ("columns left out (free text or no coded answers)", opened.table.left_out),
        ("sheets left out", opened.table.other_sheets),
        ("coded columns that are no question (say in --mapping what they are)", opened.unused),
    ):
        if names:
            click.echo(f"{kind}: {', '.join(names)}", err=True)
    if done.doubtful_ages:
        rows = ", ".join(map(str, done.doubtful_ages))
        click.echo(
            f"age and answers about the age contradict each other in rows {rows}: the child "
            "procedure is used. Ask the person who filled in the form.",
            err=True,
        )
    for warning in opened.table.warnings:
        click.echo(warning.say(str), err=True)
    click.echo(
        f"Rows: {done.rows}. {'Would be imported' if dry_run else 'Imported'}: {len(done.new)} "
        f"(with the child procedure: {done.children}). Already in Palermo: {done.here}. "
        f"Not imported: {done.rows_left_out}.",
        err=True,
    )


def _text(path: Path) -> str:
    try:
        return read_content(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableInput(
            N_("The file is not UTF-8 text."), where=str(path), remedy=N_("Save it in UTF-8.")
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
