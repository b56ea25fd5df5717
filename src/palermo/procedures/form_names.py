"""Names that a form for KoboToolbox and ODK needs for itself, so that no question may have them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from palermo.kernel.answers import VERSION, Missing
from palermo.procedures.shapes import Procedure

#: Columns of the form besides its questions, and names that XLSForm keeps for itself.
FORM_NAMES = frozenset(
    {
        "start", "end", "meta", "data", "instanceid", "instancename", VERSION, "procedure_status",
        "place_kind", "first_sign_at", "no_talk", "no_talk_called", "no_talk_expected_at",
        "surely_adult",
    }
)  # fmt: skip
#: Lists of choices that several questions share.
SHARED_LISTS = frozenset({"yes_no", "told"})
_NOTE = "note_"


def find_form_problems(procedure: Procedure) -> Iterator[tuple[str, str]]:
    """The name and the fault of everything that makes a form unusable."""
    names = Counter(q.id.lower() for q in procedure.questions)
    for question in procedure.questions:
        name = question.id.lower()
        if name in FORM_NAMES or name.startswith(_NOTE):
            yield question.id, f"the form needs the name {question.id!r} for itself: choose another"
        if names[name] > 1:
            yield question.id, f"the name {question.id!r} is given twice, in capitals or not"
        if question.choices and name in SHARED_LISTS:
            yield question.id, f"the form needs the name {question.id!r} for a list of choices"
        choices = Counter(choice.id for choice in question.choices)
        for choice, count in choices.items():
            if count > 1:
                yield choice, f"{question.id}: the choice {choice!r} is given twice"
            if choice in {Missing.DOES_NOT_KNOW.value, Missing.PREFERS_NOT_TO_SAY.value}:
                yield choice, f"{question.id}: every question has the answer {choice!r} already"
