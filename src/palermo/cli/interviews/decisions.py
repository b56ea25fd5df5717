"""`palermo decisions`: decisions below the indication, and the review by a second person."""

from __future__ import annotations

import click

from palermo.actions.interviews.count_overruled_decisions import count_overruled_decisions
from palermo.actions.interviews.list_overruled_decisions import list_overruled_decisions
from palermo.actions.interviews.read_overruled_decision import read_overruled_decision
from palermo.actions.interviews.review_decision import review_decision
from palermo.actions.visit import Visit
from palermo.cli.installation import as_user, open_visit
from palermo.cli.listing import form_option, print_table
from palermo.kernel.messages import N_
from palermo.procedures.decide import DECISIONS, Outcome
from palermo.records.interviews.values import OverruledDecision
from palermo.saying.overruled_texts import OverruledText, overruled_text
from palermo.tables.table import AbsentValue, Cell, ColumnKind, Table, TableColumn

_SHOWN = 200


@click.group()
def decisions() -> None:
    """Decisions below the indication: list, show, review, counts."""


@decisions.command("list")
@form_option
@as_user
def list_decisions(form: str, username: str | None) -> None:
    """List those of your agency; what waits for a second person comes first."""
    visit = open_visit(username)
    found = list_overruled_decisions(visit, limit=_SHOWN)
    columns = (
        TableColumn("id", N_("Number"), ColumnKind.NUMBER),
        TableColumn("person", N_("Person code")),
        TableColumn("state", N_("State")),
        TableColumn("indicated", N_("Indicated")),
        TableColumn("decision", N_("Decision")),
        TableColumn("reason_code", N_("Reason")),
        TableColumn("decided_at", N_("Decided at"), ColumnKind.MOMENT),
    )
    cells = tuple(_cells(row) for row in found.rows)
    note = "" if found.total <= len(cells) else f"{len(cells)} of {found.total} are shown."
    print_table(
        Table("decisions", N_("Decisions below the indication"), columns, cells, note), form
    )


def _cells(row: OverruledDecision) -> tuple[Cell, ...]:
    return (
        row.id,
        row.person,
        row.state.label,
        row.indicated.reasonable_grounds or row.indicated.outcome,
        row.officers_own,
        row.reason_code or AbsentValue.NOT_APPLICABLE,
        row.decided_at or AbsentValue.NOT_APPLICABLE,
    )


@decisions.command("show")
@click.argument("number", type=int)
@as_user
def show(number: int, username: str | None) -> None:
    """Show the signs, the decision and the reason of decision NUMBER; no answers."""
    visit = open_visit(username)
    row = read_overruled_decision(visit, interview=number)
    words = _words(row, visit)
    click.echo(f"{row.person} · {words.procedure_title} · {row.officer}")
    click.echo(f"Indicated: {words.indicated}")
    if words.published:
        click.echo(f"Published classification: {words.published}")
    for sign in words.signs:
        kind = f" [{sign.sign}]" if sign.sign else ""
        click.echo(f"  {sign.text}{kind}")
    click.echo(f"Decided: {words.officers_own}")
    law = " (not a reason in law)" if words.prohibited else ""
    click.echo(f"Reason: {words.reason_code or 'no coded reason'}{law}. {row.reason}")
    if row.waits:
        click.echo("It waits for a second person. What is indicated stays due until then.")
    elif row.reviewed_by:
        click.echo(f"Reviewed by {row.reviewed_by}: {words.decision}. {row.review_reason}")


def _words(row: OverruledDecision, visit: Visit) -> OverruledText:
    procedure = visit.pack.procedures.version(row.procedure, row.procedure_version)
    return overruled_text(
        procedure, row.indicated, row.decision, row.officers_own, row.reason_code,
        visit.pack, visit.language,
    )  # fmt: skip


@decisions.command("review")
@click.argument("number", type=int)
@click.option(
    "--decision", type=click.Choice([o.value for o in DECISIONS]), required=True,
    help="The officer's own confirms it; another one changes it.",
)  # fmt: skip
@click.option("--reason", required=True, help="Your reason, without a name.")
@as_user
def review(number: int, decision: str, reason: str, username: str | None) -> None:
    """Confirm or change decision NUMBER."""
    visit = open_visit(username)
    row = read_overruled_decision(visit, interview=number)
    review_decision(
        visit, interview=number, version=row.version, decision=Outcome(decision), reason=reason
    )
    click.echo(f"Decision {number} is final.")


@decisions.command("counts")
@form_option
@as_user
def counts(form: str, username: str | None) -> None:
    """Count them for each agency, without codes."""
    rows = count_overruled_decisions(open_visit(username))
    columns = (
        TableColumn("agency", N_("Agency")),
        *(
            TableColumn(name, title, ColumnKind.NUMBER)
            for name, title in (
                ("total", N_("Decisions")),
                ("waiting", N_("Waiting")),
                ("confirmed", N_("Confirmed")),
                ("changed", N_("Changed")),
            )
        ),
    )
    cells = tuple((r.agency or "-", r.total, r.waiting, r.confirmed, r.changed) for r in rows)
    title = N_("Decisions below the indication, by agency")
    print_table(Table("decision-counts", title, columns, cells), form)
