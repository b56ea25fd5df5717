"""The order of an interview: which questions are open, which comes next, in which words."""

from __future__ import annotations

from palermo.conditions.explain import evaluate_condition
from palermo.kernel.answers import Answer, Answers
from palermo.kernel.texts import Text
from palermo.procedures.shapes import Procedure, Question

#: Under 18 is a child (Palermo Protocol, art. 3(d)).
OF_AGE = 18
#: The question whose answer is an age in years, in procedures that ask for it.
AGE_QUESTION = "age"


def relevant_questions(procedure: Procedure, answers: Answers) -> tuple[Question, ...]:
    """The questions to ask after these answers, in order: those whose condition is yes."""
    return tuple(
        q for q in procedure.questions if evaluate_condition(q.when, answers) is Answer.YES
    )


def next_question(procedure: Procedure, answers: Answers, after: str = "") -> Question | None:
    """The first unanswered question after `after`; None if there is none."""
    questions = relevant_questions(procedure, answers)
    names = [q.id for q in questions]
    rest = questions[names.index(after) + 1 :] if after in names else questions
    return next((q for q in rest if q.id not in answers), None)


def age_questions(procedure: Procedure) -> tuple[str, ...]:
    """The questions that ask whether the person may be under 18; a "no" says that they are not."""
    return tuple(q.id for q in procedure.questions if "under_18" in q.about)


def read_age(age: int | None, answers: Answers) -> int | None:
    """The person's approximate age: the answer to a question `age`, otherwise `age`."""
    answer = answers.get(AGE_QUESTION)
    return int(answer) if isinstance(answer, int | float) else age


def has_left(procedure: Procedure, answers: Answers) -> bool:
    """Whether the person has left the situation, so that questions are about that time."""
    asked = (q.id for q in procedure.questions if "has_left" in q.about)
    return any(answers.get(name) == "yes" for name in asked)


def question_wording(question: Question, age: int | None, *, left: bool = False) -> Text:
    """The question in the words for this age; age bands are named for their first year.

    `left`: the person has left the situation.
    """
    if left and question.past and (age is None or age >= OF_AGE):
        return question.past
    bands = [first for first in question.for_children if age is not None and first <= age < OF_AGE]
    return question.for_children[max(bands)] if bands else question.ask or question.text
