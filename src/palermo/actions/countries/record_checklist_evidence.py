"""Write down evidence for or against an item of the checklist."""

from __future__ import annotations

from palermo.actions._text_rules import required_text
from palermo.actions.countries._checklist import check_item
from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.cases.checklist import EvidenceKind, check_filing
from palermo.kernel.periods import reporting_period
from palermo.ledger.checklist.store import FiledEvidence, add_checklist_evidence
from palermo.reports.statements import read_statement


def record_checklist_evidence(
    visit: Visit,
    *,
    country: str,
    edition: int,
    item: str,
    speaks_for: bool,
    text: str,
    source: str,
    kind: EvidenceKind = EvidenceKind.DOCUMENT,
    provision: str = "",
    read_at_source: bool = False,
) -> int:
    """Keep it; returns its id. It counts for `met` when a second person has verified it.

    `provision` is the act and article of a fact of law. `read_at_source`: the actor says so.
    Raises NotFound for an unknown item, BadValue without text or source, Refused and BadValue as
    `check_filing`.
    """
    with step(visit, "record_checklist_evidence", f"{country} {edition} {item}") as act:
        check_item(visit.pack, item)
        text, source = required_text("text", text), required_text("source", source, 300)
        said = read_statement(text, visit.pack.vocabulary)
        check_filing(
            visit.pack.checklist_rules,
            item=item,
            speaks_for=speaks_for,
            kind=kind,
            provision=provision,
            themes=said.themes,
            says_fewer=said.says_fewer,
            country=country,
            on=reporting_period(edition).end,
        )
        new = FiledEvidence(
            country=country,
            edition=edition,
            item=item,
            speaks_for=speaks_for,
            kind=kind,
            text=text,
            source=source,
            provision=required_text("provision", provision, 300) if provision.strip() else "",
            read_at_source=read_at_source,
        )
        with act.writing():
            kept = add_checklist_evidence(new, visit.actor.username, visit.now)
            act.detail = {"evidence": kept, "speaks_for": speaks_for, "kind": kind.value}
        return kept
