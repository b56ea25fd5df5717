"""`palermo compare`, `palermo checklist`, `palermo register`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from palermo.actions.countries.file_finding import file_finding
from palermo.actions.countries.file_penalty import file_penalty
from palermo.actions.countries.import_register import import_register
from palermo.actions.countries.record_checklist_evidence import record_checklist_evidence
from palermo.actions.countries.verify_checklist_evidence import verify_checklist_evidence
from palermo.cases.checklist import EvidenceKind
from palermo.cli.installation import (
    as_user,
    open_visit,
    open_visit_with_right,
)
from palermo.cli.listing import form_option, print_table
from palermo.cli.reading.narratives import read_content
from palermo.kernel.errors import NotFound
from palermo.kernel.messages import N_
from palermo.ledger.register.queries import merge_register
from palermo.packs.pack import Pack
from palermo.reports.register import YearEntry
from palermo.reports.tier_history import judge_history, judge_next_year
from palermo.tables.catalogue import TableRequest, make_table
from palermo.tables.comparison import compare_editions, comparison_table
from palermo.tables.register_tables import register_table


@click.command()
@click.argument("country", metavar="ISO3")
@click.argument("earlier", type=int)
@click.argument("later", type=int)
@form_option
@as_user
def compare(country: str, earlier: int, later: int, form: str, username: str | None) -> None:
    """What changed from the edition EARLIER to LATER: tier, claims, figures, recommendations."""
    visit = open_visit_with_right(username, "view_ledger", country.upper())
    comparison = compare_editions(country.upper(), earlier, later, visit.pack)
    print_table(comparison_table(comparison), form, ("part", "change", "before", "after", "year"))
    if form == "text":
        for check in comparison.checks:
            known = check.before is not None and check.now is not None
            pair = f" ({check.before:g} → {check.now:g})" if known else ""
            click.echo(f"{check.result.value}: {check.finding.text}{pair}")


@click.command()
@click.argument("country", metavar="ISO3")
@click.argument("edition", type=int)
@click.option("--item", default="", help="Add evidence for this item, such as C-1.")
@click.option("--speaks", type=click.Choice(["for", "against"]), default=None)
@click.option("--text", default="", help="The evidence in words.")
@click.option("--source", default="", help="Where it is from.")
@click.option("--kind", type=click.Choice([k.value for k in EvidenceKind]), default="document")
@click.option("--provision", default="", help="Act and article, for --kind law.")
@click.option("--read-at-source", is_flag=True, help="I read it at the source.")
@click.option("--file", "finding", type=int, metavar="NUMBER", help="File a proposed finding.")
@click.option("--penalty", metavar="PARAGRAPH", help="File a penalty of the law, as proposed.")
@click.option("--verify", type=int, metavar="NUMBER", help="Verify evidence of another person.")
@form_option
@as_user
def checklist(
    country: str,
    edition: int,
    item: str,
    speaks: str | None,
    text: str,
    source: str,
    kind: str,
    provision: str,
    read_at_source: bool,
    finding: int | None,
    penalty: str | None,
    verify: int | None,
    form: str,
    username: str | None,
) -> None:
    """The minimum standards with evidence for and against; with --item, add evidence.

    Findings of the narrative and penalties of the law are proposals. --item C-1 --file NUMBER and
    --item MS-3 --penalty 144-1.1 file one.
    """
    code = country.upper()
    if verify is not None:
        verify_checklist_evidence(
            open_visit(username), country=code, edition=edition, evidence_id=verify
        )
    elif finding is not None:
        file_finding(
            open_visit(username), country=code, edition=edition, item=item, finding=finding
        )
    elif penalty is not None:
        file_penalty(
            open_visit(username), country=code, edition=edition, item=item, paragraph=penalty
        )
    elif item:
        record_checklist_evidence(
            open_visit(username),
            country=country.upper(),
            edition=edition,
            item=item,
            speaks_for=speaks != "against",
            text=text,
            source=source,
            kind=EvidenceKind(kind),
            provision=provision,
            read_at_source=read_at_source,
        )
    visit = open_visit_with_right(username, "view_ledger", f"{country.upper()} {edition}")
    asked = TableRequest(visit.pack, visit.today, country=country.upper(), edition=edition)
    shown = ("item", "state", "standing", "number", "speaks", "text", "source", "verified_by")
    print_table(make_table("checklist", asked), form, shown)


@click.group()
def register() -> None:
    """Tiers of all countries and years."""


@register.command("show")
@click.argument("country", metavar="ISO3")
@form_option
@as_user
def show_one(country: str, form: str, username: str | None) -> None:
    """Show every year of a country with its sources, gaps and contradictions."""
    code = country.upper()
    pack = open_visit_with_right(username, "view_public", code).pack
    now = merge_register(pack.register)
    if code not in now.countries:
        raise NotFound(
            N_("The register has no country {code}."),
            where=country,
            remedy=N_("Use the three letters of ISO 3166-1, such as AZE."),
            code=code,
        )
    print_table(register_table(now, [code]), form)
    if form == "text":
        _print_rules(now.history(code), pack)


def _print_rules(history: Sequence[YearEntry], pack: Pack) -> None:
    """Years on the Watch List, what the rules forbid, and what they say of the next edition."""
    for status in judge_history(history, pack.tier_rules):
        said = [f"{v.rule}: {v.message}" for v in status.violations] + [*map(str, status.doubts)]
        if status.counted.most or said:
            years = f"year {status.consecutive} on the Watch List" if status.counted.most else ""
            click.echo("  ".join(filter(None, [str(status.year), years, *said])))
    coming = judge_next_year(history, pack.tier_rules)
    if coming:
        click.secho(f"\n{coming.year}", bold=True)
        for statement in coming.statements:
            click.echo(f"  {statement}")


@register.command("import")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@as_user
def import_file(file: Path, username: str | None) -> None:
    """Import years from CSV (country, year, tier, source, waiver): all lines or none."""
    new = import_register(
        open_visit(username),
        content=read_content(file),
        file_name=file.name,
    )
    click.echo(f"New lines: {new}.")
