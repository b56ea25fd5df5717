"""`palermo form`: a procedure as a form for other tools."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from palermo.cli.explain import in_force
from palermo.cli.wordings import wordings_option
from palermo.exchange.xlsform import to_xlsform
from palermo.packs.load import load_pack


@click.command("form")
@click.argument("procedure_id", metavar="PROCEDURE")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="An .xlsx file."
)
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The version in force on this day.")
@click.option("--country", default="base", show_default=True, help="Pack, such as aze.")
@wordings_option
def write_form(
    procedure_id: str, out: Path, on: datetime | None, country: str, wordings: Path | None
) -> None:
    """Write PROCEDURE as an XLSForm, which KoboToolbox, ODK and others read."""
    pack = load_pack(country, wordings=wordings)
    out.write_bytes(to_xlsform(in_force(pack, procedure_id, on), pack))
    click.echo(str(out))
