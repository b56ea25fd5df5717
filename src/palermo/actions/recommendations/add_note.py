"""Write a note on a recommendation, or on one of its duties."""

from __future__ import annotations

from palermo.actions._text_rules import required_text
from palermo.actions.recommendations._duties import get_duty
from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.ledger.recommendations import store as recommendations
from palermo.ledger.recommendations.queries import recommendation_page


def add_note(visit: Visit, *, ref: str, text: str, letter: str = "") -> int:
    """Keep the note; returns its id. The log holds that there was one, not what it says."""
    with step(visit, "add_note", ref + letter) as act:
        page = recommendation_page(ref, visit.today)
        duty = get_duty(ref + letter, visit.today).id if letter else None
        text = required_text("text", text)
        with act.writing():
            note = recommendations.store_note(
                page.row.id, duty, text, visit.actor.username, visit.now
            )
            act.detail = {"note": note}
        return note
