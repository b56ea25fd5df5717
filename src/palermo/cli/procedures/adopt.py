"""`palermo adopt`: procedures that are in force are edited no more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import click

from palermo.cli.languages import countries_root
from palermo.cli.procedures.check import list_problems
from palermo.packs.adopted import adopt_files, list_unadopted
from palermo.packs.load import load_pack
from palermo.packs.places import list_folders
from palermo.packs.yaml_files import load_yaml
from palermo.procedures.shapes import Procedure


@click.command("adopt")
@click.argument("country", metavar="PACK")
@click.pass_context
def adopt_pack(context: click.Context, country: str) -> None:
    """Adopt the procedures of PACK (such as aze) as they are.

    A sound pack is adopted as a whole. After that a changed file is an error: write a change as
    the next version, in force from a later day. If anything is wrong, nothing is adopted and
    the exit code is 5.
    """
    root = countries_root()
    folder = list_folders(country, root)[-1]
    lines = [
        *list_problems(load_pack(country, root=root)),
        *_back_dated(folder, datetime.now(UTC).date()),
    ]
    for line in lines:
        click.echo(line)
    if lines:
        click.echo("Nothing was adopted. Correct these places and run the command again.", err=True)
        context.exit(5)
    new = adopt_files(folder)
    for name in new:
        click.echo(f"adopted: {name}")
    if not new:
        click.echo("Everything was already adopted.")


def _back_dated(folder: Path, today: date) -> Iterator[str]:
    """Later versions that would change what held on days that are past."""
    for name in list_unadopted(folder):
        if not name.startswith("procedures/"):
            continue
        version = load_yaml(folder / name, Procedure)
        if version.version > 1 and version.since <= today:
            yield f"{name}: it holds from {version.since}: a later version begins after {today}"
