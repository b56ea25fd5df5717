"""Three answers, and why one may be missing. Truth tables of Kleene's logic, written out.

A question that was not asked is never a "no": everything that depends on it stays unknown until
other answers decide it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

#: In a table of answers, the column with the version of the procedure that was answered.
VERSION = "procedure_version"


class Answer(StrEnum):
    """Whether something holds."""

    NO = "no"
    UNKNOWN = "unknown"
    YES = "yes"


class Missing(StrEnum):
    """Why there is no value. All three leave a condition unknown; people need the difference."""

    NOT_ASKED = "not_asked"
    DOES_NOT_KNOW = "does_not_know"
    PREFERS_NOT_TO_SAY = "prefers_not_to_say"


#: A coded value of a question: "yes", a choice, a number, or the reason for its absence.
Value = str | int | float | Missing
#: Values by question name. A name without an entry was not asked.
Answers = Mapping[str, Value]

_NOT = {Answer.NO: Answer.YES, Answer.UNKNOWN: Answer.UNKNOWN, Answer.YES: Answer.NO}


def negate_answer(answer: Answer) -> Answer:
    """no → yes, unknown → unknown, yes → no."""
    return _NOT[answer]


def all_of(answers: Iterable[Answer]) -> Answer:
    """no if any is no; else unknown if any is unknown; else yes (also for no answers)."""
    seen = set(answers)
    if Answer.NO in seen:
        return Answer.NO
    return Answer.UNKNOWN if Answer.UNKNOWN in seen else Answer.YES


def any_of(answers: Iterable[Answer]) -> Answer:
    """yes if any is yes; else unknown if any is unknown; else no (also for no answers)."""
    seen = set(answers)
    if Answer.YES in seen:
        return Answer.YES
    return Answer.UNKNOWN if Answer.UNKNOWN in seen else Answer.NO


def at_least(n: int, answers: Iterable[Answer]) -> Answer:
    """yes if `n` are yes; no if fewer than `n` are yes or unknown; otherwise unknown."""
    given = list(answers)
    sure = sum(a is Answer.YES for a in given)
    if sure >= n:
        return Answer.YES
    possible = sum(a is not Answer.NO for a in given)
    return Answer.UNKNOWN if possible >= n else Answer.NO
