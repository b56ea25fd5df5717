"""Answers as they come from the pages of an interview."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite

from palermo.kernel.answers import Missing
from palermo.procedures.shapes import Procedure, Question

#: Field names begin so; the rest is the question's id.
PREFIX = "answer-"


def read_form_answers(sent: Mapping[str, object], procedure: Procedure) -> dict[str, object]:
    """The answers in a form by question; a field left empty says nothing."""
    found: dict[str, object] = {}
    for question in procedure.questions:
        text = str(sent.get(PREFIX + question.id, "")).strip()
        if text:
            found[question.id] = _value(question, text)
    return found


def _value(question: Question, text: str) -> object:
    if question.type != "number" or text in list(Missing):
        return text
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return text
    # What is no number stays what it was typed as, and is refused by name.
    if not isfinite(number):
        return text
    return int(number) if number.is_integer() else number
