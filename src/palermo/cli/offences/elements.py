"""`palermo elements`: which facts of a case meet which element, and whether the charge fits."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import click

from palermo.cli.installation import current_moment
from palermo.cli.languages import load_pack_in_language
from palermo.cli.procedures.explain import read_object
from palermo.kernel.answers import Value
from palermo.packs.pack import Pack
from palermo.procedures.scenarios import parse_answers
from palermo.saying.qualifications import qualify_case


@click.command()
@click.option(
    "--facts",
    type=click.Path(path_type=Path, allow_dash=True),
    required=True,
    help="JSON object: fact to yes, no or unknown; - is standard input.",
)
@click.option("--charge", help="Code of the article charged, such as 243.")
@click.option("--closing-reason", "reason", help="Why it was closed or refused, such as no_border.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The law of this day.")
@click.option("--country", default="base", show_default=True, help="Pack, such as aze.")
@click.option("--lang", default="en", show_default=True, help="Language of the words.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
def elements(
    facts: Path,
    charge: str | None,
    reason: str | None,
    on: datetime | None,
    country: str,
    lang: str,
    form: str,
) -> None:
    """Act, means, purpose: what meets each, what is missing, and what a supervisor must look at."""
    pack = load_pack_in_language(country, lang)
    # What is no word stays as it was told, and is named among what is wrong.
    told = cast(dict[str, Value], read_object(facts))
    shown = qualify_case(
        pack,
        {**told, **parse_answers(told.items())},
        charge=charge,
        reason=reason,
        on=(on or current_moment()).date(),
        language=lang,
    )
    if form == "json":
        click.echo(json.dumps(shown, ensure_ascii=False, indent=1))
    else:
        _print_qualification(shown, pack, lang)


def _print_qualification(shown: dict[str, Any], pack: Pack, lang: str) -> None:
    answers = pack.speech.answers
    for element in shown["elements"]:
        click.secho(
            f"{element['element']}: {answers[element['answer']].in_language(lang)}", bold=True
        )
        for fact in element["met_by"]:
            click.echo(f"  + {fact['text']}")
        for fact in element["open"]:
            click.echo(f"  ? {fact['text']}")
    told = answers[shown["trafficking"]].in_language(lang)
    click.secho(f"\nact + means + purpose: {told}", bold=True)
    if shown["charge"]:
        mark = pack.speech.headings["unverified"].in_language(lang)
        unverified = "" if shown["charge"]["source"]["verified"] else f" ({mark})"
        click.echo(f"{shown['charge']['code']} {shown['charge']['text']}{unverified}")
    for flag in shown["flags"]:
        click.secho(f"! {flag['what']}", fg="red")
