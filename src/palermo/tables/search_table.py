"""The results of a search as a table."""

from __future__ import annotations

from collections.abc import Iterable

from palermo.kernel.messages import N_
from palermo.ledger.search.values import SearchHit, Span
from palermo.tables.table import Table, TableColumn


def hits_table(hits: Iterable[SearchHit]) -> Table:
    """Search results, the best first, with the matching places of the excerpt."""
    columns = (
        TableColumn("kind", N_("Kind")),
        TableColumn("title", N_("Title")),
        TableColumn("excerpt", N_("Excerpt")),
        TableColumn("matches", N_("Matches")),
        TableColumn("also", N_("The same demand in other reports")),
    )
    rows = tuple((h.kind, h.title, h.excerpt, _spans(h.matches), ", ".join(h.also)) for h in hits)
    return Table("search", N_("Search"), columns, rows)


def _spans(spans: Iterable[Span]) -> str:
    """Places as `start-end`, the end excluded."""
    return " ".join(f"{start}-{end}" for start, end in spans)
