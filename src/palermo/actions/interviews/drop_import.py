"""Remove a file's answers that wait to be imported, and those of everybody that are a day old."""

from __future__ import annotations

from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.records.imports import store


def drop_import(visit: Visit) -> int:
    """Nothing that waited stays behind; returns how many others had waited for over a day."""
    with step(visit, "drop_import") as act:
        with act.writing():
            store.delete_import(visit.actor.username)
            old = store.delete_old_imports(visit.now)
            act.detail = {"old": old}
        return old
