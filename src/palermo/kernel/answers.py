"""Three answers, and why one may be missing. Truth tables of Kleene's logic, written out.

A question that was not asked is never a "no": whatever depends on it stays unknown until the rest
decides it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

#: In a table of answers, the column that says which version of the procedure was answered.
VERSION = "procedure_version"


class Answer(StrEnum):
    """Whether something holds."""

    NO = "no"
    UNKNOWN = "unknown"
    YES = "yes"


class Missing(StrEnum):
    """Why there is no value. All three leave a condition unknown; a person reads them apart."""

    NOT_ASKED = "not_asked"
    DOES_NOT_KNOW = "does_not_know"
    PREFERS_NOT_TO_SAY = "prefers_not_to_say"


#: A coded value of a question: "yes", a choice, a number; or why there is none.
Value = str | int | float | Missing
#: Values by the name of their question. A name that is not in it was not asked.
Answers = Mapping[str, Value]

_NOT = {Answer.NO: Answer.YES, Answer.UNKNOWN: Answer.UNKNOWN, Answer.YES: Answer.NO}


def negate_answer(answer: Answer) -> Answer:
    """no → yes, unknown → unknown, yes → no."""
    return _NOT[answer]


def all_of(answers: Iterable[Answer]) -> Answer:
    """no if one is no; else unknown if one is unknown; else yes (also of none)."""
    seen = set(answers)
    if Answer.NO in seen:
        return Answer.NO
    return Answer.UNKNOWN if Answer.UNKNOWN in seen else Answer.YES


def any_of(answers: Iterable[Answer]) -> Answer:
    """yes if one is yes; else unknown if one is unknown; else no (also of none)."""
    seen = set(answers)
    if Answer.YES in seen:
        return Answer.YES
    return Answer.UNKNOWN if Answer.UNKNOWN in seen else Answer.NO


def at_least(n: int, answers: Iterable[Answer]) -> Answer:
    """yes if `n` are yes; no if even with every unknown one they would not be `n`."""
    given = list(answers)
    sure = sum(a is Answer.YES for a in given)
    if sure >= n:
        return Answer.YES
    possible = sum(a is not Answer.NO for a in given)
    return Answer.UNKNOWN if possible >= n else Answer.NO
