"""Import more years of tiers from a table."""

from __future__ import annotations

from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.ledger.register.store import add_tier_claims
from palermo.reports.register import read_register


def import_register(visit: Visit, *, content: bytes, file_name: str) -> int:
    """Keep every line as a claim beside the register; returns how many are new.

    Raises BadValue naming every wrong line, UnreadableInput for a file that is no table; then
    nothing is kept.
    """
    with step(visit, "import_register") as act:
        names = visit.pack.vocabulary.names
        codes, former, last = set(names.countries), names.former, visit.today.year
        claims = read_register(content, file_name, codes, last=last, former=former)
        with act.writing():
            new = add_tier_claims(claims, visit.actor.username, visit.now)
            act.detail = {"lines": len(claims), "new": new}
        return new
