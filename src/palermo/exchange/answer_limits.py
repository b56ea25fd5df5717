"""What a question allows as an answer, as it is told to the person who corrects a table."""

from __future__ import annotations

from palermo.kernel.answers import Missing
from palermo.procedures.shapes import Question


def is_within_limits(question: Question, value: float) -> bool:
    """Whether a number is one that the question allows."""
    low, high = question.least, question.most
    return (low is None or value >= low) and (high is None or value <= high)


def format_limit(limit: float | None) -> str:
    """A limit as it is shown; dots where there is none."""
    return "…" if limit is None else f"{limit:g}"


def list_answer_codes(question: Question) -> str:
    """What may be written as an answer."""
    if question.type == "number":
        return ", ".join(
            [f"{format_limit(question.least)}–{format_limit(question.most)}", *Missing]
        )
    return ", ".join([*([c.id for c in question.choices] or ["yes", "no"]), *Missing])
