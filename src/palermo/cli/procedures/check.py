"""`palermo check`: everything that is wrong with a pack's procedures and offences, at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

import click

from palermo.cli.installation import current_moment
from palermo.cli.languages import countries_root, require_language
from palermo.cli.procedures.wordings import wordings_option
from palermo.kernel.errors import BadValue
from palermo.offences.law import Law
from palermo.offences.lint import check_law
from palermo.packs.adopted import list_changed_words, list_unadopted
from palermo.packs.load import read_pack
from palermo.packs.pack import Pack
from palermo.packs.pack_files import PackFiles
from palermo.packs.status_context import status_context
from palermo.packs.translation_problems import describe_untranslated, describe_unusable
from palermo.procedures.answers import check_answers
from palermo.procedures.coverage import measure_coverage
from palermo.procedures.lint import (
    LintContext,
    ProcedureProblem,
    check_procedure,
    list_uncovered_groups,
)
from palermo.procedures.lint_pairs import check_pairs
from palermo.procedures.lint_protection import check_protection
from palermo.procedures.lint_status import check_in_country
from palermo.procedures.mutants import measure_mutants
from palermo.procedures.scenarios import Scenario, list_failures
from palermo.procedures.shapes import Procedure
from palermo.procedures.vignettes import find_copied_words

#: A procedure is tried by at least so many scenarios.
FEWEST = 10
#: The share of changed rules that scenarios notice.
NOTICED = 0.95
#: Texts that are not translated are counted by language and file instead.
_COUNTED = "text-missing-in-a-language"


@click.command("check")
@click.argument("country", metavar="PACK")
@click.option("--lang", default="en", show_default=True, help="Language of the themes.")
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), help="Day of the legal calendar (today if left out)."
)
@wordings_option
@click.pass_context
def check_pack(
    context: click.Context, country: str, lang: str, on: datetime | None, wordings: Path | None
) -> None:
    """Read PACK (such as aze), check its procedures and offences, and run the scenarios.

    If anything is wrong, the exit code is 5; a file that cannot be read is named with its line.
    """
    pack, files = read_pack(country, root=countries_root(), wordings=wordings)
    require_language(pack, lang)
    day = (on or current_moment()).date()
    lines = [*list_problems(pack, lang, day), *list_word_problems(files, country)]
    for line in lines:
        click.echo(line)
    for version in versions_in_use(pack):
        # How instruments are scored is tried by Palermo's own tests, whatever their wording.
        if version.instrument is None:
            click.echo(_covered(version, pack))
    for line in _not_adopted(files, country):
        click.echo(line)
    count = sum(len(pack.procedures.scenarios(i)) for i in pack.procedures.ids)
    click.echo(
        f"{len(pack.procedures.versions)} procedures, {count} scenarios, {len(lines)} problems"
    )
    context.exit(5 if lines else 0)


def list_word_problems(files: PackFiles, country: str) -> list[str]:
    """What is wrong with the words of the pack in its other languages, a line each."""
    changed = [
        f"{name}: its words in {language} were changed since they were adopted: let an official "
        f"read them and adopt them (palermo adopt {country})"
        for language, names in list_changed_words(files).items()
        for name in names
    ]
    return [*describe_untranslated(files), *describe_unusable(files), *changed]


def _not_adopted(files: PackFiles, country: str) -> Iterator[str]:
    found = list_unadopted(files)
    for name in found.rules:
        yield f"{name}: not yet adopted, can still be changed (palermo adopt {country})"
    for language, names in found.words.items():
        if names:
            yield (
                f"{language}: the words of {len(names)} files are not adopted yet "
                f"(palermo adopt {country})"
            )


def list_problems(pack: Pack, lang: str = "en", on: date | None = None) -> list[str]:
    """All that is wrong with the procedures, the law and the scenarios, a line each.

    `on`: the day of the legal calendar; None is today.
    """
    unserved = [group.id for group in pack.groups_at_risk if not group.served_by]
    uncared = [
        f"{pack.iso3}: no procedure for a group at risk: {group} "
        f"(fails recommendations on: {_titles(pack, lang)['screening']})"
        for group in list_uncovered_groups(unserved, versions_in_use(pack))
    ]
    return [
        *_problems(pack, lang),
        *_problems_in_country(pack, lang, on or current_moment().date()),
        *_of_the_law(pack, lang),
        *_failed(pack),
        *_too_few(pack),
        *_copied(pack),
        *uncared,
    ]


def _copied(pack: Pack) -> Iterator[str]:
    """Vignettes that use the words of the form in a translation."""
    for vignette in pack.vignettes:
        signs = pack.procedures.versions_of(vignette.procedure)[-1].indicators
        for language in pack.languages:
            if copied := find_copied_words(vignette, signs, (language,)):
                yield (
                    f"vignette {vignette.id}: in {language} it uses the words of the form for "
                    f"{', '.join(copied)}: tell what happened"
                )


def _too_few(pack: Pack) -> list[str]:
    """Procedures that too few scenarios try: what nobody tried holds nobody."""
    found = []
    for version in versions_in_use(pack):
        if version.instrument is not None:
            continue
        scenarios = pack.procedures.scenarios(version.id)
        if len(scenarios) < FEWEST:
            found.append(
                f"{version.id} {version.version}: {len(scenarios)} scenarios, {FEWEST} needed"
            )
        found += [line for s in scenarios for line in _strange(version, s)]
        if measure_coverage(version, scenarios).share < 1:
            found.append(f"{version.id} {version.version}: its scenarios leave something untried")
        found += _unnoticed(version, scenarios)
    return found


def _unnoticed(version: Procedure, scenarios: Sequence[Scenario]) -> Iterator[str]:
    """Changes of single parts and signs that no scenario notices, where there are too many."""
    found = measure_mutants(version, scenarios)
    if found.share < NOTICED:
        changes = "; ".join(f"{m.where}: {m.change}" for m in found.survived)
        yield (
            f"{version.id} {version.version}: its scenarios notice {found.share:.0%} of "
            f"{found.made} changed rules, {NOTICED:.0%} needed; not noticed: {changes}"
        )


def _strange(version: Procedure, scenario: Scenario) -> Iterator[str]:
    """Answers of a scenario that the procedure does not have."""
    try:
        check_answers(version, scenario.answers)
    except BadValue as error:
        told = str(error.what).replace("\n", " ")
        yield f"{version.id} {version.version}: scenario {scenario.name!r}: {told}"


def _problems(pack: Pack, lang: str) -> list[str]:
    versions = pack.procedures.versions
    around = LintContext(
        child_procedures={p.id for p in versions if p.people == "children"},
        languages=pack.languages,
        topics=pack.speech.topics,
        closed=pack.speech.closed,
        papers=pack.speech.papers,
        promises=pack.speech.promises,
    )
    in_use = versions_in_use(pack)
    found = [p for version in in_use for p in check_procedure(version, around)]
    found += [p for version in in_use for p in check_protection(version, around)]
    problems = (*found, *check_pairs(in_use))
    return [_problem_line(p, pack, lang) for p in problems if p.rule != _COUNTED]


def _problems_in_country(pack: Pack, lang: str, on: date) -> list[str]:
    """What is wrong with a procedure's status, roles and lawfulness in the country."""
    country = status_context(pack, on)
    found = (p for version in versions_in_use(pack) for p in check_in_country(version, country))
    return [_problem_line(p, pack, lang) for p in found]


def _problem_line(problem: ProcedureProblem, pack: Pack, lang: str) -> str:
    return (
        f"{problem.procedure} {problem.version}: {problem.where}: {problem.rule}: {problem.what} "
        f"(fails recommendations on: {_titles(pack, lang)[problem.theme]})"
    )


def _of_the_law(pack: Pack, lang: str) -> list[str]:
    """What is wrong with facts, closing reasons and articles."""
    law = Law(pack.facts, pack.closing_reasons, pack.articles, pack.languages)
    titles = _titles(pack, lang)
    return [
        f"offences: {p.where}: {p.rule}: {p.what} (fails recommendations on: {titles[p.theme]})"
        for p in check_law(law)
        if p.rule != _COUNTED
    ]


def _titles(pack: Pack, lang: str) -> dict[str, str]:
    return {theme.id: theme.title.in_language(lang) for theme in pack.themes.themes}


def _covered(version: Procedure, pack: Pack) -> str:
    found = measure_coverage(version, pack.procedures.scenarios(version.id))
    gaps = (
        ("never fired", found.never_yes),
        ("always fired", found.never_no),
        ("never unknown", found.never_unknown),
    )
    told = "; ".join(f"{words}: {', '.join(names)}" for words, names in gaps if names)
    line = f"{version.id} {version.version}: scenarios try {found.share:.0%}"
    return f"{line} ({told})" if told else line


def _failed(pack: Pack) -> list[str]:
    return [
        f"{version.id} {version.version}: scenario {f.scenario!r}: {f.what} is {f.got}, "
        f"expected {f.expected}"
        for version in versions_in_use(pack)
        for f in list_failures(version, pack.procedures.scenarios(version.id))
    ]


def versions_in_use(pack: Pack) -> list[Procedure]:
    """The newest version of each procedure: the scenarios are written for it."""
    newest = {p.id: p for p in pack.procedures.versions}
    return list(newest.values())
