"""Is the person a child, or possibly one? Then no procedure for adults decides about them.

Under 18 is a child (Palermo Protocol, article 3(d)). Where the age is not known the person is
treated as a child until an age or a "no" says otherwise.
"""

from __future__ import annotations

from enum import StrEnum

from palermo.kernel.answers import Answers, Missing, Value
from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_
from palermo.procedures.interview_order import OF_AGE, age_questions, read_age
from palermo.procedures.shapes import Procedure

#: Answers to an age question after which the person may be a child: only a "no" goes on.
PERHAPS_CHILD: tuple[Value, ...] = ("yes", Missing.DOES_NOT_KNOW, Missing.PREFERS_NOT_TO_SAY)


class AgeGroup(StrEnum):
    """What is known of the age. `unknown`: the age was not asked."""

    ADULT = "adult"
    PERHAPS_CHILD = "perhaps_child"
    UNKNOWN = "unknown"


def find_age_group(
    procedure: Procedure, age: int | None, answers: Answers, *, surely_adult: bool = False
) -> AgeGroup:
    """What an age in years, the answers to age questions and the officer's own word say together.

    Anything that speaks for a child outweighs the rest. `surely_adult`: the officer is sure.
    """
    years = read_age(age, answers)
    told = [answers.get(name) for name in age_questions(procedure)]
    if any(answer in PERHAPS_CHILD for answer in told) or (years is not None and years < OF_AGE):
        return AgeGroup.PERHAPS_CHILD
    if years is not None or "no" in told or surely_adult:
        return AgeGroup.ADULT
    return AgeGroup.UNKNOWN


def child_takes_over(procedure: Procedure, age: int | None, answers: Answers) -> bool:
    """Whether what is known so far hands the person over to the procedure for children."""
    group = find_age_group(procedure, age, answers)
    return procedure.child_procedure is not None and group is AgeGroup.PERHAPS_CHILD


def may_decide(procedure: Procedure, age: int | None, answers: Answers) -> bool:
    """Whether a procedure may decide about this person: one for adults needs to know the age.

    A procedure for adults that asks nothing about age decides unless an age below 18 is known.
    """
    if procedure.child_procedure is None:
        return True
    group = find_age_group(procedure, age, answers)
    asked = bool(age_questions(procedure))
    return group is AgeGroup.ADULT or (group is AgeGroup.UNKNOWN and not asked)


def begins_with_child(
    procedure: Procedure, age: int | None, answers: Answers, *, surely_adult: bool
) -> bool:
    """Whether the procedure for children takes over at the beginning: not surely an adult.

    Here an age that was not asked leads to the procedure for children, too.
    """
    group = find_age_group(procedure, age, answers, surely_adult=surely_adult)
    return procedure.child_procedure is not None and group is not AgeGroup.ADULT


def adult_answers(procedure: Procedure, *, surely_adult: bool) -> dict[str, Value]:
    """What the officer's certainty answers, so that the person is not asked again."""
    return dict.fromkeys(age_questions(procedure), "no") if surely_adult else {}


def check_age(procedure: Procedure, age: int | None) -> None:
    """Raise BadValue where a procedure for adults would begin with a child."""
    if child_takes_over(procedure, age, {}):
        raise child_procedure_required(procedure)


def check_adult(procedure: Procedure, age: int | None, answers: Answers) -> None:
    """Raise BadValue where a procedure for adults would decide about a possible child."""
    if not may_decide(procedure, age, answers):
        raise child_procedure_required(procedure)


def check_age_agrees(procedure: Procedure, age: int | None, answers: Answers) -> None:
    """Raise BadValue where an age below 18 is known and an answer says that the person is adult."""
    denials = list_denials(procedure, age, answers)
    if denials:
        raise BadValue(
            N_("The age and the answers about the age contradict each other."),
            where=denials[0],
            remedy=N_("The recorded age is {age} years. Answer yes, or “does not know”."),
            age=read_age(age, answers),
        )


def list_denials(procedure: Procedure, age: int | None, answers: Answers) -> tuple[str, ...]:
    """The questions whose answers deny the known age below 18."""
    years = read_age(age, answers)
    if years is None or years >= OF_AGE:
        return ()
    return tuple(name for name in age_questions(procedure) if answers.get(name) == "no")


def age_contradicts(
    procedure: Procedure, age: int | None, answers: Answers, *, surely_adult: bool | None
) -> bool:
    """Whether an age, the answers about the age and the officer's word say different things.

    `surely_adult`: None where the officer did not say.
    """
    years = read_age(age, answers)
    of_answer = {"yes": False, "no": True}
    given = (answers.get(name) for name in age_questions(procedure))
    says_adult = {of_answer[str(answer)] for answer in given if str(answer) in of_answer}
    if surely_adult is not None:
        says_adult.add(surely_adult)
    if years is not None:
        says_adult.add(years >= OF_AGE)
    return len(says_adult) > 1


def settle_age(procedure: Procedure, age: int | None, answers: Answers) -> Answers:
    """The answers by which duties are found: a known age below 18 outweighs every "no".

    A known age of 18 or more answers an age question that nobody asked; "does not know" stays.
    """
    years = read_age(age, answers)
    is_adult = years is not None and years >= OF_AGE
    unasked = [
        name
        for name in age_questions(procedure)
        if is_adult and answers.get(name, Missing.NOT_ASKED) is Missing.NOT_ASKED
    ]
    denied = list_denials(procedure, age, answers)
    return {**answers, **dict.fromkeys(denied, "yes"), **dict.fromkeys(unasked, "no")}


def child_procedure_required(procedure: Procedure) -> BadValue:
    """The error that says which procedure to begin instead."""
    return BadValue(
        N_("The person may be under 18. A procedure for adults must not be used."),
        where="age",
        remedy=N_("Begin the child procedure ({child}) under the same code."),
        child=procedure.child_procedure,
    )
