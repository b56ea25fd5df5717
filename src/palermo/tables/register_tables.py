"""The register of tiers as a table: a year without a source is `no data`, a conflict shows both."""

from __future__ import annotations

from collections.abc import Sequence

from palermo.kernel.messages import N_
from palermo.reports.register import Register, YearEntry
from palermo.saying.record_texts import TABLE_TITLES
from palermo.tables.table import AbsentValue, Cell, ColumnKind, Table, TableColumn


def register_table(register: Register, countries: Sequence[str] = ()) -> Table:
    """Every year of every country (or of `countries`), one row per claim."""
    columns = (
        TableColumn("country", N_("Country")),
        TableColumn("year", N_("Edition"), ColumnKind.NUMBER),
        TableColumn("tier", N_("Tier")),
        TableColumn("waiver", N_("Waiver"), ColumnKind.YES_NO),
        TableColumn("conflict", N_("Sources contradict"), ColumnKind.YES_NO),
        TableColumn("source", N_("Source")),
    )
    rows = [
        row
        for country in countries or register.countries
        for entry in register.history(country)
        for row in _rows(country, entry)
    ]
    return Table("register", TABLE_TITLES["register"], columns, tuple(rows))


def _rows(country: str, entry: YearEntry) -> list[tuple[Cell, ...]]:
    if entry.missing:
        absent = AbsentValue.NO_DATA
        return [(country, entry.year, absent, absent, absent, absent)]
    return [
        (country, entry.year, claim.tier, _waiver_cell(claim.waiver), entry.conflict, claim.source)
        for claim in entry.claims
    ]


def _waiver_cell(waiver: bool | None) -> Cell:
    return waiver if waiver is not None else AbsentValue.NO_DATA
