"""Write down evidence for or against an item of the checklist."""

from __future__ import annotations

from palermo.actions._text_rules import required_text
from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.kernel.errors import NotFound
from palermo.kernel.messages import N_
from palermo.ledger.checklist.store import add_checklist_evidence


def record_checklist_evidence(
    visit: Visit,
    *,
    country: str,
    edition: int,
    item: str,
    speaks_for: bool,
    text: str,
    source: str,
    verified: bool = False,
) -> int:
    """Keep it; returns its id. `verified` says that the actor looked it up at the source.

    Raises NotFound for an unknown item, BadValue without text or source.
    """
    with step(visit, "record_checklist_evidence", f"{country} {edition} {item}") as act:
        if item not in {i.id for i in visit.pack.checklist}:
            raise NotFound(
                N_("The checklist has no item {item}."),
                remedy=N_("Items are MS-1 to MS-4, C-1 to C-12, SE-1 to SE-6."),
                item=item,
            )
        text, source = required_text("text", text), required_text("source", source, 300)
        with act.writing():
            kept = add_checklist_evidence(
                country=country,
                edition=edition,
                item=item,
                speaks_for=speaks_for,
                text=text,
                source=source,
                verified=verified,
                by=visit.actor.username,
                at=visit.now,
            )
            act.detail = {"evidence": kept, "speaks_for": speaks_for, "verified": verified}
        return kept
