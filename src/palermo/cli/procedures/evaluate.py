"""`palermo evaluate`: a procedure over files of many people's coded answers."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path

import click

from palermo.cli.languages import cache_folder, countries_root
from palermo.cli.procedures.explain import procedure_in_force
from palermo.cli.procedures.wordings import wordings_option
from palermo.columns.deciding import EvaluationReport
from palermo.columns.evaluation import Engine, evaluate_files, evaluate_locally
from palermo.kernel.answers import VERSION
from palermo.packs.compiled import open_pack
from palermo.procedures.variables import row_rules


@click.command()
@click.argument("procedure_id", metavar="PROCEDURE")
@click.option(
    "--in",
    "files",
    metavar="FILE",
    type=click.Path(path_type=Path),
    multiple=True,
    required=True,
    help="Parquet or CSV with one row per person and one column per question (repeatable).",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="File to write (.parquet or .csv).",
)
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), help="The version that applies on this day."
)
@click.option("--country", default="base", show_default=True, help="Pack, such as aze.")
@click.option(
    "--engine",
    type=click.Choice(["local", "spark"]),
    default="local",
    show_default=True,
    help="This machine, or a cluster of Apache Spark.",
)
@click.option(
    "--master", help="Address of the cluster, such as spark://host:7077; else as Spark is set up."
)
@wordings_option
@click.pass_context
def evaluate(
    context: click.Context,
    procedure_id: str,
    files: tuple[Path, ...],
    out: Path,
    on: datetime | None,
    country: str,
    engine: str,
    master: str | None,
    wordings: Path | None,
) -> None:
    """Decide every row: outcome, label, dimensions and the indicators that are present.

    What does not fit is counted and named by column and row, never guessed. Exits with 9 when a row
    was not decided.
    """
    procedure = procedure_in_force(
        open_pack(country, root=countries_root(), wordings=wordings, cache=cache_folder()),
        procedure_id,
        on,
    )
    with _engine(engine, master) as chosen:
        report = evaluate_files(row_rules(procedure), files, out, chosen)
    _print_report(report)
    context.exit(9 if report.wrong else 0)


def _engine(name: str, master: str | None) -> AbstractContextManager[Engine]:
    if name == "spark":
        from palermo.columns.evaluation_spark import open_spark_engine

        return open_spark_engine(master)
    if master:
        raise click.UsageError("--master goes with --engine spark.")
    return nullcontext(evaluate_locally)


def _print_report(report: EvaluationReport) -> None:
    click.echo(f"{report.rows} rows")
    # Reasonable grounds decide; an outcome beside them is a published classification.
    for heading, counts in (("reasonable grounds", report.grounds), ("outcome", report.outcomes)):
        if counts:
            click.echo(f"{heading}:")
        for word, count in counts.items():
            click.echo(f"  {word}: {count}")
    for name, count in sorted(report.missing.items()):
        if count and name not in report.missing_columns:
            click.echo(f"  {name}: {count} without an answer")
    for kind, names in (
        ("questions without a column (unknown for all)", report.missing_columns),
        ("columns that are no question (left out)", report.unknown_columns),
    ):
        if names:
            click.echo(f"{kind}: {', '.join(names)}", err=True)
    for name, count in report.wrong.items():
        rows = ", ".join(map(str, report.first_wrong[name]))
        kind = "rows answer another version" if name == VERSION else "wrong codes"
        click.echo(f"{name}: {count} {kind}, first in rows {rows}", err=True)
