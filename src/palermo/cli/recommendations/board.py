"""`palermo board` and `palermo recommendation`."""

from __future__ import annotations

import click

from palermo.actions.recommendations.link_recommendation import link_recommendation
from palermo.cases.duty import Status
from palermo.cases.recommendation import LinkKind
from palermo.cli.installation import as_user, open_visit, open_visit_with_right
from palermo.cli.listing import form_option, print_table
from palermo.kernel.messages import spell_date
from palermo.ledger.recommendations.board import SORTS, list_board
from palermo.ledger.recommendations.queries import recommendation_page
from palermo.ledger.recommendations.values import BoardFilter
from palermo.tables.ledger_tables import (
    actions_table,
    chain_table,
    duties_table,
    recommendations_table,
)

_SORTS = [sign + name for name in SORTS for sign in ("", "-")]


@click.command()
@click.option("--country", metavar="ISO3", default="")
@click.option("--edition", type=int, default=None)
@click.option("--agency", default="", help="Code of a lead agency.")
@click.option("--theme", default="")
@click.option("--status", type=click.Choice([s.value for s in Status]), default=None)
@click.option(
    "--asked-times", type=click.IntRange(0), default=0, help="Asked at least this many times."
)
@click.option("--overdue", is_flag=True)
@click.option("--left", is_flag=True, help="Those that no accepted text has any more.")
@click.option("--text", default="", help="Words that it contains.")
@click.option("--sort", type=click.Choice(_SORTS), default="ref", show_default=True)
@click.option("--limit", type=click.IntRange(1), default=200, show_default=True)
@form_option
@as_user
def board(
    country: str,
    edition: int | None,
    agency: str,
    theme: str,
    status: str | None,
    asked_times: int,
    overdue: bool,
    left: bool,
    text: str,
    sort: str,
    limit: int,
    form: str,
    username: str | None,
) -> None:
    """Recommendations with their status."""
    visit = open_visit_with_right(username, "view_ledger")
    asked = BoardFilter(
        country=country.upper(),
        edition=edition,
        agency=agency,
        theme=theme,
        status=status or "",
        asked_times=asked_times,
        overdue=overdue,
        left=left,
        text=text,
        sort=sort,
    )
    page = list_board(asked, visit.today, limit=limit)
    print_table(recommendations_table(page.rows), form, BOARD_COLUMNS)


#: What fits beside each other in a terminal; JSON has all columns.
BOARD_COLUMNS = ("ref", "status", "text", "times_asked", "leads")


@click.group()
def recommendation() -> None:
    """Show or link a recommendation."""


@recommendation.command("show")
@click.argument("ref")
@form_option
@as_user
def show_one(ref: str, form: str, username: str | None) -> None:
    """Show a recommendation: its text, the reason for its status, duties, actions, history."""
    visit = open_visit_with_right(username, "view_ledger", ref)
    page = recommendation_page(ref, visit.today)
    if form == "json":
        print_table(duties_table([page]), form)
        return
    row = page.row
    click.echo(f"{row.ref}  {row.status.value}: {row.verdict.why}\n{row.text}")
    click.echo(f"Reports that ask for it: {row.series.times}, first in {row.series.first_asked}.")
    shown = ("ref", "text", "status", "lead", "due", "verified")
    print_table(duties_table([page]), form, shown)
    print_table(actions_table([page]), form, ("id", "duty", "title", "agency", "due", "state"))
    print_table(chain_table(page), form, ("ref", "kind", "linked_by", "text"))
    for note in page.notes:
        click.echo(f"{spell_date(note.at.date())}, {note.author}: {note.text}")


@recommendation.command()
@click.argument("ref")
@click.option("--kind", type=click.Choice([k.value for k in LinkKind]), required=True)
@click.option("--follows", default="", metavar="REF", help="What it repeats or rewords.")
@as_user
def link(ref: str, kind: str, follows: str, username: str | None) -> None:
    """Set by hand which recommendation this one continues."""
    visit = open_visit(username)
    version = recommendation_page(ref, visit.today).row.version
    link_recommendation(visit, ref=ref, version=version, kind=LinkKind(kind), follows=follows)
    click.echo(f"{ref} is {kind}{f' and follows {follows}' if follows else ''}.")
