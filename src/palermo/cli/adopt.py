"""`palermo adopt`: procedures that are in force are edited no more."""

from __future__ import annotations

import click

from palermo.cli.check import problems_of
from palermo.packs.adopted import adopt
from palermo.packs.load import folders_of, load_pack


@click.command("adopt")
@click.argument("country", metavar="PACK")
@click.pass_context
def adopt_pack(context: click.Context, country: str) -> None:
    """Adopt the procedures of PACK (such as aze) as they are.

    A sound pack is adopted as a whole. From then on a changed file is an error: a change is the
    next version, in force from a day. Exits with 5, and adopts nothing, where anything is wrong.
    """
    lines = problems_of(load_pack(country))
    for line in lines:
        click.echo(line)
    if lines:
        click.echo("Nothing was adopted. Mend the named places and run it again.", err=True)
        context.exit(5)
    new = adopt(folders_of(country)[-1])
    for name in new:
        click.echo(f"adopted: {name}")
    if not new:
        click.echo("Everything was adopted before.")
