"""`palermo board` and `palermo recommendation`."""

from __future__ import annotations

import click

from palermo.actions.recommendations.link_recommendation import link_recommendation
from palermo.actions.recommendations.undo_link import undo_link
from palermo.cases.duty import Status
from palermo.cli.installation import as_user, open_visit, open_visit_with_right
from palermo.cli.listing import form_option, print_table
from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_, spell_date
from palermo.ledger.recommendations.board import SORTS, list_board
from palermo.ledger.recommendations.queries import demand_page
from palermo.ledger.recommendations.values import BoardFilter
from palermo.tables.demand_tables import changes_table, recommendations_table, wordings_table
from palermo.tables.ledger_tables import actions_table, duties_table

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
@click.option(
    "--dropped/--asked",
    default=None,
    help="Only demands that the newest report no longer asks, or only those that it asks.",
)
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
    dropped: bool | None,
    left: bool,
    text: str,
    sort: str,
    limit: int,
    form: str,
    username: str | None,
) -> None:
    """Demands with their status, each in the words of the newest report that asks it."""
    visit = open_visit_with_right(username, "view_ledger")
    asked = BoardFilter(
        country=country.upper(),
        edition=edition,
        agency=agency,
        theme=theme,
        status=status or "",
        asked_times=asked_times,
        overdue=overdue,
        dropped=dropped,
        left=left,
        text=text,
        sort=sort,
    )
    page = list_board(asked, visit.today, limit=limit)
    print_table(recommendations_table(page.rows), form, BOARD_COLUMNS)


#: What fits beside each other in a terminal; JSON has all columns.
BOARD_COLUMNS = ("ref", "status", "text", "times_asked", "not_asked_since", "leads")


@click.group()
def recommendation() -> None:
    """Show the demand of a recommendation, or link it to another demand."""


@recommendation.command("show")
@click.argument("ref")
@form_option
@as_user
def show_one(ref: str, form: str, username: str | None) -> None:
    """Show the demand that REF words: status with its reason, duties, actions, wordings by year."""
    visit = open_visit_with_right(username, "view_ledger", ref)
    page = demand_page(ref, visit.today)
    if form == "json":
        print_table(duties_table([page]), form)
        return
    row = page.row
    click.echo(f"{row.ref}  {row.status.value}: {row.verdict.why}\n{row.text}")
    click.echo(f"Reports that ask for it: {row.asked.times}, first in {row.asked.first}.")
    if row.asked.not_since is not None:
        click.echo(f"No longer asked since the edition of {row.asked.not_since}.")
    if row.reopened is not None:
        click.echo(f"Closed as met, then asked again by the edition of {row.reopened}.")
    shown = ("ref", "text", "status", "lead", "due", "verified")
    print_table(duties_table([page]), form, shown)
    print_table(actions_table([page]), form, ("id", "duty", "title", "agency", "due", "state"))
    print_table(wordings_table(page), form, ("ref", "kind", "linked_by", "text"))
    if page.changes:
        print_table(changes_table(page), form)
    for note in page.notes:
        click.echo(f"{spell_date(note.at.date())}, {note.author}: {note.text}")


@recommendation.command()
@click.argument("ref")
@click.option("--demand", default="", metavar="REF", help="Any recommendation of the demand.")
@click.option("--own", is_flag=True, help="A demand of its own.")
@click.option("--with-duty", "duties", multiple=True, metavar="DUTY", help="Moves along.")
@as_user
def link(ref: str, demand: str, own: bool, duties: tuple[str, ...], username: str | None) -> None:
    """Link REF to another demand (--demand), or split it off (--own).

    The last recommendation of a demand takes all its duties along. The number of the change is
    printed; `palermo recommendation undo` takes it back.
    """
    visit = open_visit(username)
    if own is bool(demand):
        raise BadValue(
            N_("Choose either another demand or a demand of its own."),
            where="--demand",
            remedy=N_("Use --demand with a reference, or --own."),
        )
    version = demand_page(ref, visit.today).row.version
    change = link_recommendation(visit, ref=ref, version=version, demand=demand, duties=duties)
    now = demand_page(ref, visit.today).row.ref
    click.echo(f"{ref} words the demand {now}. Change {change}.")


@recommendation.command()
@click.argument("change_id", type=int, metavar="CHANGE")
@as_user
def undo(change_id: int, username: str | None) -> None:
    """Undo CHANGE of a link: everything goes back to the demand where it was."""
    undo_link(open_visit(username), change_id=change_id)
    click.echo(f"Change {change_id} is undone.")
