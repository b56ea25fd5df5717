"""What the ledger knows, as tables. Codes stay codes; a value that is absent says why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from palermo.cases.plan import ValueState
from palermo.kernel.messages import N_
from palermo.ledger.checklist.values import CheckItem
from palermo.ledger.measures.values import ValueRow
from palermo.ledger.narratives.values import FigureRow, Finding, Item, NarrativeRow
from palermo.ledger.recommendations.values import DutyRow, RecommendationPage, RecommendationRow
from palermo.ledger.search.values import Hit
from palermo.tables.table import Absent, Cell, Column, Kind, Table

_STATES = {
    ValueState.NOT_REPORTED: Absent.NOT_REPORTED,
    ValueState.NOT_APPLICABLE: Absent.NOT_APPLICABLE,
    ValueState.SUPPRESSED: Absent.SUPPRESSED,
}
_COUNTRY = Column("country", N_("Country"))
_EDITION = Column("edition", N_("Edition"), Kind.NUMBER)
_THEMES = Column("themes", N_("Themes"))
_PARADIGM = Column("paradigm", N_("Paradigm"))
_AGENCY = Column("agency", N_("Agency"))
_DUE = Column("due", N_("Due"), Kind.DATE)
_ITEM = Column("item", N_("Item"))
_SOURCE = Column("source", N_("Source"))


def known(value: str | date | datetime | Decimal | None) -> Cell:
    """The value as a cell; what nobody has said or entered is `no data`."""
    if value is None:
        return Absent.NO_DATA
    return float(value) if isinstance(value, Decimal) else value


def joined(words: Iterable[str]) -> str:
    """Several codes in one cell."""
    return "; ".join(words)


def narratives_table(rows: Iterable[NarrativeRow]) -> Table:
    """Narratives with their state and who decided."""
    columns = (
        Column("id", N_("Number"), Kind.NUMBER),
        _COUNTRY,
        _EDITION,
        Column("state", N_("State")),
        Column("tier", N_("Tier")),
        Column("file_name", N_("File")),
        Column("uploaded_by", N_("Uploaded by")),
        Column("uploaded_at", N_("Uploaded at"), Kind.MOMENT),
        Column("decided_by", N_("Decided by")),
        Column("items", N_("Items"), Kind.NUMBER),
        Column("items_open", N_("Open items"), Kind.NUMBER),
    )
    cells = tuple(
        (
            r.id,
            r.country,
            r.edition,
            r.state,
            known(r.tier),
            r.file_name,
            r.uploaded_by,
            r.uploaded_at,
            r.decided_by,
            r.items,
            r.items_open,
        )
        for r in rows
    )
    return Table("narratives", N_("Narratives"), columns, cells)


def recommendations_table(rows: Iterable[RecommendationRow]) -> Table:
    """The board: every recommendation with status, history and duties."""
    columns = (
        Column("ref", N_("Reference")),
        _COUNTRY,
        _EDITION,
        Column("status", N_("Status")),
        Column("text", N_("Recommendation")),
        _THEMES,
        _PARADIGM,
        Column("link", N_("Beside the edition before")),
        Column("first_asked", N_("First asked in"), Kind.NUMBER),
        Column("times_asked", N_("Times asked"), Kind.NUMBER),
        Column("dropped", N_("Dropped"), Kind.YES_NO),
        Column("leads", N_("Lead agencies")),
        Column("duties", N_("Duties"), Kind.NUMBER),
        Column("duties_met", N_("Duties met"), Kind.NUMBER),
        Column("next_due", N_("Next due"), Kind.DATE),
        Column("overdue", N_("Overdue"), Kind.YES_NO),
    )
    cells = tuple(
        (
            r.ref,
            r.country,
            r.edition,
            r.status,
            r.text,
            joined(r.themes),
            r.paradigm,
            r.link,
            r.series.first_asked,
            r.series.times,
            r.dropped,
            joined(r.leads),
            r.duties,
            r.duties_met,
            known(r.next_due),
            r.overdue,
        )
        for r in rows
    )
    return Table("recommendations", N_("Recommendations"), columns, cells)


def duties_table(
    pages: Iterable[RecommendationPage], translate: Callable[[str], str] = str
) -> Table:
    """Every duty with its agencies, date, budget and status."""
    columns = (
        Column("ref", N_("Reference")),
        Column("recommendation", N_("Recommendation")),
        Column("text", N_("Duty")),
        Column("status", N_("Status")),
        Column("why", N_("Why")),
        Column("lead", N_("Lead agency")),
        Column("supporting", N_("Supporting agencies")),
        _DUE,
        Column("budget", N_("Budget"), Kind.NUMBER),
        Column("currency", N_("Currency")),
        Column("measures", N_("Measures")),
        Column("actions", N_("Actions"), Kind.NUMBER),
        Column("evidence", N_("Evidence"), Kind.NUMBER),
        Column("verified", N_("Verified evidence"), Kind.NUMBER),
    )
    rows = tuple(_duty(page.row.ref, duty, translate) for page in pages for duty in page.duties)
    return Table("duties", N_("Duties"), columns, rows)


def _duty(ref: str, duty: DutyRow, translate: Callable[[str], str]) -> tuple[Cell, ...]:
    return (
        duty.ref,
        ref,
        duty.text,
        duty.verdict.status,
        duty.verdict.why.say(translate),
        duty.lead,
        joined(duty.supporting),
        known(duty.due),
        known(duty.budget),
        duty.currency,
        joined(duty.measures),
        len(duty.actions),
        len(duty.evidence),
        sum(bool(e.verified_by) for e in duty.evidence),
    )


def actions_table(pages: Iterable[RecommendationPage]) -> Table:
    """Every action of every duty."""
    columns = (
        Column("id", N_("Number"), Kind.NUMBER),
        Column("duty", N_("Duty")),
        Column("title", N_("Action")),
        _AGENCY,
        Column("owner", N_("Owner")),
        _DUE,
        Column("state", N_("State")),
        Column("done_on", N_("Done on"), Kind.DATE),
        Column("overdue", N_("Overdue"), Kind.YES_NO),
    )
    rows = tuple(
        (
            a.id,
            d.ref,
            a.title,
            a.agency,
            a.owner,
            known(a.due),
            a.state,
            _done(a.done_on),
            a.overdue,
        )
        for page in pages
        for d in page.duties
        for a in d.actions
    )
    return Table("actions", N_("Actions"), columns, rows)


def _done(day: date | None) -> Cell:
    return day if day is not None else Absent.NOT_APPLICABLE


def findings_table(findings: Iterable[Finding]) -> Table:
    """Efforts and shortfalls as the accepted narratives state them."""
    columns = (
        _COUNTRY,
        _EDITION,
        Column("polarity", N_("Effort or shortfall")),
        Column("direction", N_("Direction")),
        Column("text", N_("Finding")),
        _THEMES,
        _PARADIGM,
        Column("bodies", N_("Bodies named")),
        Column("concerned", N_("Who is concerned")),
    )
    rows = tuple(
        (
            f.country,
            f.edition,
            f.polarity,
            known(f.direction),
            f.text,
            joined(f.themes),
            known(f.paradigm),
            joined(f.bodies),
            joined(f.concerned),
        )
        for f in findings
    )
    return Table("findings", N_("Efforts and shortfalls"), columns, rows)


def figures_table(figures: Iterable[FigureRow]) -> Table:
    """Figures as the accepted narratives state them; several may state one year."""
    columns = (
        _COUNTRY,
        Column("measure", N_("Measure")),
        Column("year", N_("Year"), Kind.NUMBER),
        Column("value", N_("Value"), Kind.NUMBER),
        Column("currency", N_("Currency")),
        _EDITION,
        Column("quote", N_("Quote")),
    )
    rows = tuple(
        (
            f.country,
            f.measure,
            f.year,
            f.value,
            f.currency if f.currency is not None else Absent.NOT_APPLICABLE,
            f.edition,
            f.quote,
        )
        for f in figures
    )
    return Table("figures", N_("Figures of the narratives"), columns, rows)


def values_table(values: Iterable[ValueRow]) -> Table:
    """Values of measures, entered by hand; a corrected one stays, marked as superseded."""
    columns = (
        Column("id", N_("Number"), Kind.NUMBER),
        _COUNTRY,
        Column("measure", N_("Measure")),
        Column("start", N_("From"), Kind.DATE),
        Column("end", N_("Until"), Kind.DATE),
        Column("value", N_("Value"), Kind.NUMBER),
        _SOURCE,
        Column("entered_by", N_("Entered by hand by")),
        Column("entered_at", N_("Entered at"), Kind.MOMENT),
        Column("superseded", N_("Superseded"), Kind.YES_NO),
    )
    rows = tuple(
        (
            v.id,
            v.country,
            v.measure,
            v.start,
            v.end,
            _STATES.get(v.state, known(v.value)),
            v.source,
            v.entered_by,
            v.entered_at,
            v.superseded,
        )
        for v in values
    )
    return Table("values", N_("Values of measures"), columns, rows)


def checklist_table(
    country: str,
    edition: int,
    items: Sequence[CheckItem],
    translate: Callable[[str], str] = str,
) -> Table:
    """One row a piece of evidence; an item without any has one row that says so."""
    columns = (
        _COUNTRY,
        _EDITION,
        _ITEM,
        Column("state", N_("State")),
        Column("why", N_("Why")),
        Column("speaks", N_("Speaks")),
        Column("text", N_("Evidence")),
        _SOURCE,
        Column("verified", N_("Verified"), Kind.YES_NO),
    )
    nothing: tuple[Cell, ...] = (Absent.NO_DATA, Absent.NO_DATA, Absent.NO_DATA, Absent.NO_DATA)
    rows: list[tuple[Cell, ...]] = []
    for item in items:
        head = (country, edition, item.id, item.state, item.why.say(translate))
        rows += [
            (*head, "for" if e.speaks_for else "against", e.text, e.source, e.verified)
            for e in item.evidence
        ] or [(*head, *nothing)]
    return Table("checklist", N_("Checklist of the minimum standards"), columns, tuple(rows))


def chain_table(page: RecommendationPage) -> Table:
    """What a recommendation continues and what continues it, oldest first."""
    columns = (
        Column("ref", N_("Reference")),
        _EDITION,
        Column("kind", N_("Beside the edition before")),
        Column("score", N_("Likeness"), Kind.NUMBER),
        Column("linked_by", N_("Linked by")),
        Column("text", N_("Recommendation")),
    )
    rows = tuple(
        (
            link.ref,
            link.edition,
            link.kind,
            link.score if link.score is not None else Absent.NOT_APPLICABLE,
            link.linked_by,
            link.text,
        )
        for link in page.chain
    )
    return Table("chain", N_("History"), columns, rows)


def items_table(narrative: NarrativeRow, items: Iterable[Item]) -> Table:
    """Everything that was read in a narrative, as it stands after what people decided."""
    columns = (
        Column("id", N_("Number"), Kind.NUMBER),
        Column("kind", N_("Kind")),
        Column("decision", N_("Decision")),
        Column("text", N_("Text")),
        Column("values", N_("Values")),
        Column("start", N_("From"), Kind.NUMBER),
        Column("end", N_("Until"), Kind.NUMBER),
        Column("version", N_("Version"), Kind.NUMBER),
    )
    rows = tuple(
        (
            i.id,
            i.kind,
            i.decision,
            i.text,
            _values(i),
            i.start if i.start is not None else Absent.NO_DATA,
            i.end if i.end is not None else Absent.NO_DATA,
            i.version,
        )
        for i in items
    )
    title = f"{narrative.country} {narrative.edition}, {narrative.state.value}"
    return Table("items", title, columns, rows)


def _values(item: Item) -> str:
    """What was read beside the words, as `key=value`."""
    beside = {k: v for k, v in item.current.items() if k not in {"text", "quote", "start", "end"}}
    parts = {k: joined(v) if isinstance(v, list) else v for k, v in beside.items()}
    return ", ".join(f"{k}={v}" for k, v in parts.items() if v not in (None, ""))


def hits_table(hits: Iterable[Hit]) -> Table:
    """What a search found, the nearest first."""
    columns = (
        Column("kind", N_("Kind")),
        Column("title", N_("Title")),
        Column("excerpt", N_("Excerpt")),
    )
    rows = tuple((h.kind, h.title, h.excerpt) for h in hits)
    return Table("search", N_("Search"), columns, rows)
