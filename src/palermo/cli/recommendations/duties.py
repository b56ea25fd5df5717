"""`palermo duty`: split, assign, plan, prove, close."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

import click

from palermo.actions.recommendations.add_note import add_note
from palermo.actions.recommendations.assign_duty import assign_duty
from palermo.actions.recommendations.attach_evidence import attach_evidence
from palermo.actions.recommendations.confirm_closure import confirm_closure
from palermo.actions.recommendations.plan_action import plan_action
from palermo.actions.recommendations.propose_closure import propose_closure
from palermo.actions.recommendations.set_milestone import set_milestone
from palermo.actions.recommendations.split_duties import split_duties
from palermo.actions.recommendations.update_action import update_action
from palermo.actions.recommendations.verify_evidence import verify_evidence
from palermo.cases.plan import ActionState, ClosureOutcome
from palermo.cli.installation import as_user, open_visit
from palermo.cli.reading.narratives import read_content
from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_
from palermo.ledger.recommendations.queries import demand_page, find_duty

_DAY = click.DateTime(["%Y-%m-%d"])
duty_ref = click.argument("duty_ref", metavar="DUTY")
due_option = click.option("--due", type=_DAY, default=None, help="YYYY-MM-DD")
past_option = click.option("--past-is-meant", is_flag=True, help="The due date has passed.")


@click.group()
def duty() -> None:
    """Split, assign, plan and close duties. DUTY is such as AZE-2023-04b."""


@duty.command()
@click.argument("ref", metavar="RECOMMENDATION")
@click.argument("texts", nargs=-1, required=True, metavar="TEXT…")
@as_user
def split(ref: str, texts: tuple[str, ...], username: str | None) -> None:
    """Split the demand of RECOMMENDATION into duties a, b, c, … Each keeps its plan."""
    visit = open_visit(username)
    version = demand_page(ref, visit.today).row.version
    split_duties(visit, ref=ref, version=version, texts=texts)
    click.echo(f"{ref} has {len(texts)} duties.")


@duty.command()
@duty_ref
@click.option("--lead", required=True, help="Code of the agency that leads.")
@click.option("--supporting", multiple=True, help="Code of an agency that supports (repeatable).")
@due_option
@past_option
@click.option("--budget", default=None, help="Amount.")
@click.option("--currency", default="", help="Three letters.")
@click.option("--measure", "measures", multiple=True, help="Id of a measure (repeatable).")
@as_user
def assign(
    duty_ref: str,
    lead: str,
    supporting: tuple[str, ...],
    due: datetime | None,
    past_is_meant: bool,
    budget: str | None,
    currency: str,
    measures: tuple[str, ...],
    username: str | None,
) -> None:
    """Assign DUTY to agencies, with a date and a budget."""
    visit = open_visit(username)
    assign_duty(
        visit,
        duty_ref=duty_ref,
        version=find_duty(duty_ref, visit.today).version,
        lead=lead,
        supporting=supporting,
        due=_day(due),
        past_is_meant=past_is_meant,
        budget=parse_amount(budget, "--budget"),
        currency=currency,
        measures=measures or None,
    )
    click.echo(f"{duty_ref} is led by {lead}.")


@duty.command()
@duty_ref
@click.option("--title", default="", help="Plan a new action.")
@click.option("--agency", default="")
@click.option("--owner", default="", help="A post or office, never a private person.")
@due_option
@past_option
@click.option("--update", "action_id", type=int, default=None, help="Number of an action.")
@click.option("--state", type=click.Choice([s.value for s in ActionState]), default=None)
@click.option("--done-on", type=_DAY, default=None, help="YYYY-MM-DD")
@as_user
def action(
    duty_ref: str,
    title: str,
    agency: str,
    owner: str,
    due: datetime | None,
    past_is_meant: bool,
    action_id: int | None,
    state: str | None,
    done_on: datetime | None,
    username: str | None,
) -> None:
    """Plan an action (--title), or change one (--update NUMBER --state STATE)."""
    visit = open_visit(username)
    if action_id is None:
        number = plan_action(
            visit,
            duty_ref=duty_ref,
            title=title,
            agency=agency,
            owner=owner,
            due=_day(due),
            past_is_meant=past_is_meant,
        )
        click.echo(f"Action {number} is planned.")
        return
    row = next((a for a in find_duty(duty_ref, visit.today).actions if a.id == action_id), None)
    update_action(
        visit,
        duty_ref=duty_ref,
        action_id=action_id,
        version=row.version if row else 0,
        state=ActionState(state) if state else (row.state if row else ActionState.PLANNED),
        due=_day(due),
        past_is_meant=past_is_meant,
        done_on=_day(done_on),
    )
    click.echo(f"Action {action_id} is changed.")


@duty.command()
@duty_ref
@click.option("--title", default="", help="Set a new milestone.")
@due_option
@past_option
@click.option("--reached", "milestone_id", type=int, default=None, help="Number of a milestone.")
@click.option("--on", "reached_on", type=_DAY, default=None, help="Day; empty: not reached.")
@as_user
def milestone(
    duty_ref: str,
    title: str,
    due: datetime | None,
    past_is_meant: bool,
    milestone_id: int | None,
    reached_on: datetime | None,
    username: str | None,
) -> None:
    """Set a milestone (--title), or mark one as reached (--reached NUMBER --on DAY)."""
    number = set_milestone(
        open_visit(username),
        duty_ref=duty_ref,
        title=title,
        due=_day(due),
        past_is_meant=past_is_meant,
        milestone_id=milestone_id,
        reached_on=_day(reached_on),
    )
    click.echo(f"Milestone {number} is set.")


@duty.command()
@duty_ref
@click.option("--title", default="")
@click.option("--file", type=click.Path(path_type=Path), default=None)
@click.option("--url", default="")
@click.option("--verify", "evidence_id", type=int, default=None, help="Number of evidence.")
@as_user
def evidence(
    duty_ref: str,
    title: str,
    file: Path | None,
    url: str,
    evidence_id: int | None,
    username: str | None,
) -> None:
    """Attach evidence (--title with --file or --url), or verify what another attached."""
    visit = open_visit(username)
    if evidence_id is not None:
        verify_evidence(visit, duty_ref=duty_ref, evidence_id=evidence_id)
        click.echo(f"Evidence {evidence_id} is verified.")
        return
    number = attach_evidence(
        visit,
        duty_ref=duty_ref,
        title=title,
        url=url,
        file_name=file.name if file else "",
        content=read_content(file) if file else b"",
    )
    click.echo(f"Evidence {number} is attached. Another person must verify it.")


@duty.command()
@click.argument("ref", metavar="RECOMMENDATION-OR-DUTY")
@click.argument("text")
@as_user
def note(ref: str, text: str, username: str | None) -> None:
    """Write a note on a recommendation (AZE-2023-04) or a duty (AZE-2023-04b)."""
    letter = ref[-1] if ref[-1:].isalpha() else ""
    whole = ref.removesuffix(letter) if letter else ref
    add_note(open_visit(username), ref=whole, letter=letter, text=text)
    click.echo("The note was saved.")


@duty.command()
@duty_ref
@click.option("--reason", required=True)
@as_user
def close(duty_ref: str, reason: str, username: str | None) -> None:
    """Propose to close DUTY as met; a second person answers."""
    propose_closure(open_visit(username), duty_ref=duty_ref, reason=reason)
    click.echo(f"You proposed to close {duty_ref} as met. Another coordinator must answer.")


@duty.command()
@duty_ref
@click.option(
    "--outcome",
    type=click.Choice([o.value for o in ClosureOutcome if o is not ClosureOutcome.WAITING]),
    required=True,
)
@click.option("--answer", default="", help="Reason; required for a refusal.")
@as_user
def confirm(duty_ref: str, outcome: str, answer: str, username: str | None) -> None:
    """Answer the open proposal for DUTY."""
    visit = open_visit(username)
    confirm_closure(visit, duty_ref=duty_ref, outcome=ClosureOutcome(outcome), answer=answer)
    click.echo(f"{duty_ref}: {outcome}.")


def parse_amount(text: str | None, where: str) -> Decimal | None:
    """The number, or None for none. Raises BadValue."""
    if text is None:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("nan")
    if not number.is_finite():
        raise BadValue(
            N_("This is not a number."), where=where, remedy=N_("Write it like 12 or 3.5.")
        )
    return number


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
