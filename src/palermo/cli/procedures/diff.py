"""`palermo diff`: two versions of a procedure side by side, and a replay of past answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from palermo.cli.languages import countries_root, load_pack_in_language
from palermo.kernel.answers import Answers
from palermo.kernel.errors import BadValue, NotFound, UnreadableInput
from palermo.kernel.messages import N_
from palermo.packs.load import list_concepts
from palermo.packs.pack import Pack
from palermo.packs.places import list_folders
from palermo.packs.procedures import read_procedure
from palermo.procedures.answers import check_answers
from palermo.procedures.diff import Replay, list_changes, replay_answers
from palermo.procedures.shapes import Procedure


@click.command()
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option("--country", default="base", show_default=True, help="Pack, such as aze.")
@click.option(
    "--answers",
    type=click.Path(path_type=Path),
    help="Past answers, one JSON object per line: shows how many outcomes would change, and why.",
)
@click.option("--lang", default="en", show_default=True, help="Language of the words.")
def diff(before: str, after: str, country: str, answers: Path | None, lang: str) -> None:
    """Show what changed from A to B: procedures of the pack (ID or ID@VERSION) or files."""
    pack = load_pack_in_language(country, lang)
    one, other = _procedure(before, pack), _procedure(after, pack)
    found = list(list_changes(one, other, lambda node, it: pack.speech.say(node, it, lang), lang))
    for change in found:
        click.echo(f"{change.part} {change.name}: {change.what}")
    if not found:
        click.echo("No change affects an outcome or a duty.")
    if answers is not None:
        _print_replay(replay_answers(one, other, _people(answers, (one, other))))


def _procedure(name: str, pack: Pack) -> Procedure:
    path = Path(name)
    if path.suffix == ".yaml":
        _check_there(path)
        folders = list_folders(pack.iso3, countries_root())
        return read_procedure(path, folders, list_concepts(pack.facts))
    wanted, _, version = name.partition("@")
    found = [p for p in pack.procedures.versions if p.id == wanted]
    found = [p for p in found if not version or str(p.version) == version]
    if not found:
        raise NotFound(
            N_("The pack has no procedure {name}."),
            remedy=N_("Available: {known}."),
            name=name[:60],
            known=", ".join(f"{p.id}@{p.version}" for p in pack.procedures.versions),
        )
    return found[-1]


def _people(path: Path, versions: tuple[Procedure, Procedure]) -> Iterator[Answers]:
    """Each person's answers; those that neither version asks, or with other codes, are refused."""
    _check_there(path)
    # What is not UTF-8 becomes no code of a procedure, and is refused with its line.
    with path.open(encoding="utf-8", errors="replace") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                yield _check_both_versions(json.loads(line), versions)
            except (ValueError, RecursionError, AttributeError):
                raise UnreadableInput(
                    N_("Line {line} is not a JSON object."),
                    where=str(path),
                    remedy=N_("Write the answers of one person per line."),
                    line=number,
                ) from None
            except BadValue as error:
                raise BadValue(
                    N_("Line {line} is wrong: {problem}"),
                    where=str(path),
                    remedy=N_("Correct it and run the command again. Nothing was compared."),
                    line=number,
                    problem=error.what,
                ) from None


def _check_there(path: Path) -> None:
    if not path.is_file():
        raise UnreadableInput(
            N_("There is no such file."), where=str(path), remedy=N_("Check its name and place.")
        )


def _check_both_versions(
    given: dict[str, object], versions: tuple[Procedure, Procedure]
) -> Answers:
    """Names of either version; each answer as the version that asks it codes it."""
    one, other = ({q.id for q in version.questions} for version in versions)
    before = {name: value for name, value in given.items() if name in one or name not in other}
    after = {name: value for name, value in given.items() if name in other}
    return {**check_answers(versions[1], after), **check_answers(versions[0], before)}


def _print_replay(found: Replay) -> None:
    click.secho(f"\n{found.people} people, {found.changed} with another outcome", bold=True)
    for (one, other), count in sorted(found.outcomes.items()):
        click.echo(f"  {one} → {other}: {count}")
    for words, counts in (
        ("because of", found.because),
        ("new duty", found.duties_new),
        ("duty that goes", found.duties_gone),
    ):
        for name, count in counts.most_common():
            click.echo(f"  {words} {name}: {count}")
