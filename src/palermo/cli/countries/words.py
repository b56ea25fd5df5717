"""`palermo words`: the catalogues of a pack, for those who translate it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

import palermo
from palermo.cli.languages import countries_root, require_language
from palermo.kernel.texts import ENGLISH
from palermo.packs.catalogue_files import (
    PROGRAM,
    CatalogueState,
    compile_catalogues,
    read_catalogue_state,
    update_sentences,
    update_texts,
)
from palermo.packs.catalogues import DOMAIN, catalogue_path
from palermo.packs.load import read_pack
from palermo.packs.pack_texts import list_pack_texts, list_untranslated
from palermo.packs.places import list_folders, require_pack

#: Catalogues of the program's own sentences.
_SENTENCES = Path(palermo.__file__).parent / "locale"


@click.group()
def words() -> None:
    """Catalogues of a pack's texts: update, compile, and say what is missing."""


@words.command("update")
@click.argument("country", metavar="PACK")
@click.option("--lang", "only", help="Only this language, such as az.")
@click.option(
    "--same-meaning",
    is_flag=True,
    help="The English words were changed and not their meaning: mark no translation as fuzzy.",
)
def update_words(country: str, only: str | None, same_meaning: bool) -> None:
    """Write new and changed texts of PACK (such as aze) into its catalogues.

    Translations are kept. Where the English words of a text were changed, its translation is marked
    as fuzzy and not used until a person has read it. A language that the program does not have gets
    a catalogue of the program's sentences, too.
    """
    pack, files = read_pack(country, root=countries_root())
    if only:
        require_language(pack, only)
    for language in [only] if only else pack.languages:
        if language == ENGLISH:
            continue
        click.echo(_line(language, update_texts(files, language, same_meaning=same_meaning)))
        if not (_SENTENCES / catalogue_path(Path(), language).parts[1]).is_dir():
            shipped = next(_SENTENCES.glob(f"*/LC_MESSAGES/{PROGRAM}.po"))
            click.echo(_line(language, update_sentences(files.folders[-1], language, shipped)))


@words.command("status")
@click.argument("country", metavar="PACK")
def show_state(country: str) -> None:
    """Show how far each catalogue of PACK is translated."""
    require_pack(country.lower(), countries_root())
    for folder in list_folders(country, countries_root()):
        for language, path in _catalogues(folder):
            click.echo(_line(language, read_catalogue_state(path, language)))


@words.command("missing")
@click.argument("country", metavar="PACK")
@click.argument("lang", metavar="LANGUAGE")
def list_missing(country: str, lang: str) -> None:
    """List the texts of PACK without words in LANGUAGE, with file and line."""
    pack, files = read_pack(country, root=countries_root())
    require_language(pack, lang)
    for found in list_untranslated(list_pack_texts(files), lang).values():
        for text in found:
            click.echo(f"{text.file}:{text.line}: {text.place}: {text.text}")


@words.command("compile")
@click.argument("country", metavar="PACK")
def compile_words(country: str) -> None:
    """Compile the catalogues of PACK, and those of the common pack, for the running program."""
    require_pack(country.lower(), countries_root())
    for folder in list_folders(country, countries_root()):
        for path in compile_catalogues(folder):
            click.echo(str(path))


def _catalogues(folder: Path) -> Iterator[tuple[str, Path]]:
    for name in (DOMAIN, PROGRAM):
        for path in sorted(folder.glob(f"locale/*/LC_MESSAGES/{name}.po")):
            yield path.parts[-3].replace("_", "-").lower(), path


def _line(language: str, state: CatalogueState) -> str:
    return (
        f"{language}: {state.translated} of {state.texts} translated, {state.fuzzy} to be read "
        f"again: {state.path}"
    )
