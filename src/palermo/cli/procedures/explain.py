"""`palermo explain`: what a procedure indicates for one person's answers, and why."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import click

from palermo.cases.child import settle_age
from palermo.cli.installation import current_moment
from palermo.cli.languages import load_pack_in_language
from palermo.cli.listing import print_json
from palermo.cli.procedures.instrument_lines import screened_lines
from palermo.cli.procedures.wordings import wordings_option
from palermo.kernel.errors import BadValue, UnreadableInput
from palermo.kernel.messages import N_
from palermo.packs.pack import Pack
from palermo.procedures.answers import check_answers
from palermo.procedures.decide import run_procedure
from palermo.procedures.shapes import Procedure
from palermo.saying.indications import (
    DimensionText,
    FollowingDutyText,
    IndicationText,
    SignReason,
    person_indication_text,
)

_DAY = click.DateTime(["%Y-%m-%d"])
_FILE = click.Path(path_type=Path, allow_dash=True)


@click.command()
@click.argument("procedure_id", metavar="PROCEDURE")
@click.option("--answers", type=_FILE, help="JSON object: question to coded answer.")
@click.option("--indicators", type=_FILE, help="JSON object: indicator to yes, no or unknown.")
@click.option("--on", type=_DAY, help="The version that applies on this day (today if left out).")
@click.option("--lang", default="en", show_default=True, help="Language of the words.")
@click.option("--country", default="base", show_default=True, help="Pack, such as aze.")
@wordings_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
def explain(
    procedure_id: str,
    answers: Path | None,
    indicators: Path | None,
    on: datetime | None,
    lang: str,
    country: str,
    wordings: Path | None,
    form: str,
) -> None:
    """Run PROCEDURE for one person: outcome, dimensions, reasons, what is unknown, duties.

    The answers are read from a file (- is standard input) and are not stored.
    """
    if (answers is None) is (indicators is None):
        raise BadValue(
            N_("Give either --answers or --indicators."),
            remedy=N_("Both take a JSON file; - is standard input."),
        )
    pack = load_pack_in_language(country, lang, wordings=wordings)
    procedure = procedure_in_force(pack, procedure_id, on)
    source = answers or indicators or Path("-")
    given = read_object(source)
    coded = check_answers(procedure, given, indicators=indicators is not None)
    result = run_procedure(procedure, settle_age(procedure, None, coded))
    day = (on or current_moment()).date()
    found = person_indication_text(result, procedure, coded, pack, lang, day)
    if form == "json":
        print_json(found)
    else:
        _print_indication(found, procedure, pack, lang)


def procedure_in_force(pack: Pack, procedure_id: str, on: datetime | None) -> Procedure:
    """The version in force on a day; today where none is named."""
    return pack.procedure(procedure_id, (on or current_moment()).date())


def _refuse_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object whose names stand once: of two answers to one question neither may be guessed."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice")
    return found


def read_object(path: Path) -> dict[str, object]:
    """A JSON object of a file or of standard input. Raises UnreadableInput."""
    try:
        with click.open_file(str(path), encoding="utf-8") as file:
            read = json.load(file, object_pairs_hook=_refuse_doubles)
    except (OSError, ValueError, RecursionError) as error:
        raise UnreadableInput(
            N_("The answers cannot be read ({why})."),
            where=str(path),
            remedy=N_('Give a JSON object in UTF-8, such as {{"DR01": "yes"}}.'),
            why=type(error).__name__,
        ) from None
    if not isinstance(read, dict):
        raise UnreadableInput(
            N_("The answers are not a JSON object."),
            where=str(path),
            remedy=N_('Give a JSON object in UTF-8, such as {{"DR01": "yes"}}.'),
        )
    return read


def _print_results(found: IndicationText, heading: Callable[[str], str]) -> None:
    """Reasonable grounds first; a published classification stands beside them."""
    grounds = found.reasonable_grounds
    indicated = grounds or found.outcome
    tones = {"positive": "red", "undetermined": "yellow", "incomplete": "yellow"}
    tone = tones.get(indicated or "", "green")
    click.echo()
    if found.child_pathway:
        click.secho(found.child_pathway.words, fg="red", bold=True)
    if grounds:
        click.secho(found.reasonable_grounds_words, fg=tone, bold=True)
    if grounds and found.published:
        words = found.label or found.outcome_words
        click.echo(f"{heading('published')}: {words}")
    elif found.outcome and not grounds:
        click.secho(found.outcome_words or "", fg=tone, bold=True)
    if found.label and not found.published:
        click.echo(found.label)


def _print_indication(found: IndicationText, procedure: Procedure, pack: Pack, lang: str) -> None:
    speech = pack.speech

    def heading(name: str) -> str:
        return speech.headings[name].in_language(lang)

    def section(name: str, lines: list[str]) -> None:
        if lines:
            click.secho(f"\n{heading(name)}", bold=True)
            click.echo("\n".join(f"  {line}" for line in lines))

    click.secho(procedure.title.in_language(lang), bold=True)
    version = heading("version").format(version=procedure.version, since=procedure.since)
    mark = speech.certainty_mark(found.source_certainty, lang)
    click.echo(f"{version} · {found.source}{mark}")
    click.echo(found.status.meaning)
    if found.lawful:
        click.echo(found.lawful.words)
        titles = "; ".join(other.title for other in found.lawful.instead)
        if titles:
            click.echo(speech.lawful["instead"].in_language(lang).format(titles=titles))
    _print_results(found, heading)
    click.echo(found.advice)
    if found.instrument:
        section("instrument", screened_lines(found.instrument))
    # The one dimension of an instrument is its count, which was just said.
    dimensions = () if found.instrument else found.dimensions
    section("dimensions", [_dimension_line(d, pack, lang) for d in dimensions])
    section("grounds", [_reason_line(i) for i in found.reasons_for])
    section("against", [_reason_line(i) for i in found.reasons_against])
    section("open", [f"{i.id}  {i.text}" for i in found.unknown])
    section("duties", [_duty_line(d, pack, lang) for d in found.duties])
    section("possible", [_duty_line(d, pack, lang) for d in found.possible_duties])


def _reason_line(reason: SignReason) -> str:
    doubt = f" ({reason.doubt})" if reason.doubt else ""
    return f"{reason.id}  {reason.text}{doubt}"


def _dimension_line(dimension: DimensionText, pack: Pack, lang: str) -> str:
    speech = pack.speech
    counts = ", ".join(
        f"{speech.strengths[strength].in_language(lang)} "
        f"{count.yes}/{count.yes + count.no + count.unknown}"
        for strength, count in dimension.counts.items()
    )
    answer = speech.answers[dimension.answer].in_language(lang)
    return f"{dimension.text}: {answer} ({counts})" if counts else f"{dimension.text}: {answer}"


def _duty_line(duty: FollowingDutyText, pack: Pack, lang: str) -> str:
    acknowledged = pack.speech.headings["acknowledged"].in_language(lang)
    more = (duty.who_name, duty.within, acknowledged if duty.acknowledged else "")
    said = " ".join(part for part in (duty.text, duty.lawful) if part)
    return f"{said} [{'; '.join(part for part in more if part)}]"
