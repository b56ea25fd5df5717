"""Undo a change of a link: everything goes back to the demand where it was."""

from __future__ import annotations

from dataclasses import replace

from palermo.actions.recommendations._linking import name_kinds
from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.cases.demand import check_undo
from palermo.kernel.errors import Refused
from palermo.kernel.messages import N_
from palermo.ledger.recommendations.links import known_wordings, linking_version
from palermo.ledger.recommendations.moves import undo_change
from palermo.ledger.recommendations.queries import find_change
from palermo.ledger.recommendations.store import change_linking, set_link_kinds


def undo_link(visit: Visit, *, change_id: int) -> None:
    """Undo. What was added since to a duty that moved goes back with it.

    Raises NotFound, and Refused when it was undone already or a later change moved the same again.
    """
    with step(visit, "undo_link", f"change {change_id}") as act:
        found = find_change(change_id)
        linking = linking_version(found.country)
        act.target = found.change.ref
        if found.change.undone_by:
            raise Refused(
                N_("This change was already undone."),
                where=found.change.ref,
                remedy=N_("Nothing to do."),
            )
        check_undo(found.put, found.now, where=found.change.ref)
        known = [
            replace(w, demand=found.source) if w.id in found.put["recommendations"] else w
            for w in known_wordings(found.country)
        ]
        kinds = name_kinds(known, {found.source, found.target}, visit.pack.linking)
        act.detail = {"change": change_id}
        with act.writing():
            change_linking(found.country, linking)
            undo_change(change_id, found.change.version, visit.actor.username, visit.now)
            set_link_kinds(kinds)
