"""`palermo services`: hotlines, shelters and other help of a country, with what is not known."""

from __future__ import annotations

from typing import get_args

import click

from palermo.cli.languages import load_pack_in_language
from palermo.cli.listing import print_json
from palermo.procedures.shapes import People
from palermo.saying.service_texts import ServiceText, service_list


@click.command()
@click.option("--country", default="base", show_default=True, help="Pack, such as aze.")
@click.option("--lang", default="en", show_default=True, help="Language, such as az.")
@click.option(
    "--people",
    type=click.Choice(get_args(People)),
    default="everybody",
    show_default=True,
    help="Leave out services that are known not to serve these people.",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
def services(country: str, lang: str, people: People, form: str) -> None:
    """List the services of a country: number, hours, languages, who may come, who runs them."""
    pack = load_pack_in_language(country, lang)
    found = service_list(pack, lang, people)
    if form == "json":
        print_json(found)
        return
    click.secho(found.heading, bold=True)
    click.echo(found.lead)
    if not found.services:
        click.echo(found.none)
    for service in found.services:
        _print_service(service, pack.speech.certainty_mark(service.source.certainty, lang))


def _print_service(service: ServiceText, mark: str) -> None:
    click.secho(f"\n{service.name} ({service.kind_words})", bold=True)
    if service.number_words:
        click.echo(f"  {service.number_words}")
    click.echo(f"  {service.police_words}")
    for label, words in service.lines:
        click.echo(f"  {label}: {words}")
    click.echo(f"  {service.source.title}{mark}")
