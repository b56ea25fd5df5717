"""`palermo adopt`: procedures that are in force are edited no more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import click

from palermo.cli.installation import current_moment
from palermo.cli.languages import countries_root
from palermo.cli.procedures.check import list_problems
from palermo.packs.adopted import adopt_files, list_unadopted
from palermo.packs.load import read_pack
from palermo.packs.pack_files import PackFiles
from palermo.packs.procedures import EARLIER
from palermo.procedures.shapes import Procedure


@click.command("adopt")
@click.argument("country", metavar="PACK")
@click.pass_context
def adopt_pack(context: click.Context, country: str) -> None:
    """Adopt the procedures of PACK (such as aze) as they are: rules, and words in each language.

    A sound pack is adopted as a whole. From then on a changed rule is an error: a change is the
    next version, in force from a day. Changed words are adopted by themselves; those of a file
    count once all are translated. If anything is wrong, nothing is adopted and the exit code is 5.
    """
    pack, files = read_pack(country, root=countries_root())
    lines = [*list_problems(pack), *_back_dated(files, current_moment().date())]
    for line in lines:
        click.echo(line)
    if lines:
        click.echo("Nothing was adopted. Correct these places and run the command again.", err=True)
        context.exit(5)
    new = adopt_files(files)
    for name in new.rules:
        click.echo(f"adopted: {name}")
    for language, names in new.words.items():
        for name in names:
            click.echo(f"adopted: the words of {name} in {language}")
    if not new:
        click.echo("Everything was already adopted.")


def _back_dated(files: PackFiles, today: date) -> Iterator[str]:
    """Later versions that would change what held on days that are past."""
    for name in list_unadopted(files).rules:
        if not name.startswith("procedures/") or name.startswith(EARLIER):
            continue
        version = files.read_procedure(files.folders[-1] / name, Procedure)
        if version.version > 1 and version.since < today:
            yield f"{name}: it is in force from {version.since}: choose {today} or a later day"
