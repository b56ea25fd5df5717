"""Remove a file's answers that wait to be imported, and those of everybody that are a day old."""

from __future__ import annotations

from datetime import datetime

from palermo.accounts.people import Actor
from palermo.actions.step import step
from palermo.records.interviews import store


def drop_import(actor: Actor, *, now: datetime) -> int:
    """Nothing that waited stays behind; returns how many others had waited for over a day."""
    with step(actor, "drop_import") as taken:
        store.delete_import(actor.username)
        old = store.delete_old_imports(now)
        taken.detail = {"old": old}
        return old
