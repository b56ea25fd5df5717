"""Answers made ready before they are kept, with what follows from them at once.

One path for all front doors: duties are due while the interview is still open, and their clock runs
from the first sign.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from palermo.cases.child import settle_age
from palermo.cases.clock import find_clock_start, find_first_sign_time
from palermo.cases.handover import drop_carried, make_obligations
from palermo.cases.obligation import NewObligation
from palermo.kernel.answers import Answers
from palermo.procedures.decide import run_procedure
from palermo.procedures.obligations import list_duties_now
from palermo.procedures.shapes import Procedure
from palermo.records.interviews import store
from palermo.records.obligations.queries import list_carried_due_times
from palermo.records.obligations.store import keep_obligations


@dataclass(frozen=True, slots=True)
class PreparedAnswers:
    """All `answers`, those that are new (`given`), and what is due after them.

    `is_changed`: an answer is new, or one was taken back. `since`: when deadlines began to run.
    """

    answers: Answers
    given: Answers
    is_changed: bool
    started_at: datetime
    since: datetime
    first_sign_at: datetime | None
    obligations: tuple[NewObligation, ...]


def prepare_answers(
    procedure: Procedure,
    answers: Answers,
    before: Answers,
    *,
    age: int | None,
    started_at: datetime,
    first_sign_at: datetime | None,
    answered_at: datetime,
) -> PreparedAnswers:
    """What follows from `answers`. `before`: those that are kept; `first_sign_at`: the same.

    `age`: in years, where it was estimated outside the questions.
    """
    found = run_procedure(procedure, settle_age(procedure, age, answers))
    first = find_first_sign_time(procedure, found, first_sign_at, answered_at)
    since = find_clock_start(started_at, first)
    duties = list_duties_now(procedure, found)
    given = {name: value for name, value in answers.items() if before.get(name) != value}
    due = make_obligations(duties, since)
    return PreparedAnswers(answers, given, answers != before, started_at, since, first, due)


def store_answers(interview: int, version: int, prepared: PreparedAnswers, by: str) -> int:
    """Keep new answers; returns the version of the interview after it. Raises Refused."""
    if prepared.is_changed:
        store.save_answers(
            interview,
            version,
            prepared.answers,
            prepared.given,
            by,
            first_sign_at=prepared.first_sign_at,
        )
        version += 1
    return version


def store_open_interview(interview: int, version: int, prepared: PreparedAnswers, by: str) -> int:
    """Keep answers of an interview that stays open, and what is due; returns the new version."""
    version = store_answers(interview, version, prepared, by)
    keep_due(interview, prepared.obligations)
    return version


def keep_due(interview: int, obligations: Iterable[NewObligation]) -> None:
    """Keep what is due. What stays due from the interview before is not due twice."""
    keep_obligations(interview, drop_carried(obligations, list_carried_due_times(interview)))
