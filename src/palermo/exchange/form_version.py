"""Which version of a procedure the rows of a table answer."""

from __future__ import annotations

from datetime import UTC, date

from palermo.documents.table_files import RawTable
from palermo.exchange.answer_vocabulary import parse_number
from palermo.exchange.headings import META, STARTED, VERSION, HeadingVocabulary, heading_variants
from palermo.exchange.moments import find_date_order, parse_moment
from palermo.exchange.submissions import read_submissions
from palermo.packs.pack import Pack
from palermo.procedures.shapes import Procedure


def read_any_version(content: bytes, name: str, procedure_id: str, pack: Pack) -> RawTable:
    """The table, found by the headings of any version of a procedure. Raises UnreadableInput."""
    versions = [p for p in pack.procedures.versions if p.id == procedure_id]
    known = [HeadingVocabulary(version, pack) for version in versions]
    return read_submissions(content, name, lambda cell: any(v.knows(cell) for v in known))


def find_form_version(raw: RawTable, procedure_id: str, pack: Pack, on: date) -> Procedure:
    """The version that all rows name; else the one that applied on all their days.

    Where they differ it is the version of the day `on`. Raises NotFound.
    """
    named = {number for cell in _cells(raw, VERSION) if (number := parse_number(cell))}
    if len(named) == 1:
        version = pack.procedures.version(procedure_id, int(named.pop()))
        if version is not None:
            return version
    cells = _cells(raw, STARTED)
    order = find_date_order(cells)
    moments = [parse_moment(cell, UTC, month_first=order) for cell in cells]
    days = {moment.date() for moment in moments if moment}
    of_days = {
        found.version if (found := pack.procedures.in_force(procedure_id, day)) else None
        for day in days
    }
    only = of_days.pop() if len(of_days) == 1 else None
    version = pack.procedures.version(procedure_id, only) if only else None
    return version or pack.procedure(procedure_id, on)


def _cells(raw: RawTable, target: str) -> list[str]:
    """The filled cells of the first column of a target that has any."""
    for name in META[target]:
        for place, header in enumerate(raw.headers):
            cells = [row[place] for row in raw.rows if row[place]]
            if cells and list(heading_variants(header))[-1] == name:
                return cells
    return []
