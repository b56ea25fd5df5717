"""The officer says that what stopped an interview is taken care of, so that the questions go on."""

from __future__ import annotations

from uuid import UUID

from palermo.actions.interviews._interviews import get_starting_version
from palermo.actions.interviews._next_steps import find_next
from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.cases.interview import check_open, check_stop_handled
from palermo.records.interviews import store
from palermo.records.interviews.queries import get_interview_by
from palermo.records.obligations.queries import list_obligations_of_interview


def handle_stop(visit: Visit, *, interview: int | UUID, version: int, question: str) -> None:
    """Keep that the stop of `question` is taken care of; its duties stay due until they are done.

    Raises BadValue for a question whose answer stops nothing, Refused for a closed interview or one
    that was changed since `version`.
    """
    with step(visit, "handle_stop") as act:
        row = get_interview_by(visit.actor.username, interview)
        act.target = f"interview {row.id}"
        check_open(row.state)
        due = list_obligations_of_interview(row.officer, row.id, follows=row.follows)
        waiting = find_next(row, get_starting_version(row, visit.pack), due, visit.pack).stop
        if waiting is None or waiting.question != question:
            check_stop_handled(get_starting_version(row, visit.pack), row.answers, question)
        act.detail = {"question": question}
        with act.writing():
            handled = dict.fromkeys((*row.handled_stops, question))
            store.keep_handled_stops(row.id, version, handled)
