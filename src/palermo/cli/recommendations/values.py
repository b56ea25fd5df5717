"""`palermo value`: values of measures, entered by hand."""

from __future__ import annotations

from datetime import datetime

import click

from palermo.actions.recommendations.enter_value import enter_value
from palermo.cases.plan import ValueState
from palermo.cli.installation import as_user, home_pack, open_visit, open_visit_with_right
from palermo.cli.listing import form_option, print_table
from palermo.cli.recommendations.duties import parse_amount
from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_
from palermo.kernel.periods import Period
from palermo.ledger.measures.queries import list_values
from palermo.tables.ledger_tables import values_table
from palermo.tables.pack_tables import measures_table

_DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def value() -> None:
    """Enter values of measures."""


@value.command()
@click.argument("measure")
@click.option("--country", metavar="ISO3", default=None, help="Default: the installation's.")
@click.option("--from", "start", type=_DAY, required=True, help="First day, YYYY-MM-DD.")
@click.option("--until", "end", type=_DAY, required=True, help="Last day, YYYY-MM-DD.")
@click.option("--value", "number", default=None, help="A number; 0 is a number.")
@click.option(
    "--state",
    type=click.Choice([s.value for s in ValueState if s is not ValueState.VALUE]),
    default=None,
    help="Why there is no number.",
)
@click.option("--source", required=True, help="Where the number is from.")
@as_user
def enter(
    measure: str,
    country: str | None,
    start: datetime,
    end: datetime,
    number: str | None,
    state: str | None,
    source: str,
    username: str | None,
) -> None:
    """Enter a value of MEASURE; an earlier value for the period is kept as superseded."""
    visit = open_visit(username)
    if end < start:
        raise BadValue(
            N_("The period ends before it starts."),
            where="--until",
            remedy=N_("Enter the first and the last day of the period."),
        )
    kept = enter_value(
        visit,
        country=(country or visit.pack.iso3).upper(),
        measure=measure,
        period=Period(start.date(), end.date()),
        source=source,
        state=ValueState(state) if state else ValueState.VALUE,
        value=parse_amount(number, "--value"),
    )
    click.echo(f"Value {kept} was saved.")


@value.command("list")
@click.option("--country", metavar="ISO3", default=None, help="Default: the installation's.")
@click.option("--measure", default="")
@click.option("--superseded", is_flag=True, help="Include values that were corrected later.")
@form_option
@as_user
def list_all(
    country: str | None, measure: str, superseded: bool, form: str, username: str | None
) -> None:
    """Values of a country."""
    visit = open_visit_with_right(username, "view_ledger")
    rows = list_values((country or visit.pack.iso3).upper(), measure, superseded=superseded)
    print_table(values_table(rows), form, ("id", "measure", "start", "end", "value", "source"))


@value.command()
@click.option("--language", default="en", show_default=True)
@form_option
def measures(language: str, form: str) -> None:
    """The catalogue of measures."""
    print_table(measures_table(home_pack(), language), form, ("measure", "title", "unit", "good"))
