"""Keep answers of an open interview."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from palermo.actions.interviews._answers import (
    prepare_answers,
    store_answers,
    store_open_interview,
)
from palermo.actions.interviews._interviews import (
    get_starting_version,
    prepare_takeover,
    store_takeover,
)
from palermo.actions.interviews._next_steps import find_next
from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.cases.child import check_age_agrees
from palermo.cases.clock import time_of_answers
from palermo.cases.interview import NextStep, check_open
from palermo.procedures.answers import check_answers, read_typed_answers
from palermo.procedures.interview_order import AGE_QUESTION, age_questions
from palermo.records.interviews.queries import get_interview
from palermo.records.obligations.queries import list_obligations_of_interview


@dataclass(frozen=True, slots=True)
class AnswerResult:
    """What follows. `child`: the interview that took over, because the person may be under 18."""

    version: int
    next: NextStep
    child: int | None = None


def answer_interview(
    visit: Visit,
    *,
    interview: int,
    version: int,
    given: Mapping[str, object],
    typed: Mapping[str, str] | None = None,
    after: str = "",
) -> AnswerResult:
    """Add `given` to the answers, and those `typed` into a form. Earlier answers are kept too.

    `after`: the question after which it goes on. An answer that leaves open whether the person is a
    child hands over to the procedure for children in the same transaction.

    Raises BadValue for a name or code that the procedure does not have, Refused for a closed
    interview or one that was changed since `version`.
    """
    with step(visit, "answer_interview", f"interview {interview}") as act:
        row = get_interview(visit.actor.username, interview)
        check_open(row.state)
        procedure = get_starting_version(row, visit.pack)
        checked = check_answers(procedure, {**read_typed_answers(procedure, typed or {}), **given})
        new = {name: value for name, value in checked.items() if row.answers.get(name) != value}
        answers = {**row.answers, **new}
        if set(new) & {AGE_QUESTION, *age_questions(procedure)}:
            check_age_agrees(procedure, row.age, answers)
        due = list_obligations_of_interview(row.officer, row.id, follows=row.follows)
        follows = find_next(replace(row, answers=answers), procedure, due, visit.pack, after=after)
        prepared = prepare_answers(
            procedure,
            answers,
            row.answers,
            age=row.age,
            started_at=row.started_at,
            first_sign_at=row.first_sign_at,
            answered_at=time_of_answers(row.origin, row.started_at, visit.now),
        )
        child = (
            prepare_takeover(visit, row, procedure, answers, prepared.first_sign_at)
            if follows.to_child
            else None
        )
        if not new and child is None:
            act.write_line_only()
            return AnswerResult(row.version, follows)
        # The journal holds how many, never which or what.
        act.detail = {"answers": len(new)}
        by = visit.actor.username
        with act.writing():
            if child is None:
                version = store_open_interview(interview, version, prepared, by)
                return AnswerResult(version, follows)
            version = store_answers(interview, version, prepared, by)
            number = store_takeover(interview, version, child)
            act.detail["child"] = number
        return AnswerResult(version, follows, number)
