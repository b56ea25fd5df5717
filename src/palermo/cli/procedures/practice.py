"""`palermo practice`: cases for training, officers' answers against the key, and agreement."""

from __future__ import annotations

import secrets
from datetime import datetime
from pathlib import Path

import click

from palermo.cli.languages import load_pack_in_language
from palermo.cli.listing import print_json, to_json_text
from palermo.cli.procedures.explain import procedure_in_force
from palermo.cli.procedures.vignettes import judge, vignettes
from palermo.kernel.errors import UnreadableInput
from palermo.kernel.messages import N_
from palermo.procedures.agreement import Agreement, compare_officers
from palermo.procedures.practice import MOST_CASES, make_practice_cases
from palermo.procedures.scoring import (
    CaseScore,
    CountOfTotal,
    PracticeSummary,
    score_cases,
    summarize_scores,
)
from palermo.saying.practice_texts import (
    agreement_text,
    cases_text,
    make_key,
    score_text,
    summary_text,
)
from palermo.tables.practice_files import (
    read_answers,
    read_key,
    read_practice_text,
    read_ratings,
)

_FILE = click.Path(path_type=Path, allow_dash=True)
_form = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)


@click.group()
def practice() -> None:
    """Cases for training with known answers; nothing is stored."""


practice.add_command(vignettes)
practice.add_command(judge)


@practice.command()
@click.argument("procedure_id", metavar="PROCEDURE")
@click.option("--count", type=click.IntRange(1, MOST_CASES), default=12, show_default=True)
@click.option("--seed", type=click.IntRange(0), help="The same number makes the same cases.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="A .json file."
)
@click.option("--lang", default="en", show_default=True, help="Language of the words.")
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), help="The version that applies on this day."
)
@click.option("--country", default="base", show_default=True, help="Pack, such as aze.")
def make(
    procedure_id: str,
    count: int,
    seed: int | None,
    out: Path,
    lang: str,
    on: datetime | None,
    country: str,
) -> None:
    """Write practice cases of PROCEDURE without answers, and beside them the key."""
    pack = load_pack_in_language(country, lang)
    procedure = procedure_in_force(pack, procedure_id, on)
    # A key that is easily guessed is none.
    chosen = secrets.randbelow(2**31) if seed is None else seed
    cases = make_practice_cases(procedure, count, chosen)
    key = make_key(procedure, pack, cases, chosen, lang)
    beside = out.with_suffix(".key.json")
    _write(out, cases_text(procedure, pack, cases, lang))
    _write(beside, key.model_dump(mode="json"))
    click.echo(f"{count} cases: {out}\nanswer key, only for the trainer: {beside}")


@practice.command()
@click.option("--key", type=_FILE, required=True, help="The .key.json file.")
@click.option("--answers", type=_FILE, required=True, help="CSV or JSON; - is standard input.")
@_form
def score(key: Path, answers: Path, form: str) -> None:
    """Compare officers' answers with the key: what was missed, and how often.

    The columns of the answers are case, outcome, officer (a code, where there are several) and one
    for each sign: yes, no or unknown.
    """
    known = read_key(read_practice_text(_read_file(key), str(key)), str(key))
    scores = score_cases(known.cases, read_answers(_read_file(answers), str(answers)))
    officers = sorted({s.given.officer for s in scores})
    each = {o: summarize_scores([s for s in scores if s.given.officer == o]) for o in officers}
    if form == "json":
        print_json(
            {
                "procedure": known.procedure,
                "version": known.version,
                "cases": [score_text(s, known.signs) for s in scores],
                "officers": {officer: summary_text(s) for officer, s in each.items()},
                "summary": summary_text(summarize_scores(scores)),
            }
        )
        return
    for one in scores:
        _print_score(one, known.signs)
    for officer, found in each.items():
        _print_summary(officer, found)
    if len(each) > 1:
        _print_summary("all", summarize_scores(scores))


@practice.command()
@click.argument("file", type=_FILE)
@click.option(
    "--pairs", "only_pairs", is_flag=True, help="Compare officers in pairs; gaps are allowed."
)
@_form
def agreement(file: Path, only_pairs: bool, form: str) -> None:
    """Measure how far officers agree beyond chance. FILE has the columns case, officer and outcome.

    Two officers: Cohen's kappa; more: Fleiss', which needs as many judgements for every case.
    """
    found = compare_officers(read_ratings(_read_file(file), str(file)), only_pairs=only_pairs)
    if form == "json":
        print_json(agreement_text(found))
        return
    if found.together:
        _print_agreement(", ".join(found.officers), found.together)
    for two, of_two in found.pairs.items():
        _print_agreement(" - ".join(two), of_two)


def _print_score(score: CaseScore, signs: dict[str, str]) -> None:
    given, key = score.given, score.expected
    who = f" {given.officer}" if given.officer else ""
    told = given.outcome if score.outcome_agrees else f"{given.outcome}, expected {key.outcome}"
    click.secho(f"case {given.case}{who}: {told}", bold=True)
    for words, names in (
        ("missed", score.missed),
        ("marked by mistake", score.wrong),
        ("not known, but answered no", score.closed),
    ):
        for name in names:
            click.echo(f"  {words}: {name}  {signs[name]}")
    if score.hidden_found is False:
        click.secho("  coercion without force was missed", fg="red")


def _print_summary(officer: str, found: PracticeSummary) -> None:
    click.secho(f"\n{officer or 'all'}: {found.cases} cases", bold=True)
    for words, rate in (
        ("signs found", found.signs_found),
        ("signs marked by mistake", found.signs_wrong),
        ("unknown signs answered no", found.unknown_closed),
        ("outcome right", found.outcome_right),
        ("coercion without force found", found.hidden_found),
    ):
        click.echo(f"  {words}: {_rate_text(rate)}")
    for (one, other), count in sorted(found.outcomes.items()):
        if one is not other:
            click.echo(f"  {one} taken for {other}: {count}")


def _rate_text(rate: CountOfTotal) -> str:
    share = rate.share
    return "none to find" if share is None else f"{rate.count} of {rate.of} ({share:.0%})"


def _print_agreement(officers: str, found: Agreement) -> None:
    kappa = "not defined" if found.kappa is None else f"{found.kappa:.3f}"
    name = "Cohen's kappa" if found.method == "cohen" else "Fleiss' kappa"
    click.secho(f"{officers}: {name} {kappa}", bold=True)
    if found.reason:
        click.echo(f"  {found.reason}")
    if found.observed is not None and found.expected is not None:
        click.echo(
            f"  agreement {found.observed:.1%}, by chance {found.expected:.1%}; "
            f"all alike in {found.alike} of {found.cases} cases"
        )
    if found.left_out:
        click.echo(f"  {found.left_out} cases left out, because only one officer judged them")


def _read_file(path: Path) -> bytes:
    try:
        with click.open_file(str(path), "rb") as file:
            return bytes(file.read())
    except OSError as error:
        raise UnreadableInput(
            N_("The file cannot be read ({why})."),
            where=str(path),
            remedy=N_("Give a file in UTF-8; - is standard input."),
            why=type(error).__name__,
        ) from None


def _write(path: Path, content: object) -> None:
    try:
        path.write_text(to_json_text(content) + "\n", encoding="utf-8")
    except OSError as error:
        raise UnreadableInput(
            N_("The file cannot be written ({why})."),
            where=str(path),
            remedy=N_("Choose another place with --out."),
            why=error.strerror or type(error).__name__,
        ) from None
