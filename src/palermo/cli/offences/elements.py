"""`palermo elements`: which facts of a case meet which element, and whether the charge fits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import cast

import click

from palermo.cli.installation import current_moment
from palermo.cli.languages import load_pack_in_language
from palermo.cli.listing import print_json
from palermo.cli.procedures.explain import read_object
from palermo.kernel.answers import Answer, Value
from palermo.offences.flags import FlagLevel
from palermo.packs.pack import Pack
from palermo.procedures.scenarios import parse_answers
from palermo.saying.procedure_texts import SourceText
from palermo.saying.qualifications import (
    CasePenaltyText,
    ChargeText,
    QualificationText,
    qualify_case,
)

#: What follows a text whose source is not verified.
Mark = Callable[[SourceText | None], str]


@click.command()
@click.option(
    "--facts",
    type=click.Path(path_type=Path, allow_dash=True),
    required=True,
    help="JSON object: fact to yes, no or unknown; - is standard input.",
)
@click.option("--charge", help="Code of an article, such as 243 or 144-1.2; any code is accepted.")
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
    """Act, means, purpose: what meets each, what is missing, what a supervisor must look at.

    Also the penalty paragraphs to which the facts point, with their sources.
    """
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
        print_json(shown)
    else:
        _print_qualification(shown, pack, lang)


def _print_qualification(shown: QualificationText, pack: Pack, lang: str) -> None:
    def mark(source: SourceText | None) -> str:
        return pack.speech.certainty_mark(source.certainty, lang) if source else ""

    answers = pack.speech.answers
    for element in shown.elements:
        click.secho(f"{element.element}: {answers[element.answer].in_language(lang)}", bold=True)
        for fact in element.met_by:
            click.echo(f"  + {fact.text}")
        for fact in element.open:
            click.echo(f"  ? {fact.text}")
        if element.needs_none:
            click.echo("  A child needs no means.")
    said = answers[shown.trafficking].in_language(lang)
    click.secho(f"\nact + means + purpose: {said}", bold=True)
    if shown.charge:
        click.echo(_describe_charge(shown.charge, mark))
    for flag in shown.flags:
        line = f"{flag.what}{mark(flag.source)}"
        if flag.level is FlagLevel.WARNING:
            click.secho(f"! {line}", fg="red")
        else:
            click.echo(f"i {line}")
    for penalty in shown.penalties:
        for line in _describe_penalty(penalty, mark):
            click.echo(line)
    for code in shown.penalties_not_in_pack:
        click.echo(f"article {code}: its penalty is not in the pack")


def _describe_charge(charge: ChargeText, mark: Mark) -> str:
    if charge.article is None:
        state = "not in force on that day" if charge.in_pack else "outside the pack"
        return f"charged under {charge.code}: {state}"
    article = charge.article
    weight = f"{article.weight.label}{mark(article.weight_source)}"
    return f"charged under {charge.code} {article.text}{mark(article.source)}: {weight}"


def _describe_penalty(found: CasePenaltyText, mark: Mark) -> Iterator[str]:
    penalty = found.penalty
    years = f"up to {penalty.maximum_years} years"
    if penalty.minimum_years is not None:
        years = f"{penalty.minimum_years} to {penalty.maximum_years} years"
    points = "" if found.answer is Answer.YES else " if one of these is shown"
    source = penalty.source
    cited = f"{source.title}, {source.place}" if source.place else source.title
    yield f"penalty {penalty.paragraph}: {years}{points}"
    for sign, circumstances in (("+", found.met), ("?", found.open)):
        for one in circumstances:
            facts = " / ".join(fact.text for fact in one.facts)
            yield f"  {sign} {facts} ({one.paragraph}){mark(one.source)}"
    yield f"  source, {source.certainty}: {cited}"
