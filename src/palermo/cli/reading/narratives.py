"""`palermo narrative`: propose a report, look at what was read, decide."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from palermo.actions.reading.accept_items import accept_items
from palermo.actions.reading.accept_narrative import accept_narrative
from palermo.actions.reading.correct_item import correct_item
from palermo.actions.reading.decide_link import decide_link
from palermo.actions.reading.read_report import read_report
from palermo.actions.reading.reject_narrative import reject_narrative
from palermo.actions.reading.review_again import review_again
from palermo.actions.reading.withdraw_narrative import withdraw_narrative
from palermo.cases.acceptance import describe_clash
from palermo.cases.narrative import ItemKind, NarrativeState, ReviewDecision
from palermo.cli.installation import as_user, open_visit, open_visit_with_right
from palermo.cli.listing import form_option, print_table
from palermo.kernel.errors import BadValue, UnreadableInput
from palermo.kernel.messages import N_
from palermo.ledger.narratives.queries import (
    find_clashes,
    find_item,
    list_narratives,
    list_warnings,
    narrative_page,
)
from palermo.ledger.recommendations.preview import preview_acceptance
from palermo.ledger.recommendations.superseding import preview_superseding
from palermo.tables.demand_tables import links_table
from palermo.tables.ledger_tables import items_table, narratives_table, superseding_table
from palermo.tables.passages import write_passages

_ALL = 1_000_000
narrative_id = click.argument("narrative_id", type=int, metavar="NUMBER")


@click.group()
def narrative() -> None:
    """Propose, review, accept narratives."""


@narrative.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--country", metavar="ISO3", help="Used if the text does not say it.")
@click.option("--year", type=int, help="Edition; used if the text does not say it.")
@as_user
def propose(file: Path, country: str | None, year: int | None, username: str | None) -> None:
    """Read FILE (`-`: standard input) and store the reading for review."""
    numbers = read_report(
        open_visit(username),
        content=read_content(file),
        file_name="standard input" if str(file) == "-" else file.name,
        country=country,
        edition=year,
    )
    for number in numbers:
        click.echo(f"Narrative {number} is proposed. To see it: palermo narrative show {number}")
    for warning in list_warnings(numbers):
        click.echo(f"Note: {warning}", err=True)
    for clash in find_clashes(numbers):
        click.echo(f"Note: narrative {describe_clash(clash).say()}", err=True)


@narrative.command("list")
@click.option("--country", metavar="ISO3", default="")
@click.option("--state", type=click.Choice([s.value for s in NarrativeState]), default=None)
@form_option
@as_user
def list_all(country: str, state: str | None, form: str, username: str | None) -> None:
    """Narratives, newest first."""
    open_visit_with_right(username, "view_review")
    rows, _ = list_narratives(country=country.upper(), state=state or "", limit=_ALL)
    shown = ("id", "country", "edition", "state", "tier", "file_name", "items_open")
    print_table(narratives_table(rows), form, shown)


@narrative.command("show")
@narrative_id
@click.option("--kind", type=click.Choice([k.value for k in ItemKind]), default=None)
@form_option
@as_user
def show_one(narrative_id: int, kind: str | None, form: str, username: str | None) -> None:
    """Show everything that was read in a narrative, with its corrections."""
    open_visit_with_right(username, "view_review", f"narrative {narrative_id}")
    page = narrative_page(narrative_id)
    items = [i for i in page.items if kind is None or i.kind == kind]
    print_table(items_table(page.row, items), form, ("id", "kind", "decision", "text", "values"))
    for warning in page.warnings:
        click.echo(f"Note: {warning}", err=True)


@narrative.command()
@click.argument("item_id", type=int, metavar="ITEM")
@click.option("--reject", is_flag=True, help="The narrative does not say this.")
@click.option("--set", "changes", multiple=True, metavar="KEY=VALUE", help="New value of a key.")
@as_user
def correct(item_id: int, reject: bool, changes: tuple[str, ...], username: str | None) -> None:
    """Accept ITEM as read, or edit it with --set, or --reject it.

    The words of `--set text=…` must be in the narrative; lists are JSON:
    `--set themes=["training"]`.
    """
    visit = open_visit(username)
    narrative, item = find_item(item_id)
    decision = ReviewDecision.ACCEPTED
    if reject or changes:
        decision = ReviewDecision.REJECTED if reject else ReviewDecision.CORRECTED
    correct_item(
        visit,
        narrative_id=narrative,
        item_id=item_id,
        version=item.version,
        decision=decision,
        values=dict(_pair(change) for change in changes),
    )
    click.echo(f"Item {item_id} is {decision.value}.")


@narrative.command("accept-items")
@narrative_id
@click.option("--kind", type=click.Choice([k.value for k in ItemKind]), required=True)
@as_user
def accept_rest(narrative_id: int, kind: str, username: str | None) -> None:
    """Accept the undecided items of a kind, after reading them: palermo narrative show NUMBER."""
    visit = open_visit_with_right(username, "view_review", f"narrative {narrative_id}")
    items = narrative_page(narrative_id).undecided_of(ItemKind(kind))
    versions = {item.id: item.version for item in items}
    accepted = accept_items(visit, narrative_id=narrative_id, versions=versions)
    click.echo(f"Items accepted: {accepted}.")


@narrative.command()
@narrative_id
@click.option(
    "--undecided", type=int, metavar="COUNT", help="Accept COUNT undecided items without review."
)
@click.option(
    "--supersedes", type=int, metavar="NUMBER", help="The accepted narrative to supersede."
)
@click.option("--reason", default="", help="Why it is superseded.")
@click.option(
    "--passes",
    multiple=True,
    metavar="REF=ITEM",
    help="The item of the new text that recommendation REF passes to.",
)
@as_user
def accept(
    narrative_id: int,
    undecided: int | None,
    supersedes: int | None,
    reason: str,
    passes: tuple[str, ...],
    username: str | None,
) -> None:
    """Accept a narrative.

    Items without a decision, and an accepted narrative of the same year, must be named. To see what
    passes to which recommendation: palermo narrative superseding NUMBER.
    """
    still_open = accept_narrative(
        open_visit(username),
        narrative_id=narrative_id,
        undecided_items=undecided,
        supersedes=supersedes,
        reason=reason,
        passes_to=dict(_passed(each) for each in passes),
    )
    click.echo(f"Narrative {narrative_id} is accepted. Accepted without review: {still_open}.")


@narrative.command("superseding")
@narrative_id
@form_option
@as_user
def show_superseding(narrative_id: int, form: str, username: str | None) -> None:
    """Show what accepting a narrative does to the recommendations of its year."""
    visit = open_visit_with_right(username, "view_review")
    lines = preview_superseding(narrative_page(narrative_id), visit.pack.linking)
    print_table(superseding_table(lines), form)


@narrative.command("withdraw")
@narrative_id
@click.option("--reason", required=True)
@as_user
def withdraw_one(narrative_id: int, reason: str, username: str | None) -> None:
    """Withdraw an accepted narrative, with a reason. Its plan stays on file."""
    planned = withdraw_narrative(open_visit(username), narrative_id=narrative_id, reason=reason)
    click.echo(f"Narrative {narrative_id} is withdrawn. Recommendations with a plan: {planned}.")
    if planned:
        click.echo("They keep their references. To see them: palermo board --left")


@narrative.command("review-again")
@narrative_id
@as_user
def review_once_more(narrative_id: int, username: str | None) -> None:
    """Propose a reading that was accepted once again, to correct it."""
    number = review_again(open_visit(username), narrative_id=narrative_id)
    click.echo(f"Narrative {number} is proposed. To see it: palermo narrative show {number}")


@narrative.command()
@narrative_id
@form_option
@as_user
def links(narrative_id: int, form: str, username: str | None) -> None:
    """Show which demands the recommendations of a proposed narrative continue."""
    visit = open_visit_with_right(username, "view_review")
    page = narrative_page(narrative_id)
    preview = preview_acceptance(page, visit.pack.linking, visit.today)
    shown = ("item", "becomes", "demand", "basis", "doubtful", "reopens", "text", "earlier")
    print_table(links_table(preview), form, shown)
    if preview.doubts:
        click.echo(f"Doubtful links without an answer: {preview.doubts}", err=True)


@narrative.command("link")
@click.argument("item_id", type=int, metavar="ITEM")
@click.argument("demand", metavar="DEMAND")
@click.option("--same/--different", default=None, help="Confirm or reject the link.")
@click.option("--open", "undecided", is_flag=True, help="Take the answer back.")
@as_user
def link_item(
    item_id: int, demand: str, same: bool | None, undecided: bool, username: str | None
) -> None:
    """Say whether ITEM, a recommendation that was read, continues DEMAND.

    DEMAND is the reference of any of its recommendations. An item that is confirmed for several
    demands joins them when the narrative is accepted.
    """
    if undecided is (same is not None):
        raise BadValue(
            N_("Choose one of --same, --different and --open."),
            where=str(item_id),
            remedy=N_("For example: --same"),
        )
    visit = open_visit(username)
    narrative, _ = find_item(item_id)
    decide_link(visit, narrative_id=narrative, item_id=item_id, demand=demand, same=same)
    words = {True: "continues", False: "does not continue", None: "has no answer for"}
    click.echo(f"Item {item_id} {words[same]} {demand}.")


@narrative.command("reject")
@narrative_id
@click.option("--reason", required=True)
@as_user
def reject_one(narrative_id: int, reason: str, username: str | None) -> None:
    """Reject a narrative, with a reason."""
    reject_narrative(open_visit(username), narrative_id=narrative_id, reason=reason)
    click.echo(f"Narrative {narrative_id} is rejected.")


@narrative.command()
@as_user
def passages(username: str | None) -> None:
    """Print accepted narratives with their corrections as labelled passages (JSON Lines)."""
    open_visit_with_right(username, "view_review")
    rows, _ = list_narratives(state=NarrativeState.ACCEPTED, limit=_ALL)
    for line in write_passages(narrative_page(row.id) for row in rows):
        click.echo(line, nl=False)


def read_content(file: Path) -> bytes:
    """The bytes of a file, or of standard input for `-`. Raises UnreadableInput."""
    if str(file) == "-":
        return sys.stdin.buffer.read()
    try:
        return file.read_bytes()
    except OSError as error:
        raise UnreadableInput(
            N_("The file cannot be opened ({why})."),
            where=str(file),
            remedy=N_("Check its name and whether you may read it."),
            why=error.strerror or type(error).__name__,
        ) from None


def _passed(choice: str) -> tuple[str, int]:
    ref, _, item = choice.partition("=")
    if not item.isdecimal():
        raise BadValue(
            N_("Write the choice as REF=ITEM."),
            where="--passes",
            remedy=N_("For example: --passes AZE-2023-04=112"),
        )
    return ref, int(item)


def _pair(change: str) -> tuple[str, Any]:
    key, equals, value = change.partition("=")
    if not equals:
        raise BadValue(
            N_("Write a change as KEY=VALUE."),
            where="--set",
            remedy=N_("For example: --set tier=2"),
        )
    try:
        # Lists and numbers are JSON; words are taken as they stand.
        return key, json.loads(value) if value[:1] in "[{" or key in {"value", "year"} else value
    except json.JSONDecodeError:
        return key, value
