"""The checklist of the minimum standards as a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from palermo.cases.checklist import CheckEvidence, CheckItem, CheckProposal
from palermo.cases.penalty_standard import PenaltyTerm, TermState
from palermo.kernel.messages import N_
from palermo.saying.record_texts import TABLE_TITLES
from palermo.tables.table import AbsentValue, Cell, ColumnKind, Table, TableColumn

#: An item without evidence and without a proposal still has one row.
_NOTHING: tuple[Cell, ...] = (AbsentValue.NO_DATA,) * 10


def checklist_table(
    country: str,
    edition: int,
    items: Sequence[CheckItem],
    translate: Callable[[str], str] = str,
) -> Table:
    """One row for each piece of evidence, and each finding and penalty that can be filed.

    `number` is that of the evidence, or of the finding. A proposal counts for nothing.
    """
    columns = (
        TableColumn("country", N_("Country")),
        TableColumn("edition", N_("Edition"), ColumnKind.NUMBER),
        TableColumn("item", N_("Item")),
        TableColumn("state", N_("State")),
        TableColumn("why", N_("Why")),
        TableColumn("standing", N_("Filed or proposed")),
        TableColumn("number", N_("Number"), ColumnKind.NUMBER),
        TableColumn("speaks", N_("For or against")),
        TableColumn("kind", N_("Kind of evidence")),
        TableColumn("text", N_("Evidence")),
        TableColumn("source", N_("Source")),
        TableColumn("filed_by", N_("Filed by")),
        TableColumn("verified", N_("Verified"), ColumnKind.YES_NO),
        TableColumn("verified_by", N_("Verified by")),
        TableColumn("counts", N_("Counts"), ColumnKind.YES_NO),
    )
    rows: list[tuple[Cell, ...]] = []
    for item in items:
        head = (country, edition, item.id, item.state, item.why.say(translate))
        source = f"{country} {edition}"
        own = [_evidence(e, translate) for e in item.evidence]
        own += [_proposal(p, source) for p in item.proposals]
        own += [_penalty(t, translate) for t in item.penalties if t.state is TermState.PROPOSED]
        rows += [(*head, *cells) for cells in own] or [(*head, *_NOTHING)]
    return Table("checklist", TABLE_TITLES["checklist"], columns, tuple(rows))


def _side(speaks_for: bool) -> str:
    return "for" if speaks_for else "against"


def _evidence(e: CheckEvidence, translate: Callable[[str], str]) -> tuple[Cell, ...]:
    source = f"{e.provision}; {e.source}" if e.provision else e.source
    return (
        "filed",
        e.id,
        _side(e.speaks_for),
        e.kind,
        e.words.say(translate),
        source,
        e.by,
        e.verified,
        e.verified_by or AbsentValue.NO_DATA,
        e.counts,
    )


def _proposal(p: CheckProposal, source: str) -> tuple[Cell, ...]:
    return (
        "proposed",
        p.finding,
        _side(p.speaks_for),
        "statement",
        p.text,
        source,
        AbsentValue.NOT_APPLICABLE,
        False,
        AbsentValue.NOT_APPLICABLE,
        False,
    )


def _penalty(t: PenaltyTerm, translate: Callable[[str], str]) -> tuple[Cell, ...]:
    return (
        "proposed",
        AbsentValue.NOT_APPLICABLE,
        _side(t.speaks_for),
        "law",
        t.words.say(translate),
        f"{t.paragraph}; {t.source}",
        AbsentValue.NOT_APPLICABLE,
        False,
        AbsentValue.NOT_APPLICABLE,
        False,
    )
