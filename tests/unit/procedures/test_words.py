"""The wording of a question: for an adult, for a child of an age, and for the officer."""

from __future__ import annotations

import pytest

from palermo.kernel.texts import Text
from palermo.packs.load import load_pack
from palermo.procedures.interview_order import question_wording
from palermo.procedures.shapes import Procedure, Question

PACK = load_pack("base")
PROCEDURES = {p.id: p for p in PACK.procedures.versions}
STATED = Question(id="debt", text=Text({"en": "The person works off a debt"}))
ASKED = STATED.model_copy(update={"ask": Text({"en": "Do you work off a debt?"})})
TOLD = Question(
    id="day",
    text=Text({"en": "Tell me about your day."}),
    for_children={
        7: Text({"en": "What do you do in a day?"}),
        16: Text({"en": "Please tell me about your day."}),
    },
    opening=True,
)


@pytest.mark.parametrize(
    ("question", "age", "words"),
    [
        (STATED, None, "The person works off a debt"),
        (ASKED, None, "Do you work off a debt?"),
        (ASKED, 40, "Do you work off a debt?"),
        (ASKED, 9, "Do you work off a debt?"),
        (TOLD, None, "Tell me about your day."),
        (TOLD, 5, "Tell me about your day."),
        (TOLD, 9, "What do you do in a day?"),
        (TOLD, 17, "Please tell me about your day."),
        (TOLD, 18, "Tell me about your day."),
    ],
)
def test_words_fit_the_age(question: Question, age: int | None, words: str) -> None:
    assert question_wording(question, age).in_language("en") == words


@pytest.mark.parametrize(
    ("question", "note"),
    [
        (STATED, "You note this from what you see and know. It is not read out."),
        (ASKED, "Recorded: The person works off a debt"),
        (TOLD, "Listen without interrupting."),
        (Question(id="hurt", text=Text({"en": "Are you hurt?"})), ""),
    ],
)
def test_the_officer_is_told_what_is_recorded_or_that_nobody_is_asked(
    question: Question, note: str
) -> None:
    assert PACK.speech.note(question, "en") == note


def _signs(procedure: Procedure) -> set[str]:
    return {indicator.id for indicator in procedure.indicators}


def test_signs_of_the_published_list_are_put_to_adults_and_never_to_a_child() -> None:
    signs = {"adult": PROCEDURES["screen-adult-labour"], "child": PROCEDURES["screen-child-labour"]}
    asked = {
        who: [q.ask is not None for q in procedure.questions if q.id in _signs(procedure)]
        for who, procedure in signs.items()
    }
    assert (len(asked["adult"]), all(asked["adult"])) == (67, True)
    assert (len(asked["child"]), any(asked["child"])) == (65, False)
