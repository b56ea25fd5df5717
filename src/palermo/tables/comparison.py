"""Compares two accepted editions of a country: for the pages, the API and the command line."""

from __future__ import annotations

from collections import defaultdict

from palermo.kernel.errors import NotFound
from palermo.kernel.messages import N_
from palermo.ledger.narratives.readings import accepted_assessment, list_findings
from palermo.ledger.narratives.values import AcceptedFinding
from palermo.ledger.recommendations.links import links_between
from palermo.packs.pack import Pack
from palermo.reports.assessment import Assessment, Finding, ReadRecommendation
from palermo.reports.compare import EditionComparison, compare_assessments
from palermo.saying.record_texts import TABLE_TITLES
from palermo.tables.table import AbsentValue, Cell, ColumnKind, Table, TableColumn

_NONE = AbsentValue.NOT_APPLICABLE


def compare_editions(country: str, earlier: int, later: int, pack: Pack) -> EditionComparison:
    """The changes from `earlier` to `later`.

    Raises NotFound if no reading of one is accepted, Refused for the wrong order.
    """
    before, after = _accepted_reading(country, earlier), _accepted_reading(country, later)
    links = links_between(country, earlier, later)
    mentioned: dict[int, list[AcceptedFinding]] = defaultdict(list)
    for finding in list_findings(country):
        mentioned[finding.edition].append(finding)
    history = sorted(mentioned.items())
    return compare_assessments(before, after, links, pack.finding_figures, pack.linking, history)


def _accepted_reading(country: str, edition: int) -> Assessment:
    assessment = accepted_assessment(country, edition)
    if assessment is None:
        raise NotFound(
            N_("No narrative of {country} {edition} is accepted."),
            where=f"{country} {edition}",
            remedy=N_("Read and accept one first."),
            country=country,
            edition=edition,
        )
    return assessment


def comparison_table(comparison: EditionComparison) -> Table:
    """One row for each item that can be compared with its counterpart."""
    columns = (
        TableColumn("part", N_("Part")),
        TableColumn("subject", N_("Subject")),
        TableColumn("change", N_("Change")),
        TableColumn("before", N_("Before")),
        TableColumn("after", N_("After")),
        TableColumn("year", N_("Year"), ColumnKind.NUMBER),
        TableColumn("mentioned", N_("Mentioned in the editions")),
    )
    rows = (*_header_rows(comparison), *_claims(comparison), *_figure_rows(comparison))
    return Table(
        "comparison",
        TABLE_TITLES["comparison"],
        columns,
        (*rows, *_recommendation_rows(comparison)),
    )


def _header_rows(c: EditionComparison) -> list[tuple[Cell, ...]]:
    values = (
        ("tier", c.tier.before, c.tier.after, c.tier.changed),
        ("placement", c.placement.before, c.placement.after, c.placement.changed),
        (
            "overall_efforts",
            c.overall_efforts.before,
            c.overall_efforts.after,
            c.overall_efforts.changed,
        ),
    )
    words = {True: "changed", False: "same", None: "unknown"}
    return [
        ("header", name, words[changed], _text(before), _text(after), _NONE, _NONE)
        for name, before, after, changed in values
    ]


def _claims(c: EditionComparison) -> list[tuple[Cell, ...]]:
    return [
        (
            part,
            _themes(change.after or change.before),
            change.became,
            _claim_cell(change.before),
            _claim_cell(change.after),
            _NONE,
            "; ".join(map(str, change.mentioned)),
        )
        for part, changes in (("effort", c.efforts), ("shortfall", c.shortfalls))
        for change in changes
    ]


def _figure_rows(c: EditionComparison) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    for row in c.figures:
        change = "conflict" if row.conflict else ("" if row.delta is None else f"{row.delta:+g}")
        stated = [
            _text(" / ".join(f"{f.value:g}" for f in side) or None)
            for side in (row.before, row.after)
        ]
        subject = f"{row.measure} ({row.currency})" if row.currency else row.measure
        rows.append(("figure", subject, change, stated[0], stated[1], row.year, _NONE))
    return rows


def _recommendation_rows(c: EditionComparison) -> list[tuple[Cell, ...]]:
    return [
        (
            "recommendation",
            _themes(change.after or change.before),
            change.kind,
            _claim_cell(change.before),
            _claim_cell(change.after),
            _NONE,
            _NONE,
        )
        for change in c.recommendations
    ]


def _claim_cell(claim: Finding | ReadRecommendation | None) -> Cell:
    return _text(claim.text if claim else None)


def _themes(claim: Finding | ReadRecommendation | None) -> str:
    return "; ".join(claim.themes) if claim else ""


def _text(value: str | None) -> Cell:
    """The value in a text; no data if the text does not state it."""
    return str(value) if value is not None else AbsentValue.NO_DATA
