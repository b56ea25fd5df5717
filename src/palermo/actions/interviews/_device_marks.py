"""What an officer marked on a device: duties that were done, and stops that are dealt with."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime

from palermo.actions.interviews._interviews import get_starting_version
from palermo.actions.visit import Visit
from palermo.cases.decision import correct_device_time
from palermo.cases.obligation import (
    ObligationState,
    check_recipients,
    is_ban,
    list_recipients,
)
from palermo.records.interviews import store
from palermo.records.interviews.queries import get_interview
from palermo.records.interviews.values import InterviewRow
from palermo.records.obligations.queries import list_obligations_of_interview
from palermo.records.obligations.store import store_done


def store_done_on_device(
    visit: Visit,
    interview: int,
    done: Mapping[str, datetime],
    follows: int | None,
    referred_to: Mapping[str, Collection[str]],
) -> None:
    """Keep what was done on the device at its time; what is done already stays as it is.

    `follows`: the interview that it took over from. The same id is the same protection.
    `referred_to`: roles by duty. A referral without one stays due, so that the officer is asked to
    whom; the answers come in nevertheless. A ban that was marked stays in force.
    Raises BadValue for a role that the duty does not have.
    """
    if not done:
        return
    officer = visit.actor.username
    for row in list_obligations_of_interview(officer, interview, follows=follows):
        if row.duty in done and row.state is ObligationState.TO_DO:
            at = correct_device_time(done[row.duty], row.since, visit.now)
            roles = referred_to.get(row.duty, ())
            procedure = visit.pack.procedures.version(row.procedure, row.procedure_version)
            recipients = list_recipients(procedure, row.duty)
            if (recipients and not roles) or is_ban(procedure, row.duty):
                continue
            check_recipients(recipients, roles)
            store_done(row.id, row.version, at=at, by=officer, referred_to=roles)


def store_handled_stops(
    visit: Visit, interview: int, version: int, questions: Iterable[str]
) -> int:
    """Keep new questions whose stop is dealt with; returns the version of the interview after it.

    Only ids of questions that stop are kept: anything else may hold a name.
    """
    told = tuple(questions)
    if not told:
        return version
    row = get_interview(visit.actor.username, interview)
    known = set(_stopping(visit, row))
    new = [q for q in dict.fromkeys(told) if q in known and q not in row.handled_stops]
    if not new:
        return version
    store.keep_handled_stops(interview, version, (*row.handled_stops, *new))
    return version + 1


def _stopping(visit: Visit, row: InterviewRow) -> Iterator[str]:
    """The questions that stop it, and those of the interview that it took over from."""
    yield from (q.id for q in get_starting_version(row, visit.pack).questions if q.stops)
    if row.follows is not None:
        yield from _stopping(visit, get_interview(row.officer, row.follows))
