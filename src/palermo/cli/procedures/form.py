"""`palermo form`, `act` and `picture`: a procedure as files for paper, tools and the gazette."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from palermo.actions.procedure_files import FILES, find_procedure_file
from palermo.cli.languages import load_pack_in_language
from palermo.cli.procedures.explain import procedure_in_force
from palermo.cli.procedures.wordings import wordings_option
from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_


def _options(command: Callable[..., None]) -> Callable[..., None]:
    """What all of them take."""
    options = (
        click.argument("procedure_id", metavar="PROCEDURE"),
        click.option(
            "--out",
            type=click.Path(path_type=Path, dir_okay=False),
            required=True,
            help="File to write; its ending sets the format.",
        ),
        click.option("--lang", default="en", show_default=True, help="Language, such as az."),
        click.option(
            "--on", type=click.DateTime(["%Y-%m-%d"]), help="The version that applies on this day."
        ),
        click.option("--country", default="base", show_default=True, help="Pack, such as aze."),
        wordings_option,
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.command("form")
@_options
def write_form(**chosen: Any) -> None:
    """Write PROCEDURE as a form: .pdf for paper, .xlsx for KoboToolbox, ODK and others.

    The .xlsx is an XLSForm and holds all languages of the pack.
    """
    _write("form", **chosen)


@click.command("act")
@_options
def write_act(**chosen: Any) -> None:
    """Write PROCEDURE as a legal text with numbered articles: .pdf or .docx."""
    _write("act", **chosen)


@click.command("picture")
@_options
def write_picture(**chosen: Any) -> None:
    """Write PROCEDURE as a flow chart: branches, who does what, deadlines (.svg)."""
    _write("flow", **chosen)


def _write(
    kind: str,
    procedure_id: str,
    out: Path,
    lang: str,
    on: datetime | None,
    country: str,
    wordings: Path | None,
) -> None:
    name = f"{kind}{out.suffix.lower()}"
    endings = [Path(file).suffix for file in FILES if Path(file).stem == kind]
    if name not in FILES:
        raise BadValue(
            N_("The file name must end in {endings}."),
            where=str(out),
            remedy=N_("Change the file name."),
            endings=" or ".join(endings),
        )
    if not out.parent.is_dir():
        raise BadValue(
            N_("There is no such folder."),
            where=str(out.parent),
            remedy=N_("Create it, or choose another place for the result."),
        )
    pack = load_pack_in_language(country, lang, wordings=wordings)
    out.write_bytes(
        find_procedure_file(name).write(procedure_in_force(pack, procedure_id, on), pack, lang)
    )
    click.echo(str(out))
