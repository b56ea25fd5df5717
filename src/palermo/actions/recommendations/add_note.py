"""Write a note on a demand, or on one of its duties."""

from __future__ import annotations

from palermo.actions._text_rules import required_text
from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.ledger.recommendations import store as recommendations
from palermo.ledger.recommendations.queries import demand_page, find_duty


def add_note(visit: Visit, *, ref: str, text: str, letter: str = "") -> int:
    """Keep the note on the demand of `ref`, or on its duty `letter`; returns its id.

    The log holds that there was one, not what it says.
    """
    with step(visit, "add_note", ref + letter) as act:
        page = demand_page(ref, visit.today)
        duty = next((d.id for d in page.duties if d.letter == letter), None)
        if letter and (duty is None or ref != page.row.ref):
            # The letter may be that of the duty's own reference.
            duty = find_duty(ref + letter, visit.today).id
        text = required_text("text", text)
        with act.writing():
            note = recommendations.store_note(
                page.row.id, page.wordings[-1].id, duty, text, visit.actor.username, visit.now
            )
            act.detail = {"note": note}
        return note
