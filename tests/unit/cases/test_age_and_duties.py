"""What a known age settles, and what ends where the procedure for children has begun."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from palermo.cases.child import age_contradicts, settle_age
from palermo.cases.handover import list_protections_due
from palermo.kernel.answers import Answers, Missing
from palermo.packs.load import load_pack
from palermo.procedures.decide import run_procedure
from palermo.procedures.interview_order import AGE_QUESTION, age_questions
from palermo.procedures.lint_protection import CHILD_ROLES
from palermo.procedures.obligations import list_duties_now
from palermo.procedures.shapes import Procedure

PACK = load_pack("aze")
NEWEST = [PACK.procedures.versions_of(name)[-1] for name in PACK.procedures.ids]
OF_ADULTS = [p for p in NEWEST if p.people != "children" and age_questions(p)]
WITH_CHILD = [p for p in NEWEST if p.child_procedure and age_questions(p)]
SINCE = datetime(2026, 11, 29, 9, tzinfo=UTC)
IN_TIME = timedelta(hours=1)


def _of_children(procedure: Procedure, answers: Answers, age: int | None) -> set[str]:
    """Duties that only a child has, of an open interview."""
    found = run_procedure(procedure, settle_age(procedure, age, answers))
    return {
        d.id
        for d in list_duties_now(procedure, found)
        if d.protects in ("guardian", "child_protection") or {d.who, *d.to} & CHILD_ROLES
    }


@pytest.mark.parametrize("procedure", OF_ADULTS, ids=lambda p: p.id)
def test_a_known_adult_is_no_child_although_the_other_question_was_not_asked(
    procedure: Procedure,
) -> None:
    asked = age_questions(procedure)
    settled = _of_children(procedure, dict.fromkeys(asked, "no"), None)
    assert _of_children(procedure, {}, 35) == settled
    assert _of_children(procedure, dict.fromkeys(asked, Missing.NOT_ASKED), 18) == settled
    if procedure.question(AGE_QUESTION):
        assert not _of_children(procedure, {AGE_QUESTION: 35}, None)
    # What speaks for a child is never outweighed by an age, and an open age opens protection.
    for told in ("yes", Missing.DOES_NOT_KNOW):
        spoken = dict.fromkeys(asked, told)
        assert settle_age(procedure, 35, spoken) == spoken
    assert settle_age(procedure, None, {}) == {}


@pytest.mark.parametrize("procedure", WITH_CHILD, ids=lambda p: p.id)
def test_what_began_does_not_stay_due(procedure: Procedure) -> None:
    for told in ("yes", Missing.DOES_NOT_KNOW):
        answers = dict.fromkeys(age_questions(procedure), told)
        due = run_procedure(procedure, answers).duties
        carried = list_protections_due(procedure, answers)
        words = {d.text.in_language("en") for d in carried}
        assert "Begin the child procedure at once." not in words
        # Nothing else that protects is lost with it: the procedure for children has the same.
        lost = {d.id for d in due if d.protects == "child_protection"} - {d.id for d in carried}
        begins = {d.id for d in due if d.begins_child}
        child = PACK.procedures.versions_of(procedure.child_procedure or "")[-1]
        assert begins <= lost
        assert lost - begins <= {d.id for d in child.duties}


@pytest.mark.parametrize(
    ("age", "told", "sure", "contradicts"),
    [
        (16, "no", None, True),
        (16, "yes", None, False),
        (35, "yes", None, True),
        (35, "no", True, False),
        (None, "yes", True, True),
        (16, None, True, True),
        (None, Missing.DOES_NOT_KNOW, True, False),
        (None, None, None, False),
    ],
)
def test_what_contradicts_an_age(
    age: int | None, told: str | Missing | None, sure: bool | None, contradicts: bool
) -> None:
    procedure = OF_ADULTS[0]
    (asked, *_) = age_questions(procedure)
    answers = {} if told is None else {asked: told}
    assert age_contradicts(procedure, age, answers, surely_adult=sure) is contradicts
