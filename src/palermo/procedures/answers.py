"""Checks answers from outside against the questions of a procedure. Nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isfinite

from palermo.kernel.answers import Answers, Missing, Value
from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_
from palermo.procedures.scenarios import parse_answers
from palermo.procedures.shapes import Procedure, Question

#: The word for "no value is known", without a reason.
UNKNOWN = "unknown"


def check_answers(
    procedure: Procedure, given: Mapping[str, object], *, indicators: bool = False
) -> Answers:
    """`given` as coded values. Raises BadValue that names every wrong name and code at once.

    `indicators`: names are those of indicators, each yes, no or unknown, as ticked on a paper list.
    """
    problems = list(_problems(procedure, given, indicators))
    if problems:
        raise BadValue(
            N_("Answers that do not fit the procedure {procedure}: {count}\n{lines}"),
            remedy=N_("\nCorrect them and try again. Nothing was decided."),
            count=len(problems),
            procedure=procedure.id,
            lines="\n".join(problems),
        )
    return parse_answers(given.items())


def read_typed_answers(procedure: Procedure, typed: Mapping[str, str]) -> dict[str, object]:
    """What was typed into a form, numbers as numbers. An empty field says nothing.

    A text that is not a number is left as it is: `check_answers` refuses it and names the question.
    """
    return {
        name: _typed_value(procedure.question(name), text.strip())
        for name, text in typed.items()
        if text.strip()
    }


def _typed_value(question: Question | None, text: str) -> object:
    if question is None or question.type != "number" or text in list(Missing):
        return text
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return text
    if not isfinite(number):
        return text
    return int(number) if number.is_integer() else number


def _problems(procedure: Procedure, given: Mapping[str, object], indicators: bool) -> Iterator[str]:
    questions = {q.id: q for q in procedure.questions}
    ticked = {i.id for i in procedure.indicators}
    for name, value in given.items():
        question = questions.get(name)
        if indicators:
            if name not in ticked:
                yield f"{name[:40]}: no indicator; known: {_some(ticked)}"
            elif value not in ("yes", "no", UNKNOWN):
                yield f"{name}: write yes, no or unknown"
        elif question is None:
            yield f"{name[:40]}: no question; known: {_some(questions)}"
        elif value not in (UNKNOWN, *Missing):
            wrong = _wrong(question, value)
            if wrong:
                yield f"{name}: {wrong}"


def _wrong(question: Question, value: object) -> str:
    """The fault of a value, without repeating the value; None if it is valid."""
    if question.type == "number":
        if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
            return "write a number"
        low, high = question.least, question.most
        if (low is not None and value < low) or (high is not None and value > high):
            return f"write a number from {low} to {high}"
        return ""
    allowed: tuple[Value, ...] = tuple(c.id for c in question.choices) or ("yes", "no")
    if value in allowed:
        return ""
    return f"write one of {', '.join(map(str, allowed))}, {UNKNOWN}, {', '.join(Missing)}"


def _some(names: object) -> str:
    known = sorted(names)  # type: ignore[call-overload]
    return ", ".join(known[:8]) + (" …" if len(known) > 8 else "")
