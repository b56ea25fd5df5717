"""The way through an interview: which questions are open, which comes next, in which words."""

from __future__ import annotations

from palermo.conditions.explain import holds
from palermo.kernel.answers import Answer, Answers
from palermo.kernel.texts import Text
from palermo.procedures.shapes import Procedure, Question


def relevant(procedure: Procedure, answers: Answers) -> tuple[Question, ...]:
    """The questions to ask after these answers, in order: those whose condition is yes."""
    return tuple(q for q in procedure.questions if holds(q.when, answers) is Answer.YES)


def next_question(procedure: Procedure, answers: Answers, after: str = "") -> Question | None:
    """The first open question after `after` that was not yet put; None when all were."""
    questions = relevant(procedure, answers)
    names = [q.id for q in questions]
    rest = questions[names.index(after) + 1 :] if after in names else questions
    return next((q for q in rest if q.id not in answers), None)


def may_be_child(procedure: Procedure, answers: Answers) -> bool:
    """Whether an answer says that whoever is met by a procedure for adults may be under 18."""
    asked = (q.id for q in procedure.questions if "under_18" in q.about)
    return procedure.child_procedure is not None and any(answers.get(n) == "yes" for n in asked)


def words_for(question: Question, age: int | None) -> Text:
    """The question as it is said to somebody of this age; bands name their first year."""
    bands = [first for first in question.for_children if age is not None and first <= age < 18]
    return question.for_children[max(bands)] if bands else question.ask or question.text
