"""What an open interview goes on with: what stops it first, also from the interview before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from palermo.actions.interviews._interviews import get_starting_version
from palermo.cases.interview import InterviewState, NextStep, find_next_step
from palermo.packs.pack import Pack
from palermo.procedures.shapes import Procedure
from palermo.procedures.stops import Stop, find_stop
from palermo.records.interviews.queries import find_takeover, get_interview
from palermo.records.interviews.values import InterviewRow
from palermo.records.obligations.queries import list_obligations_of_interview
from palermo.records.obligations.values import ObligationRow


def find_next(
    row: InterviewRow,
    procedure: Procedure,
    obligations: Iterable[ObligationRow],
    pack: Pack,
    *,
    after: str = "",
) -> NextStep:
    """The next step of an interview. `obligations`: its own, and those that stay due before it."""
    if not row.is_open:
        return NextStep()
    obligations = tuple(obligations)
    done = {o.duty for o in obligations if o.done_at}
    carried = find_carried_stop(row, obligations, pack)
    if carried:
        return NextStep(question=None, stop=carried)
    return find_next_step(
        procedure, row.age, row.answers, after, done=done, handled=row.handled_stops
    )


def find_takeover_duties(
    row: InterviewRow,
) -> tuple[InterviewRow | None, tuple[ObligationRow, ...]]:
    """The interview that took over from this one for a child, and what is due there."""
    if row.state is not InterviewState.PASSED_ON:
        return None, ()
    child = find_takeover(row.officer, row.id)
    due = list_obligations_of_interview(child.officer, child.id) if child else []
    return child, tuple(due)


def find_carried_stop(
    row: InterviewRow, obligations: Iterable[ObligationRow], pack: Pack
) -> Stop | None:
    """What stopped the interview that this one took over from, as far as it is still due."""
    if row.follows is None:
        return None
    first = get_interview(row.officer, row.follows)
    adults = get_starting_version(first, pack)
    due = {o.duty: o for o in obligations if o.interview == first.id}
    done = {name for name, o in due.items() if o.done_at}
    handled = {*first.handled_stops, *row.handled_stops}
    stop = find_stop(adults, first.answers, {*done, *_not_carried(adults, due)}, handled)
    if stop is None:
        return None
    return replace(stop, duties=tuple(d for d in stop.duties if d.id in due))


def _not_carried(adults: Procedure, due: Iterable[str]) -> set[str]:
    """Duties to an adult, which ended when the procedure for children took over."""
    return {d.id for d in adults.duties} - set(due)
