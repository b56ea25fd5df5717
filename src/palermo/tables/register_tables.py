"""The register of tiers as a table: a year without a source says `no data`, a conflict both."""

from __future__ import annotations

from collections.abc import Sequence

from palermo.kernel.messages import N_
from palermo.reports.register import Register, YearEntry
from palermo.tables.table import Absent, Cell, Column, Kind, Table


def register_table(register: Register, countries: Sequence[str] = ()) -> Table:
    """Every year of every country (or of `countries`), one row a claim."""
    columns = (
        Column("country", N_("Country")),
        Column("year", N_("Edition"), Kind.NUMBER),
        Column("tier", N_("Tier")),
        Column("waiver", N_("Waiver"), Kind.YES_NO),
        Column("conflict", N_("Sources contradict"), Kind.YES_NO),
        Column("source", N_("Source")),
    )
    rows = [
        row
        for country in countries or register.countries
        for entry in register.history(country)
        for row in _rows(country, entry)
    ]
    return Table("register", N_("Register of tiers"), columns, tuple(rows))


def _rows(country: str, entry: YearEntry) -> list[tuple[Cell, ...]]:
    if entry.missing:
        absent = Absent.NO_DATA
        return [(country, entry.year, absent, absent, absent, absent)]
    return [
        (country, entry.year, claim.tier, _said(claim.waiver), entry.conflict, claim.source)
        for claim in entry.claims
    ]


def _said(waiver: bool | None) -> Cell:
    return waiver if waiver is not None else Absent.NO_DATA
