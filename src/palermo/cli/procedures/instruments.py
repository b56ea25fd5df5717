"""`palermo instrument`: published instruments, and the wordings that an office loads for them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from palermo.actions.procedures.load_wording import load_wording
from palermo.cli.installation import as_user, home_pack, open_visit, wordings_folder
from palermo.cli.listing import form_option, print_json
from palermo.cli.procedures.instrument_lines import study_lines
from palermo.packs.instruments import read_wording
from palermo.saying.instrument_texts import InstrumentText, instrument_text

language_option = click.option(
    "--lang", default="en", show_default=True, help="Language of the words."
)
_FILE = click.Path(path_type=Path)


@click.group()
def instrument() -> None:
    """Published screening instruments and their wordings."""


@instrument.command("list")
@language_option
@form_option
def list_all(lang: str, form: str) -> None:
    """List every instrument with its cut-off and whether its wording is loaded."""
    pack = home_pack()
    found = [instrument_text(i, pack, lang) for i in pack.instruments.instruments]
    if form == "json":
        print_json(found)
        return
    for it in found:
        click.secho(f"{it.id}  {it.title}", bold=True)
        click.echo(f"  {it.ages}. {it.rule}.")
        click.echo(f"  {_at_hand(it)}")


@instrument.command()
@click.argument("instrument_id", metavar="INSTRUMENT")
@language_option
@form_option
def show(instrument_id: str, lang: str, form: str) -> None:
    """Show one instrument: every published figure and what a positive result means."""
    pack = home_pack()
    it = instrument_text(pack.instrument(instrument_id), pack, lang)
    if form == "json":
        print_json(it)
    else:
        click.secho(it.title, bold=True)
        click.echo(
            "\n".join(
                _instrument_lines(
                    it,
                    pack.speech.instruments["unverified"].in_language(lang),
                    pack.speech.certainty_mark(it.source.certainty, lang),
                )
            )
        )


@instrument.command()
@click.argument("file", type=_FILE)
def check(file: Path) -> None:
    """Check a FILE of wording. Nothing is loaded."""
    pack = home_pack()
    wording = read_wording(file, pack.instruments, pack.languages)
    click.echo(f"{wording.instrument} {wording.version}: {len(wording.items)} items, sound")


@instrument.command()
@click.argument("file", type=_FILE)
@as_user
def load(file: Path, username: str | None) -> None:
    """Load the wording in FILE; the instrument then runs as a procedure."""
    visit = open_visit(username)
    kept = load_wording(visit, path=file, folder=wordings_folder())
    click.echo(f"Loaded {kept}. Restart the server: it reads wordings when it starts.")


def _at_hand(it: InstrumentText) -> str:
    return " ".join(w.said for w in it.loaded) or it.wording_said


def _instrument_lines(it: InstrumentText, unverified: str, mark: str) -> Iterator[str]:
    def marked(said: str, verified: bool) -> str:
        return said if verified else f"{said} ({unverified})"

    yield f"{it.source.title}{mark}"
    yield f"{it.ages}. {it.form}."
    yield it.rule
    yield it.referral
    for study in it.studies:
        yield ""
        yield from study_lines(study)
        yield from (f"  {marked(n.text, n.verified)}" for n in study.notes)
    yield ""
    yield from (marked(n.text, n.verified) for n in it.limits)
    yield it.language
    yield _at_hand(it)
