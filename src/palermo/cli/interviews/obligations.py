"""`palermo interviews list|due|done|acknowledge`: own interviews and what must be done."""

from __future__ import annotations

from datetime import datetime, timedelta

import click
from django.utils import timezone

from palermo.actions.interviews.acknowledge_obligation import acknowledge_obligation
from palermo.actions.interviews.list_interviews import list_interviews
from palermo.actions.interviews.list_obligations import list_obligations
from palermo.actions.interviews.mark_obligation_done import mark_obligation_done
from palermo.actions.visit import Visit
from palermo.cases.interview import InterviewState
from palermo.cli.installation import as_user, open_visit
from palermo.cli.listing import form_option, print_table
from palermo.kernel.messages import N_
from palermo.records.interviews.values import InterviewRow
from palermo.records.obligations.values import ObligationRow
from palermo.saying.obligation_texts import obligation_text
from palermo.tables.table import AbsentValue, Cell, ColumnKind, Table, TableColumn

_MOMENT = click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%d"])
_at_option = click.option("--at", type=_MOMENT, help="When, in local time (now if left out).")
_SHOWN = 200


@click.command("list")
@click.option(
    "--state",
    type=click.Choice([s.value for s in InterviewState]),
    help="Only those in this state.",
)
@form_option
@as_user
def list_own(state: str | None, form: str, username: str | None) -> None:
    """List your interviews, open ones first: by code, never by name."""
    visit = open_visit(username)
    found = list_interviews(visit, state=InterviewState(state) if state else None, limit=_SHOWN)
    print_table(_interviews_table(found.rows, found.total), form)


@click.command("due")
@click.option("--days", type=click.IntRange(0), help="Only what is to be done within so many days.")
@form_option
@as_user
def due(days: int | None, form: str, username: str | None) -> None:
    """List what you must still do, overdue first, and what waits to be acknowledged."""
    visit = open_visit(username)
    before = None if days is None else visit.now + timedelta(days=days)
    rows = list_obligations(visit, due_before=before, limit=_SHOWN)
    print_table(_obligations_table(rows, visit), form, ("id", "person", "text", "due_at", "state"))


@click.command("done")
@click.argument("number", type=int)
@click.option(
    "--to", "roles", multiple=True, metavar="ROLE", help="To whom the person was referred; repeat."
)
@_at_option
@as_user
def done(number: int, roles: tuple[str, ...], at: datetime | None, username: str | None) -> None:
    """Mark obligation NUMBER as done. A referral needs --to: an adult chooses to whom."""
    visit = open_visit(username)
    mark_obligation_done(visit, obligation=number, at=_aware(at), referred_to=roles)
    click.echo(f"Obligation {number} is marked as done.")


@click.command("acknowledge")
@click.argument("number", type=int)
@_at_option
@as_user
def acknowledge(number: int, at: datetime | None, username: str | None) -> None:
    """Record that the receiver acknowledged obligation NUMBER."""
    acknowledge_obligation(open_visit(username), obligation=number, at=_aware(at))
    click.echo(f"The acknowledgement of obligation {number} is recorded.")


def _aware(at: datetime | None) -> datetime | None:
    return timezone.make_aware(at) if at else None


def _interviews_table(rows: tuple[InterviewRow, ...], total: int) -> Table:
    columns = (
        TableColumn("id", N_("Number"), ColumnKind.NUMBER),
        TableColumn("person", N_("Person code")),
        TableColumn("procedure", N_("Procedure")),
        TableColumn("version", N_("Version"), ColumnKind.NUMBER),
        TableColumn("state", N_("State")),
        TableColumn("started_at", N_("Started at"), ColumnKind.MOMENT),
    )
    cells = tuple(
        (
            row.id,
            row.person,
            row.procedure,
            row.procedure_version,
            row.state.label,
            row.started_at,
        )
        for row in rows
    )
    note = "" if total <= len(rows) else f"{len(rows)} of {total} are shown."
    return Table("interviews", N_("Interviews"), columns, cells, note)


def _obligations_table(rows: tuple[ObligationRow, ...], visit: Visit) -> Table:
    columns = (
        TableColumn("id", N_("Number"), ColumnKind.NUMBER),
        TableColumn("interview", N_("Interview"), ColumnKind.NUMBER),
        TableColumn("person", N_("Person code")),
        TableColumn("duty", N_("Duty")),
        TableColumn("text", N_("What must be done")),
        TableColumn("who", N_("Who does it")),
        TableColumn("to", N_("To whom")),
        TableColumn("referred_to", N_("Referred to")),
        TableColumn("due_at", N_("Due at"), ColumnKind.MOMENT),
        TableColumn("state", N_("State")),
        TableColumn("is_late", N_("Overdue"), ColumnKind.YES_NO),
        TableColumn("done_at", N_("Done at"), ColumnKind.MOMENT),
    )
    cells = tuple(_obligation_cells(row, visit) for row in rows)
    note = f"The first {_SHOWN} are shown." if len(rows) == _SHOWN else ""
    return Table("obligations", N_("What is due"), columns, cells, note)


def _obligation_cells(row: ObligationRow, visit: Visit) -> tuple[Cell, ...]:
    procedure = visit.pack.procedures.version(row.procedure, row.procedure_version)
    words = obligation_text(procedure, row.duty, row.who, visit.pack, visit.language, visit.today)
    late = row.is_late(visit.now)
    label = row.state.label
    return (
        row.id,
        row.interview,
        row.person,
        row.duty,
        " ".join(filter(None, (words.text, words.lawful))),
        words.who_name,
        ", ".join(role.id for role in words.to),
        ", ".join(row.referred_to),
        row.due_at or AbsentValue.NOT_APPLICABLE,
        "overdue" if late else label,
        late,
        row.done_at or AbsentValue.NOT_APPLICABLE,
    )
