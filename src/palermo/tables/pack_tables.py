"""Catalogues of the country pack as tables, in the reader's language."""

from __future__ import annotations

from palermo.kernel.messages import N_
from palermo.packs.pack import Pack
from palermo.tables.table import Table, TableColumn


def measures_table(pack: Pack, language: str) -> Table:
    """The catalogue of measures: formula in words, unit, splits, which direction is good."""
    columns = (
        TableColumn("measure", N_("Measure")),
        TableColumn("title", N_("Title")),
        TableColumn("formula", N_("Formula")),
        TableColumn("unit", N_("Unit")),
        TableColumn("split", N_("Broken down by")),
        TableColumn("good", N_("Better when")),
        TableColumn("criteria", N_("Checklist items")),
    )
    rows = tuple(
        (
            m.id,
            m.title.in_language(language),
            m.formula.in_language(language),
            m.unit,
            "; ".join(m.split),
            m.good,
            "; ".join(m.criteria),
        )
        for m in pack.measures
    )
    return Table("measures", N_("Catalogue of measures"), columns, rows, N_("From the pack."))


def agencies_table(pack: Pack, language: str) -> Table:
    """The agencies of the pack with the sources of their facts."""
    columns = (
        TableColumn("code", N_("Code")),
        TableColumn("name", N_("Name")),
        TableColumn("role", N_("Role")),
        TableColumn("source", N_("Source")),
        TableColumn("certainty", N_("Certainty")),
    )
    rows = tuple(
        (
            a.code,
            a.name.in_language(language),
            a.role.in_language(language),
            a.source.title,
            a.source.certainty,
        )
        for a in pack.agencies
    )
    return Table("agencies", N_("Agencies"), columns, rows, N_("From the pack."))
