"""Hand out a table as a file, and remember who took what."""

from __future__ import annotations

from palermo.actions.guard import check_right
from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.tables.catalogue import TABLE_RIGHTS
from palermo.tables.table import Table


def export_table(visit: Visit, *, table: Table, form: str) -> Table:
    """The table itself; the log keeps its name, form, filters and number of rows.

    Of words that were searched for it keeps none: they may be a name.
    """
    with step(visit, "export_table", table.name) as act:
        right = TABLE_RIGHTS.get(table.name)
        if right is not None:
            check_right(visit.actor, right, table.name)
        filters = {name: value for name, value in table.filters.items() if name != "text"}
        act.detail = {"form": form, "rows": len(table.rows), "filters": filters}
        act.write_line_only()
        return table
