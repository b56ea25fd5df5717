"""`palermo practice vignettes` and `judge`: situations in prose, and answers beside the key."""

from __future__ import annotations

import json
from pathlib import Path

import click

from palermo.cli.languages import load_pack_in_language
from palermo.cli.listing import print_json
from palermo.kernel.errors import BadValue, UnreadableInput
from palermo.kernel.messages import N_
from palermo.packs.pack import Pack
from palermo.procedures.vignettes import (
    VignetteAnswer,
    VignetteScore,
    make_vignette_key,
    score_vignette,
)
from palermo.saying.vignette_texts import (
    VignetteScoreText,
    list_vignettes,
    newest_procedure,
    vignette_score_text,
    vignette_text,
)

_FILE = click.Path(path_type=Path, allow_dash=True)
_country = click.option("--country", default="base", show_default=True, help="Pack, such as aze.")
_lang = click.option("--lang", default="en", show_default=True, help="Language of the words.")
_form = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)


@click.command()
@click.argument("vignette_id", metavar="[VIGNETTE]", required=False)
@_country
@_lang
@_form
def vignettes(vignette_id: str | None, country: str, lang: str, form: str) -> None:
    """List the vignettes of a pack, or print VIGNETTE without its key."""
    pack = load_pack_in_language(country, lang)
    if vignette_id is None:
        titles = list_vignettes(pack, lang)
        if form == "json":
            print_json(titles)
            return
        for one in titles:
            click.echo(f"{one.id}  {one.title}  ({one.procedure_title})")
        return
    text = vignette_text(pack.vignette(vignette_id), pack, lang)
    if form == "json":
        print_json(text)
        return
    click.secho(text.title, bold=True)
    click.echo("\n" + "\n\n".join(text.paragraphs))
    for heading, offered in (
        ("signs", text.signs),
        ("decision", text.decisions),
        ("next", text.questions),
        ("acts", text.acts),
    ):
        click.secho(f"\n{heading}", bold=True)
        click.echo("\n".join(f"  {one.id}  {one.text}" for one in offered))


@click.command()
@click.option("--answers", type=_FILE, required=True, help="JSON; - is standard input.")
@_country
@_lang
@_form
def judge(answers: Path, country: str, lang: str, form: str) -> None:
    """Compare officers' answers to vignettes with the key.

    The file holds a list of objects: vignette, officer (a code), decision (positive, negative or
    undetermined), signs (id to yes, no or unknown), next and acts (lists of ids).
    """
    pack = load_pack_in_language(country, lang)
    given = _read_answers(answers)
    scores = [_score(pack, one) for one in given]
    found = [vignette_score_text(score, pack, lang) for score in scores]
    if form == "json":
        print_json(found)
        return
    for one in found:
        _print_score(one)
    click.echo(f"{sum(one.passed for one in found)} of {len(found)} passed")


def _score(pack: Pack, given: VignetteAnswer) -> VignetteScore:
    told = pack.vignette(given.vignette)
    return score_vignette(make_vignette_key(told, newest_procedure(told, pack)), given)


def _read_answers(path: Path) -> list[VignetteAnswer]:
    try:
        with click.open_file(str(path), encoding="utf-8") as file:
            read = json.load(file)
    except (OSError, ValueError, RecursionError) as error:
        raise UnreadableInput(
            N_("The answers cannot be read ({why})."),
            where=str(path),
            remedy=N_("Give a JSON list in UTF-8; see `palermo practice judge --help`."),
            why=type(error).__name__,
        ) from None
    try:
        return [VignetteAnswer.model_validate(one) for one in read]
    except (TypeError, ValueError):
        # What was sent is not repeated: an officer may have written a name.
        raise BadValue(
            N_("The answers do not have the form of answers to vignettes."),
            where=str(path),
            remedy=N_("Give vignette, decision, signs, next and acts for each answer."),
        ) from None


def _print_score(one: VignetteScoreText) -> None:
    who = f" {one.officer}" if one.officer else ""
    told = "passed" if one.passed else "not passed"
    click.secho(f"{one.vignette}{who}: {told}", bold=True)
    if not one.decision_agrees:
        click.echo(f"  decision {one.decision_given}, expected {one.decision_expected}")
    for words, items in (
        ("sign missed", one.signs_missed),
        ("sign marked by mistake", one.signs_wrong),
        ("not known, but answered no", one.signs_closed),
        ("question missed", one.questions_missed),
        ("question that does not help", one.questions_wrong),
        ("act missed", one.acts_missed),
        ("wrong act", one.acts_wrong),
    ):
        for item in items:
            click.echo(f"  {words}: {item.id}  {item.text}")
    if one.hidden_found is False:
        click.secho("  coercion without force was missed", fg="red")
