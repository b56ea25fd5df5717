"""The start page. Each part appears for those who have the right to act on it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from palermo.accounts.queries import rights_of_actor
from palermo.accounts.rights import Right
from palermo.actions.visit import Visit
from palermo.web.guard import page
from palermo.web.start import parts
from palermo.web.start.parts import StartPart

#: In the order of urgency: what is due for a person comes before papers.
_PARTS: tuple[tuple[Right, Callable[[Visit], StartPart]], ...] = (
    (Right.LIST_OBLIGATIONS, parts.due_for_persons),
    (Right.LIST_INTERVIEWS, parts.open_interviews),
    (Right.LIST_OVERRULED_DECISIONS, parts.decisions_to_review),
    (Right.CORRECT_ITEM, parts.narratives_to_review),
    (Right.CONFIRM_CLOSURE, parts.waiting_for_second_person),
    (Right.VIEW_LEDGER, parts.overdue_demands),
    (Right.MANAGE_INSTALLATION, parts.accounts_to_look_at),
)


@page("change_own_account")
@never_cache
def start(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What is open, due, overdue and waiting for this person, by what their role may do."""
    rights = rights_of_actor(visit.actor)
    shown = {
        "section": "start",
        "parts": [make(visit) for right, make in _PARTS if right in rights],
        "lead": _lead(visit),
    }
    return render(request, "web/start/start.html", shown)


def _lead(visit: Visit) -> str:
    """What the role is for, in one sentence."""
    return {
        "reader": _("You can read what the reports ask, what is planned and the procedures."),
        "officer": _("You meet people. What you must do for them comes first, by its deadline."),
        "supervisor": _("You are the second person for decisions below the indication."),
        "analyst": _("You read reports, review what was read, and write down what is done."),
        "coordinator": _("You accept what was read, assign duties, and answer for their progress."),
        "administrator": _("You manage accounts and what visitors may see."),
    }.get(visit.actor.role.value, "")
