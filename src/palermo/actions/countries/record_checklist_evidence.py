"""Write down evidence for or against an item of the checklist."""

from __future__ import annotations

from palermo.accounts.people import Actor
from palermo.actions._text_rules import required_text
from palermo.actions.step import step
from palermo.kernel.errors import NotFound
from palermo.kernel.messages import N_
from palermo.ledger.checklist.store import add_checklist_evidence
from palermo.packs.pack import Pack


def record_checklist_evidence(
    actor: Actor,
    *,
    country: str,
    edition: int,
    item: str,
    speaks_for: bool,
    text: str,
    source: str,
    pack: Pack,
    verified: bool = False,
) -> int:
    """Keep it; returns its id. `verified` says that the actor looked it up at the source.

    Raises NotFound for an unknown item, BadValue without text or source.
    """
    with step(actor, "record_checklist_evidence", f"{country} {edition} {item}") as taken:
        if item not in {i.id for i in pack.checklist}:
            raise NotFound(
                N_("The checklist has no item {item}."),
                remedy=N_("Items are MS-1 to MS-4, C-1 to C-12, SE-1 to SE-6."),
                item=item,
            )
        kept = add_checklist_evidence(
            country=country,
            edition=edition,
            item=item,
            speaks_for=speaks_for,
            text=required_text("text", text),
            source=required_text("source", source, 300),
            verified=verified,
            by=actor.username,
        )
        taken.detail = {"evidence": kept, "speaks_for": speaks_for, "verified": verified}
        return kept
