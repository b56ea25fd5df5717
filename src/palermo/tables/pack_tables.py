"""Catalogues of the country pack as tables, in the reader's language."""

from __future__ import annotations

from palermo.kernel.messages import N_
from palermo.packs.pack import Pack
from palermo.tables.table import Column, Table


def measures_table(pack: Pack, language: str) -> Table:
    """The catalogue of measures: formula in words, unit, splits, which direction is good."""
    columns = (
        Column("measure", N_("Measure")),
        Column("title", N_("Title")),
        Column("formula", N_("Formula")),
        Column("unit", N_("Unit")),
        Column("split", N_("Split by")),
        Column("good", N_("Good direction")),
        Column("criteria", N_("Checklist items")),
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
    """The agencies of the pack with the source of what is said of them."""
    columns = (
        Column("code", N_("Code")),
        Column("name", N_("Name")),
        Column("role", N_("Role")),
        Column("source", N_("Source")),
        Column("certainty", N_("Certainty")),
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
