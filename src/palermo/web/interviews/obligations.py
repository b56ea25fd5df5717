"""What must be done after a decision: its words on a page, and the two buttons."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from palermo.actions.interviews.acknowledge_obligation import acknowledge_obligation
from palermo.actions.interviews.mark_obligation_done import mark_obligation_done
from palermo.actions.visit import Visit
from palermo.cases.obligation import OBLIGATION_MOVES, ObligationState, is_ban
from palermo.records.obligations.values import ObligationRow
from palermo.saying.handover_texts import role_texts
from palermo.saying.obligation_texts import ObligationText, obligation_text
from palermo.web.guard import page
from palermo.web.interviews.forms import read_moment, read_version
from palermo.web.whole_numbers import parse_whole_number


@dataclass(frozen=True, slots=True)
class ObligationOnPage:
    """An obligation with its words, in the language of the page; `button` is its next step.

    `referred_to`: to whom the person was referred.
    """

    row: ObligationRow
    words: ObligationText
    state: ObligationState
    state_name: str
    is_late: bool
    is_ban: bool
    button: str
    referred_to: tuple[str, ...]


def obligation_on_page(visit: Visit, row: ObligationRow) -> ObligationOnPage:
    """The obligation as a page shows it."""
    procedure = visit.pack.procedures.version(row.procedure, row.procedure_version)
    moves = [move for move in OBLIGATION_MOVES.moves if move.source is row.state]
    return ObligationOnPage(
        row=row,
        words=obligation_text(
            procedure, row.duty, row.who, visit.pack, visit.language, visit.today
        ),
        state=row.state,
        state_name=_(row.state.label),
        is_late=row.is_late(visit.now),
        is_ban=is_ban(procedure, row.duty),
        button=_(moves[0].text) if moves else "",
        referred_to=tuple(
            role.text for role in role_texts(row.referred_to, visit.pack, visit.language)
        ),
    )


def due_on_page(visit: Visit, rows: Iterable[ObligationRow]) -> list[ObligationOnPage]:
    """What is still to be done: no penalty first, which holds now, then by deadline."""
    waiting = [o for o in rows if o.state is ObligationState.TO_DO]
    timed = sorted((o.due_at, o.id, o) for o in waiting if o.due_at)
    shown = [obligation_on_page(visit, o) for o in waiting if not o.due_at]
    holding = [o for o in shown if o.is_ban]
    return [*holding, *(obligation_on_page(visit, o) for *_, o in timed)]


@page("mark_obligation_done")
@never_cache
def mark_done(request: HttpRequest, visit: Visit, obligation_id: int) -> HttpResponse:
    """It was done, now or at the time in the form."""
    act = partial(mark_obligation_done, referred_to=request.POST.getlist("referred_to"))
    return _change(request, visit, obligation_id, act, _("Marked as done."))


@page("acknowledge_obligation")
@never_cache
def acknowledge(request: HttpRequest, visit: Visit, obligation_id: int) -> HttpResponse:
    """The receiver acknowledged it."""
    return _change(
        request,
        visit,
        obligation_id,
        acknowledge_obligation,
        _("The acknowledgement was recorded."),
    )


def _change(
    request: HttpRequest,
    visit: Visit,
    obligation: int,
    act: Callable[..., None],
    done: str,
) -> HttpResponse:
    if request.method == "POST":
        act(
            visit,
            obligation=obligation,
            version=read_version(request),
            at=read_moment(visit, request.POST.get("at", "")),
        )
        messages.success(request, done)
    back = parse_whole_number(request.POST.get("interview", ""))
    if back is not None:
        goes_on = request.POST.get("back") == "next"
        return redirect("interview-next" if goes_on else "interview", back)
    return redirect("interviews")
