"""Import more years of tiers from a CSV file."""

from __future__ import annotations

from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.kernel.errors import UnreadableInput
from palermo.kernel.messages import N_
from palermo.ledger.register.store import add_tier_claims
from palermo.reports.register import parse_register_csv


def import_register(visit: Visit, *, content: bytes, file_name: str) -> int:
    """Keep every line as a claim beside the register; returns how many are new.

    Raises BadValue naming every wrong line, UnreadableInput for a file that is no UTF-8 text; then
    nothing is kept.
    """
    with step(visit, "import_register") as act:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise UnreadableInput(
                N_("The file is not UTF-8 text."),
                where=file_name,
                remedy=N_("Save the table as CSV in UTF-8 and send it again."),
            ) from None
        codes = set(visit.pack.vocabulary.names.countries)
        claims = parse_register_csv(text, codes)
        with act.writing():
            new = add_tier_claims(claims, visit.actor.username, visit.now)
            act.detail = {"lines": len(claims), "new": new}
        return new
