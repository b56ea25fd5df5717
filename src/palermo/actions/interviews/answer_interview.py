"""Keep answers of an open interview."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from palermo.actions.interviews._interviews import (
    get_starting_version,
    prepare_takeover,
    store_takeover,
)
from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.cases.interview import NextStep, check_open, find_next_step
from palermo.procedures.answers import check_answers, read_typed_answers
from palermo.records.interviews import store
from palermo.records.interviews.queries import get_interview


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
        follows = find_next_step(procedure, row.age, answers, after)
        child = prepare_takeover(visit, row, procedure, answers) if follows.to_child else None
        if not new and child is None:
            act.write_line_only()
            return AnswerResult(row.version, follows)
        # The journal holds how many, never which or what.
        act.detail = {"answers": len(new)}
        with act.writing():
            store.save_answers(interview, version, answers, new, visit.actor.username)
            number = store_takeover(interview, version + 1, child) if child else None
            if number:
                act.detail["child"] = number
        return AnswerResult(version + 1, follows, number)
