"""Write a note on a recommendation, or on one of its duties."""

from __future__ import annotations

from palermo.accounts.people import Actor
from palermo.actions._text_rules import required_text
from palermo.actions.recommendations._duties import get_duty
from palermo.actions.step import step
from palermo.ledger.recommendations import store as recommendations
from palermo.ledger.recommendations.queries import recommendation_page


def add_note(actor: Actor, *, ref: str, text: str, letter: str = "") -> int:
    """Keep the note; returns its id. The log holds that there was one, not what it says."""
    with step(actor, "add_note", ref + letter) as taken:
        page = recommendation_page(ref)
        duty = get_duty(ref + letter).id if letter else None
        note = recommendations.store_note(
            page.row.id, duty, required_text("text", text), actor.username
        )
        taken.detail = {"note": note}
        return note
