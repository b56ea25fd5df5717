"""Two versions compared: the changes in words, and the affected past answers."""

from __future__ import annotations

from typing import Any

import pytest

from palermo.procedures.diff import list_changes, replay_answers
from palermo.procedures.shapes import Procedure
from tests.unit.procedures.test_lint import GOOD, duty, made, positive, question, sign


def told(**after: Any) -> list[tuple[str, str, str]]:
    return [(c.part, c.name, str(c.what)) for c in list_changes(made(), made(**after))]


def test_the_same_version_has_no_changes() -> None:
    assert told() == []


@pytest.mark.parametrize(
    ("after", "part", "name", "words"),
    [
        ({"questions": [*GOOD["questions"], question("new_one")]}, "question", "new_one", "new"),
        ({"questions": GOOD["questions"][:-1]}, "question", "tell_me", "removed"),
        (
            {"indicators": [*GOOD["indicators"][:2], sign("is_unpaid", "purpose", when="crossed")]},
            "indicator",
            "is_unpaid",
            "when: unpaid → crossed",
        ),
        (
            {"duties": [GOOD["duties"][0], duty("refer", within_hours=12)]},
            "duty",
            "refer",
            "within_hours: 24 → 12",
        ),
        (positive("purpose"), "decision", "positive", "purpose"),
        ({"child_procedure": None}, "decision", "child_procedure", "child → None"),
    ],
)
def test_each_change_is_told(after: dict[str, Any], part: str, name: str, words: str) -> None:
    found = told(**after)
    assert any(p == part and n == name and words in w for p, n, w in found), found


def test_past_answers_tell_for_how_many_the_outcome_would_change() -> None:
    people = [
        {"unpaid": "yes", "beaten": "yes"},
        {"unpaid": "yes", "beaten": "no", "threatened": "no"},
        {"unpaid": "no"},
        {},
    ]
    stricter: Procedure = made()
    milder = made(**positive("purpose"), duties=[duty("refer", when={"yes": "outcome"})])
    found = replay_answers(stricter, milder, people)
    assert found.people == 4
    assert found.outcomes == {
        ("positive", "positive"): 1,
        ("negative", "positive"): 1,
        ("negative", "negative"): 1,
        ("undetermined", "undetermined"): 1,
    }
    assert found.changed == 1
    assert found.duties_gone["shelter"] == 4
