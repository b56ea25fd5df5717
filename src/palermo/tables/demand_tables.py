"""Demands, their wordings, and the links of a reviewed narrative as tables. Codes stay codes."""

from __future__ import annotations

from collections.abc import Iterable

from palermo.kernel.messages import N_
from palermo.ledger.recommendations.preview import AcceptancePreview
from palermo.ledger.recommendations.values import DemandPage, DemandRow
from palermo.saying.record_texts import TABLE_TITLES
from palermo.tables.ledger_tables import join_codes, known_cell
from palermo.tables.table import AbsentValue, Cell, ColumnKind, Table, TableColumn

_EDITION = TableColumn("edition", N_("Edition"), ColumnKind.NUMBER)
_KIND = TableColumn("kind", N_("Compared with the previous edition"))
_SCORE = TableColumn("score", N_("Similarity"), ColumnKind.NUMBER)
_TEXT = TableColumn("text", N_("Recommendation"))


def recommendations_table(rows: Iterable[DemandRow]) -> Table:
    """The board: every demand with status, history and duties, in the words of one edition."""
    columns = (
        TableColumn("ref", N_("Demand")),
        TableColumn("country", N_("Country")),
        _EDITION,
        TableColumn("wording", N_("Recommendation of the edition")),
        TableColumn("status", N_("Status")),
        TableColumn("text", N_("Recommendation")),
        TableColumn("themes", N_("Themes")),
        TableColumn("paradigm", N_("Paradigm")),
        TableColumn("link", N_("Compared with the previous edition")),
        TableColumn("first_asked", N_("First asked in"), ColumnKind.NUMBER),
        TableColumn("times_asked", N_("Times asked"), ColumnKind.NUMBER),
        TableColumn("not_asked_since", N_("No longer asked since"), ColumnKind.NUMBER),
        TableColumn("reopened_by", N_("Reopened by the edition"), ColumnKind.NUMBER),
        TableColumn("leads", N_("Lead agencies")),
        TableColumn("duties", N_("Duties"), ColumnKind.NUMBER),
        TableColumn("duties_met", N_("Duties met"), ColumnKind.NUMBER),
        TableColumn("next_due", N_("Next due"), ColumnKind.DATE),
        TableColumn("overdue", N_("Overdue"), ColumnKind.YES_NO),
        TableColumn("reviewed", N_("Reviewed"), ColumnKind.YES_NO),
        TableColumn("text_state", N_("State of its text")),
    )
    cells = tuple(
        (
            r.ref,
            r.country,
            r.edition,
            r.wording,
            r.status,
            r.text,
            join_codes(r.themes),
            r.paradigm,
            r.link,
            r.asked.first,
            r.asked.times,
            _year(r.asked.not_since),
            _year(r.reopened),
            join_codes(r.leads),
            r.duties,
            r.duties_met,
            known_cell(r.next_due),
            r.overdue,
            r.reviewed,
            r.text_state,
        )
        for r in rows
    )
    return Table("recommendations", TABLE_TITLES["recommendations"], columns, cells)


def _year(year: int | None) -> Cell:
    return year if year is not None else AbsentValue.NOT_APPLICABLE


def wordings_table(page: DemandPage) -> Table:
    """How each edition words a demand, oldest first."""
    columns = (
        TableColumn("ref", N_("Reference")),
        _EDITION,
        _KIND,
        _SCORE,
        TableColumn("linked_by", N_("Linked by")),
        TableColumn("text", N_("Recommendation")),
    )
    rows = tuple(
        (
            wording.ref,
            wording.edition,
            wording.kind,
            wording.score if wording.score is not None else AbsentValue.NOT_APPLICABLE,
            wording.linked_by,
            wording.text,
        )
        for wording in page.wordings
    )
    return Table("wordings", N_("Wordings"), columns, rows)


def changes_table(page: DemandPage) -> Table:
    """How the recommendations of a demand were linked anew after acceptance, latest first."""
    columns = (
        TableColumn("id", N_("Number"), ColumnKind.NUMBER),
        TableColumn("ref", N_("Recommendation")),
        TableColumn("source", N_("From the demand")),
        TableColumn("target", N_("To the demand")),
        TableColumn("changed_by", N_("Changed by")),
        TableColumn("changed_at", N_("Changed at"), ColumnKind.MOMENT),
        TableColumn("undone_by", N_("Undone by")),
    )
    rows = tuple(
        (c.id, c.ref, c.source, c.target, c.changed_by, c.changed_at, c.undone_by)
        for c in page.changes
    )
    return Table("changes", N_("Changed links"), columns, rows)


def links_table(preview: AcceptancePreview) -> Table:
    """What each recommendation of a proposed narrative continues, and the demands it drops."""
    columns = (
        TableColumn("item", N_("Item"), ColumnKind.NUMBER),
        TableColumn("becomes", N_("Compared with the previous edition")),
        TableColumn("demand", N_("Demand")),
        TableColumn("basis", N_("Why")),
        TableColumn("doubtful", N_("Doubtful"), ColumnKind.YES_NO),
        _SCORE,
        TableColumn("decided_by", N_("Confirmed by")),
        TableColumn("reopens", N_("Reopens"), ColumnKind.YES_NO),
        _TEXT,
        TableColumn("earlier", N_("Wording of the other edition")),
    )
    none = AbsentValue.NOT_APPLICABLE
    rows: list[tuple[Cell, ...]] = []
    for each in preview.items:
        head, reopens = (each.item.id, each.becomes), bool(each.reopened)
        rows += [
            (
                *head,
                link.demand,
                link.basis,
                link.doubtful,
                link.score,
                link.decided_by,
                reopens and not link.doubtful,
                each.item.text,
                link.text,
            )
            for link in each.links
        ] or [(*head, none, none, False, none, "", False, each.item.text, none)]
    for page in preview.dropped:
        row = page.row
        rows.append((none, "dropped", row.ref, none, False, none, "", False, none, row.text))
    return Table("links", N_("Links to demands"), columns, tuple(rows))
