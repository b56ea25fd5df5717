"""The ledger's data as tables. Codes stay codes; an absent value has a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal

from palermo.cases.plan import ValueState
from palermo.cases.superseding import SupersedingLine
from palermo.kernel.messages import N_
from palermo.ledger.measures.values import ValueRow
from palermo.ledger.narratives.items import item_json
from palermo.ledger.narratives.values import (
    AcceptedFigure,
    AcceptedFinding,
    NarrativeRow,
    ReviewItem,
)
from palermo.ledger.recommendations.values import DemandPage, DutyRow
from palermo.saying.record_texts import TABLE_TITLES
from palermo.tables.table import AbsentValue, Cell, ColumnKind, Table, TableColumn

_STATES = {
    ValueState.NOT_REPORTED: AbsentValue.NOT_REPORTED,
    ValueState.NOT_APPLICABLE: AbsentValue.NOT_APPLICABLE,
    ValueState.SUPPRESSED: AbsentValue.SUPPRESSED,
}
_COUNTRY = TableColumn("country", N_("Country"))
_EDITION = TableColumn("edition", N_("Edition"), ColumnKind.NUMBER)
_THEMES = TableColumn("themes", N_("Themes"))
_PARADIGM = TableColumn("paradigm", N_("Paradigm"))
_AGENCY = TableColumn("agency", N_("Agency"))
_DUE = TableColumn("due", N_("Due"), ColumnKind.DATE)
_ITEM = TableColumn("item", N_("Item"))
_REVIEWED = TableColumn("reviewed", N_("Reviewed"), ColumnKind.YES_NO)
_SOURCE = TableColumn("source", N_("Source"))


def known_cell(value: str | date | datetime | Decimal | None) -> Cell:
    """The value as a cell; an unknown or missing value is `no data`."""
    if value is None:
        return AbsentValue.NO_DATA
    return float(value) if isinstance(value, Decimal) else value


def _number(narrative: int | None) -> Cell:
    return narrative if narrative is not None else AbsentValue.NOT_APPLICABLE


def join_codes(words: Iterable[str]) -> str:
    """Several codes in one cell."""
    return "; ".join(words)


def narratives_table(rows: Iterable[NarrativeRow]) -> Table:
    """Narratives with their state and the people who decided."""
    columns = (
        TableColumn("id", N_("Number"), ColumnKind.NUMBER),
        _COUNTRY,
        _EDITION,
        TableColumn("state", N_("State")),
        TableColumn("tier", N_("Tier")),
        TableColumn("file_name", N_("File")),
        TableColumn("uploaded_by", N_("Uploaded by")),
        TableColumn("uploaded_at", N_("Uploaded at"), ColumnKind.MOMENT),
        TableColumn("decided_by", N_("Decided by")),
        TableColumn("items", N_("Items"), ColumnKind.NUMBER),
        TableColumn("items_open", N_("Open items"), ColumnKind.NUMBER),
        TableColumn("items_unreviewed", N_("Accepted without review"), ColumnKind.NUMBER),
        TableColumn("accepted_other", N_("Accepted narrative of the year"), ColumnKind.NUMBER),
        TableColumn("superseded_by", N_("Superseded by"), ColumnKind.NUMBER),
    )
    cells = tuple(
        (
            r.id,
            r.country,
            r.edition,
            r.state,
            known_cell(r.tier),
            r.file_name,
            r.uploaded_by,
            r.uploaded_at,
            r.decided_by,
            r.items,
            r.items_open,
            r.items_unreviewed,
            _number(r.accepted_other),
            _number(r.superseded_by),
        )
        for r in rows
    )
    return Table("narratives", TABLE_TITLES["narratives"], columns, cells)


def duties_table(pages: Iterable[DemandPage], translate: Callable[[str], str] = str) -> Table:
    """Every duty with its agencies, date, budget and status."""
    columns = (
        TableColumn("ref", N_("Reference")),
        TableColumn("demand", N_("Demand")),
        TableColumn("text", N_("Duty")),
        TableColumn("status", N_("Status")),
        TableColumn("why", N_("Why")),
        TableColumn("lead", N_("Lead agency")),
        TableColumn("supporting", N_("Supporting agencies")),
        _DUE,
        TableColumn("budget", N_("Budget"), ColumnKind.NUMBER),
        TableColumn("currency", N_("Currency")),
        TableColumn("measures", N_("Measures")),
        TableColumn("actions", N_("Actions"), ColumnKind.NUMBER),
        TableColumn("evidence", N_("Evidence"), ColumnKind.NUMBER),
        TableColumn("verified", N_("Verified evidence"), ColumnKind.NUMBER),
    )
    rows = tuple(_duty(page.row.ref, duty, translate) for page in pages for duty in page.duties)
    return Table("duties", TABLE_TITLES["duties"], columns, rows)


def _duty(ref: str, duty: DutyRow, translate: Callable[[str], str]) -> tuple[Cell, ...]:
    return (
        duty.ref,
        ref,
        duty.text,
        duty.verdict.status,
        duty.verdict.why.say(translate),
        duty.lead,
        join_codes(duty.supporting),
        known_cell(duty.due),
        known_cell(duty.budget),
        duty.currency,
        join_codes(duty.measures),
        len(duty.actions),
        len(duty.evidence),
        sum(bool(e.verified_by) for e in duty.evidence),
    )


def actions_table(pages: Iterable[DemandPage]) -> Table:
    """Every action of every duty."""
    columns = (
        TableColumn("id", N_("Number"), ColumnKind.NUMBER),
        TableColumn("duty", N_("Duty")),
        TableColumn("title", N_("Action")),
        _AGENCY,
        TableColumn("owner", N_("Owner")),
        _DUE,
        TableColumn("state", N_("State")),
        TableColumn("done_on", N_("Done on"), ColumnKind.DATE),
        TableColumn("overdue", N_("Overdue"), ColumnKind.YES_NO),
    )
    rows = tuple(
        (
            a.id,
            d.ref,
            a.title,
            a.agency,
            a.owner,
            known_cell(a.due),
            a.state,
            _done(a.done_on),
            a.overdue,
        )
        for page in pages
        for d in page.duties
        for a in d.actions
    )
    return Table("actions", TABLE_TITLES["actions"], columns, rows)


def _done(day: date | None) -> Cell:
    return day if day is not None else AbsentValue.NOT_APPLICABLE


def findings_table(findings: Iterable[AcceptedFinding]) -> Table:
    """Efforts and shortfalls as the accepted narratives state them."""
    columns = (
        _COUNTRY,
        _EDITION,
        TableColumn("polarity", N_("Effort or shortfall")),
        TableColumn("direction", N_("Direction")),
        TableColumn("text", N_("Finding")),
        _THEMES,
        _PARADIGM,
        TableColumn("bodies", N_("Bodies named")),
        TableColumn("concerned", N_("Who is concerned")),
        _REVIEWED,
    )
    rows = tuple(
        (
            f.country,
            f.edition,
            f.polarity,
            known_cell(f.direction),
            f.text,
            join_codes(f.themes),
            known_cell(f.paradigm),
            join_codes(f.bodies),
            join_codes(f.concerned),
            f.reviewed,
        )
        for f in findings
    )
    return Table("findings", TABLE_TITLES["findings"], columns, rows)


def figures_table(figures: Iterable[AcceptedFigure]) -> Table:
    """Figures as the accepted narratives state them; several may state one year."""
    columns = (
        _COUNTRY,
        TableColumn("measure", N_("Measure")),
        TableColumn("year", N_("Year"), ColumnKind.NUMBER),
        TableColumn("value", N_("Value"), ColumnKind.NUMBER),
        TableColumn("currency", N_("Currency")),
        _EDITION,
        TableColumn("quote", N_("Quote")),
        _REVIEWED,
    )
    rows = tuple(
        (
            f.country,
            f.measure,
            f.year,
            f.value,
            f.currency if f.currency is not None else AbsentValue.NOT_APPLICABLE,
            f.edition,
            f.quote,
            f.reviewed,
        )
        for f in figures
    )
    return Table("figures", TABLE_TITLES["figures"], columns, rows)


def values_table(values: Iterable[ValueRow]) -> Table:
    """Manually entered values of measures; a corrected one stays, marked as superseded."""
    columns = (
        TableColumn("id", N_("Number"), ColumnKind.NUMBER),
        _COUNTRY,
        TableColumn("measure", N_("Measure")),
        TableColumn("start", N_("From"), ColumnKind.DATE),
        TableColumn("end", N_("Until"), ColumnKind.DATE),
        TableColumn("value", N_("Value"), ColumnKind.NUMBER),
        _SOURCE,
        TableColumn("entered_by", N_("Entered by hand by")),
        TableColumn("entered_at", N_("Entered at"), ColumnKind.MOMENT),
        TableColumn("superseded", N_("Superseded"), ColumnKind.YES_NO),
    )
    rows = tuple(
        (
            v.id,
            v.country,
            v.measure,
            v.start,
            v.end,
            _STATES.get(v.state, known_cell(v.value)),
            v.source,
            v.entered_by,
            v.entered_at,
            v.superseded,
        )
        for v in values
    )
    return Table("values", TABLE_TITLES["values"], columns, rows)


def superseding_table(lines: Iterable[SupersedingLine]) -> Table:
    """What accepting a text does to each recommendation of its year."""
    columns = (
        TableColumn("ref", N_("Reference")),
        TableColumn("item", N_("Item"), ColumnKind.NUMBER),
        TableColumn("change", N_("Change")),
        TableColumn("planned", N_("Has a plan"), ColumnKind.YES_NO),
        TableColumn("before", N_("Before")),
        TableColumn("text", N_("After")),
    )
    rows = tuple(
        (
            known_cell(line.ref or None),
            _number(line.item),
            line.change,
            line.planned,
            known_cell(line.before or None),
            known_cell(line.text or None),
        )
        for line in lines
    )
    return Table("superseding", N_("Recommendations when the text is accepted"), columns, rows)


def items_table(narrative: NarrativeRow, items: Iterable[ReviewItem]) -> Table:
    """Everything that was read in a narrative, as it is after review."""
    columns = (
        TableColumn("id", N_("Number"), ColumnKind.NUMBER),
        TableColumn("kind", N_("Kind")),
        TableColumn("decision", N_("Decision")),
        TableColumn("text", N_("Text")),
        TableColumn("values", N_("Values")),
        TableColumn("start", N_("From"), ColumnKind.NUMBER),
        TableColumn("end", N_("Until"), ColumnKind.NUMBER),
        TableColumn("version", N_("Version"), ColumnKind.NUMBER),
    )
    rows = tuple(
        (
            i.id,
            i.kind,
            i.decision,
            i.text,
            _values(i),
            i.start if i.start is not None else AbsentValue.NO_DATA,
            i.end if i.end is not None else AbsentValue.NO_DATA,
            i.version,
        )
        for i in items
    )
    title = f"{narrative.country} {narrative.edition}, {narrative.state.value}"
    return Table("items", title, columns, rows)


def _values(item: ReviewItem) -> str:
    """The values read besides the text, as `key=value`."""
    words = {"text", "quote", "start", "end"}
    beside = {k: v for k, v in item_json(item.current).items() if k not in words}
    parts = {k: join_codes(v) if isinstance(v, list) else v for k, v in beside.items()}
    return ", ".join(f"{k}={v}" for k, v in parts.items() if v not in (None, ""))
