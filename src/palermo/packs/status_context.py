"""What the checks of a procedure's status, roles and lawfulness need of a pack."""

from __future__ import annotations

from datetime import date

from palermo.packs.pack import Pack
from palermo.packs.places import BASE
from palermo.procedures.lint_status import StatusContext


def status_context(pack: Pack, on: date) -> StatusContext:
    """The context of a pack on a day.

    The common pack names no agency: there a kind of body fills a role.
    """
    bodies = pack.speech.role_bodies if pack.iso3 == BASE.upper() else ()
    valid = (pack.procedures.in_force(name, on) for name in pack.procedures.ids)
    return StatusContext(
        on=on,
        calendar=pack.calendar,
        filled_roles={*pack.roles, *bodies},
        personal_roles=pack.speech.personal_roles,
        others=tuple(p for p in valid if p),
    )
