"""`palermo doctor`: what is installed, what is wrong, and how to mend it."""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import click
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from rich.console import Console
from rich.markup import escape

import palermo
from palermo.cli.installation import require_database, set_up
from palermo.cli.office.disk_check import find_encryption
from palermo.kernel.errors import NotReady, PalermoError
from palermo.packs.catalogues import DOMAIN, is_compiled
from palermo.packs.places import list_folders

PACKAGES = ("Django", "django-ninja", "granian", "pydantic", "pypdfium2", "openpyxl")
PACKAGE = Path(palermo.__file__).parent
_BUILD = "in a checkout run `make setup`; otherwise install Palermo again"


@dataclass(frozen=True, slots=True)
class DiagnosisLine:
    """One thing that was looked at; `mend` says what to do where it is wrong."""

    what: str
    found: str
    ok: bool = True
    mend: str = ""


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--mend", is_flag=True, help="Remove files that an interrupted upload left.")
@click.pass_context
def doctor(context: click.Context, form: str, mend: bool) -> None:
    """Check the installation; the exit code is 10 if something is wrong."""
    if mend:
        _mend()
    lines = list(examine_installation())
    wrong = [line for line in lines if not line.ok]
    if form == "json":
        shown = {"ok": not wrong, "lines": [asdict(line) for line in lines]}
        click.echo(json.dumps(shown, ensure_ascii=False, indent=1))
    else:
        _print_diagnosis(lines, len(wrong))
    context.exit(NotReady.exit_code if wrong else 0)


def _mend() -> None:
    """Do what can be done without losing anything that a record names."""
    set_up()
    require_database()
    from palermo.cli.office.evidence_check import mend_evidence_files

    click.echo(f"Files that no evidence names, removed: {mend_evidence_files()}.", err=True)


def _print_diagnosis(lines: list[DiagnosisLine], wrong: int) -> None:
    console = Console(highlight=False, soft_wrap=True)
    for line in lines:
        mark = "[green]ok     [/]" if line.ok else "[red]problem[/]"
        console.print(f"{mark} {escape(line.what)}: {escape(line.found)}")
        if not line.ok:
            console.print(f"        → {escape(line.mend)}")
    console.print(f"Problems: {wrong}." if wrong else "No problems found.")


def examine_installation() -> Iterator[DiagnosisLine]:
    """Look at everything, in the order in which one would mend it."""
    yield DiagnosisLine("Palermo", palermo.__version__)
    yield DiagnosisLine("Python", platform.python_version())
    yield from _packages()
    try:
        set_up()
    except PalermoError as error:
        yield DiagnosisLine(
            "settings", error.say(), False, "correct this setting and run the command again"
        )
        return
    for look in (
        _data_folder,
        _database,
        _evidence_files,
        _records,
        _packs,
        _front_end,
        _translations,
        _server,
    ):
        yield from _looked(look)


def _looked(look: Callable[[], Iterator[DiagnosisLine]]) -> Iterator[DiagnosisLine]:
    """The lines of one look; an error that it meets becomes a line of its own."""
    try:
        yield from look()
    except PalermoError as error:
        name = look.__name__.strip("_").replace("_", " ")
        yield DiagnosisLine(name, error.what.say(), False, error.remedy.say() or "see above")


def _packages() -> Iterator[DiagnosisLine]:
    for name in PACKAGES:
        try:
            yield DiagnosisLine(name, version(name))
        except PackageNotFoundError:
            yield DiagnosisLine(name, "not installed", False, _BUILD)


def _data_folder() -> Iterator[DiagnosisLine]:
    from django.conf import settings

    folder = Path(settings.DATA)
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        yield DiagnosisLine(
            "data folder", str(folder), False, f"give this user read and write access to {folder}"
        )
        return
    yield DiagnosisLine("disk of the data", find_encryption(folder))
    others = folder.stat().st_mode & 0o077
    yield DiagnosisLine(
        "data folder", str(folder), not others, f"other users can read it: chmod 700 {folder}"
    )


def _database() -> Iterator[DiagnosisLine]:
    from django.db import connection

    try:
        require_database()
    except NotReady as error:
        yield DiagnosisLine("database", error.what.say(), False, error.remedy.say())
        return
    kind = "SQLite" if connection.vendor == "sqlite" else "PostgreSQL"
    with connection.cursor() as cursor:
        sql = "select sqlite_version()" if connection.vendor == "sqlite" else "show server_version"
        cursor.execute(sql)
        number = cursor.fetchone()[0]
    yield DiagnosisLine("database", f"{kind} {number}, migrations applied")
    yield _search_index()


def _evidence_files() -> Iterator[DiagnosisLine]:
    try:
        require_database()
    except NotReady:
        return
    from palermo.cli.office.evidence_check import describe_missing_files, describe_stray_files

    found, ok = describe_stray_files()
    yield DiagnosisLine("evidence files", found, ok, "run `palermo doctor --mend`")
    found, ok = describe_missing_files()
    yield DiagnosisLine("evidence", found, ok, "bring the files back from a backup")


def _search_index() -> DiagnosisLine:
    from palermo.ledger.search.queries import count_entries

    everything, stale = count_entries()
    found = f"{everything} texts, {stale} of them not indexed"
    return DiagnosisLine("search", found, not stale, "run `palermo index --as USERNAME`")


def _records() -> Iterator[DiagnosisLine]:
    from palermo.records.checks import count_incomplete_records

    try:
        require_database()
    except NotReady:
        return
    count = count_incomplete_records()
    yield DiagnosisLine(
        "decisions of earlier versions",
        f"{count} not understood" if count else "all moved",
        not count,
        "nothing was lost: the column `earlier_form` of these interviews holds what it was",
    )


def _packs() -> Iterator[DiagnosisLine]:
    from django.conf import settings

    from palermo.packs.load import load_pack
    from palermo.packs.places import BASE, list_packs

    root = Path(settings.COUNTRIES) if settings.COUNTRIES else None
    names = list_packs(root)
    for name in names:
        try:
            pack = load_pack(name, root=root, wordings=settings.WORDINGS)
        except PalermoError as error:
            yield DiagnosisLine(f"pack {name}", error.what.say(), False, error.remedy.say().strip())
            continue
        counted = f"{len(pack.measures)} measures, {len(pack.agencies)} agencies"
        yield DiagnosisLine(f"pack {name}", counted)
    home = settings.COUNTRY.lower()
    known = home in names and home != BASE
    yield DiagnosisLine("country", home, known, "set PALERMO_COUNTRY to one of the packs")


def _front_end() -> Iterator[DiagnosisLine]:
    built = PACKAGE / "web" / "static" / "built"
    files = [p for p in built.rglob("*") if p.is_file()] if built.is_dir() else []
    yield DiagnosisLine("front end", f"{len(files)} built files", bool(files), _BUILD)


def _translations() -> Iterator[DiagnosisLine]:
    from django.conf import settings

    for source in _catalogues(PACKAGE):
        yield _diagnose_catalogue(source, f"translation {source.parts[-3]}, {source.stem}", _BUILD)
    root = Path(settings.COUNTRIES) if settings.COUNTRIES else None
    for folder in list_folders(settings.COUNTRY, root):
        for source in _catalogues(folder):
            what = f"translation {source.parts[-3]}, {source.stem} of {folder.name}"
            remedy = f"compile it: `palermo words compile {folder.name}`"
            yield _diagnose_catalogue(source, what, remedy)


def _catalogues(folder: Path) -> list[Path]:
    return sorted((folder / "locale").glob("*/LC_MESSAGES/*.po"))


def _diagnose_catalogue(source: Path, what: str, remedy: str) -> DiagnosisLine:
    compiled = source.with_suffix(".mo")
    if not compiled.exists():
        return DiagnosisLine(what, "not compiled", False, remedy)
    # A catalogue of a pack names its source; without it the program is right, and slower to start.
    same = (
        is_compiled(source) if source.stem == DOMAIN else _sentences(compiled) == _sentences(source)
    )
    return DiagnosisLine(what, "compiled" if same else "differs from its source", same, remedy)


def _sentences(catalogue: Path) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """What a catalogue translates. Contents are compared, for an installer sets the times."""
    read = read_mo if catalogue.suffix == ".mo" else read_po
    with catalogue.open("rb") as file:
        messages = [m for m in read(file) if m.id and m.string and not m.fuzzy]
    return sorted((_forms(m.id), _forms(m.string)) for m in messages)


def _forms(sentence: str | Iterable[str] | None) -> tuple[str, ...]:
    """Singular and plurals alike: the two formats of catalogues differ in how they hold them."""
    return (sentence,) if isinstance(sentence, str) else tuple(sentence or ())


def _server() -> Iterator[DiagnosisLine]:
    from django.conf import settings

    if settings.DEBUG:
        yield DiagnosisLine("PALERMO_DEBUG", "yes", False, "set it to no if real data is stored")
    if settings.HTTPS:
        proxies = ", ".join(settings.PROXIES)
        yield DiagnosisLine("proxies", proxies or "none", bool(proxies), "set PALERMO_PROXIES")
    hosts = ", ".join(settings.ALLOWED_HOSTS)
    yield DiagnosisLine("host names", hosts or "none", bool(hosts), "set PALERMO_HOSTS")
    letters = (sys.stdout.encoding or "").lower().replace("-", "")
    yield DiagnosisLine("letters of the terminal", letters, letters == "utf8", "set LANG=C.UTF-8")
