"""Practice cases with known answers, drawn from a procedure and a seed; no case is a real person.

A case is a set of answers, drawn at random until the procedure decides as wanted; its decision is
then the key. The n-th case of a seed is always the same, whatever the number of cases.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from random import Random

from palermo.conditions.explain import evaluate_condition
from palermo.conditions.nodes import list_names
from palermo.kernel.answers import Answer, Answers, Missing, Value
from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_
from palermo.procedures.decide import Indication, Outcome, Runner
from palermo.procedures.definitions import OUTCOME, Dependencies
from palermo.procedures.grounds import REASONABLE_GROUNDS, has_grounds
from palermo.procedures.interview_order import AGE_QUESTION, age_questions
from palermo.procedures.open_signs import counted_indicators
from palermo.procedures.shapes import Indicator, Procedure, Question

#: More cases than an officer practises in one sitting.
MOST_CASES = 200
#: After this many draws a goal counts as impossible for the procedure.
_DRAWS = 400
#: Ages are drawn on both sides of 18, where they matter.
_OLDEST = 30
#: The rates of yes and of unknown among deciding answers; each draw takes one of each.
_YES = (0.0, 0.05, 0.15, 0.3, 0.5)
_UNKNOWN = (0.0, 0.1, 0.3)


class CaseGoal(StrEnum):
    """The goal of a case. Hidden coercion: positive, by non-physical means only."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    UNDETERMINED = "undetermined"
    HIDDEN_COERCION = "hidden_coercion"

    @property
    def outcome(self) -> Outcome:
        """The decision that agrees with the procedure.

        Undetermined includes an incomplete result: signs stand, and nothing is ruled out.
        """
        return Outcome.POSITIVE if self is CaseGoal.HIDDEN_COERCION else Outcome(self.value)


@dataclass(frozen=True, slots=True)
class PracticeCase:
    """One case. `told`: the answers to show, in a random order; the rest is the key.

    `hidden`: the signs of non-physical coercion, if it is the only coercion; otherwise empty.
    """

    number: int
    answers: Answers
    told: tuple[tuple[Question, Value], ...]
    outcome: Outcome
    indication: Indication
    hidden: tuple[str, ...]


class CaseMaker:
    """A procedure prepared for practice. Raises BadValue for one that does not decide by signs."""

    def __init__(self, procedure: Procedure) -> None:
        if not has_practice_cases(procedure):
            raise BadValue(
                N_(
                    "The procedure {procedure} does not decide by signs, so it cannot be practised."
                ),
                remedy=N_("Choose one that screens or inspects."),
                procedure=procedure.id,
            )
        self.procedure = procedure
        self._runner = Runner(procedure)
        self._deciding = _deciding_names(procedure)
        self._forceful = _forceful(procedure)
        self._quiet = frozenset(i.id for i in procedure.indicators if is_non_physical(i))
        # The procedure for children takes over from a possible child: there is nothing to judge.
        adults_only = procedure.child_procedure is not None
        self._of_age = frozenset(age_questions(procedure)) if adults_only else frozenset[str]()
        self._wishes = [w for w in CaseGoal if w is not CaseGoal.HIDDEN_COERCION or self._quiet]

    def cases(self, count: int, seed: int) -> tuple[PracticeCase, ...]:
        """The first `count` cases of a seed. Raises BadValue for a count out of range."""
        if not 1 <= count <= MOST_CASES:
            raise BadValue(
                N_("This number of cases cannot be made: {count}."),
                where="count",
                remedy=N_("Ask for 1 to {most}."),
                count=count,
                most=MOST_CASES,
            )
        return tuple(self.case(number, seed) for number in range(1, count + 1))

    def case(self, number: int, seed: int) -> PracticeCase:
        """The case with this number (from 1): each block of cases has every goal once."""
        block, place = divmod(number - 1, len(self._wishes))
        name = f"{self.procedure.id} {self.procedure.version} {seed}"
        wishes = list(self._wishes)
        Random(f"{name} block {block}").shuffle(wishes)  # noqa: S311 - repeatable, not secret
        chance = Random(f"{name} case {number}")  # noqa: S311
        # A goal that this procedure cannot reach makes room for the next.
        for wish in wishes[place:] + wishes[:place]:
            drawn = self._drawn(wish, chance)
            if drawn:
                answers, indication = drawn
                told, hidden = self._told(answers, chance), self._hidden(indication)
                return PracticeCase(number, answers, told, wish.outcome, indication, hidden)
        raise BadValue(
            N_("No practice case could be made for the procedure {procedure}."),
            remedy=N_("Check its rules with `palermo check`."),
            procedure=self.procedure.id,
        )

    def _drawn(self, wish: CaseGoal, chance: Random) -> tuple[Answers, Indication] | None:
        wants_hidden = wish is CaseGoal.HIDDEN_COERCION
        denied = self._forceful if wants_hidden else frozenset[str]()
        drawn = None
        for _ in range(_DRAWS):
            answers = self._draw(chance, denied)
            indication = self._runner.indicate(answers)
            if indication.agreeing_decision is not wish.outcome:
                continue
            if bool(self._hidden(indication)) is wants_hidden:
                drawn = drawn or (answers, indication)
                if not wants_hidden or self._hangs_on_quiet_signs(answers):
                    return answers, indication
        return drawn

    def _draw(self, chance: Random, denied: frozenset[str]) -> Answers:
        yes, unknown = chance.choice(_YES), chance.choice(_UNKNOWN)
        answers: dict[str, Value] = {}
        for question in self.procedure.questions:
            # An opening question has no coded content; an irrelevant one is not asked.
            if question.opening or evaluate_condition(question.when, answers) is not Answer.YES:
                continue
            if question.id in denied or question.id in self._of_age:
                answers[question.id] = "no"
            elif question.id in self._deciding:
                answers[question.id] = _value(question, chance, yes, unknown)
            else:
                # Answers that decide nothing are random, so that officers do not learn to read
                # them.
                answers[question.id] = _value(question, chance, 0.5, 0.2)
        return answers

    def _hangs_on_quiet_signs(self, answers: Answers) -> bool:
        """Whether missing all non-physical signs changes the outcome."""
        if not self._quiet & self._deciding:
            return True
        blind: dict[str, Value] = {**answers, **dict.fromkeys(self._quiet, "no")}
        return self._runner.indicate(blind).indicated is not Outcome.POSITIVE

    def _told(self, answers: Answers, chance: Random) -> tuple[tuple[Question, Value], ...]:
        pairs = [(q, answers[q.id]) for q in self.procedure.questions if q.id in answers]
        chance.shuffle(pairs)
        return tuple(pairs)

    def _hidden(self, found: Indication) -> tuple[str, ...]:
        """The signs of non-physical coercion in a positive case certainly without force."""
        denied = {i.id for i in found.against}
        force = {i.id for i in self.procedure.indicators if "physical_means" in i.about}
        return () if force - denied else find_hidden_coercion(self.procedure, found)


def find_hidden_coercion(procedure: Procedure, found: Indication) -> tuple[str, ...]:
    """Signs of non-physical coercion in a positive case in which no sign is about force."""
    if found.indicated is not Outcome.POSITIVE:
        return ()
    if any("physical_means" in i.about for i in found.grounds):
        return ()
    return tuple(i.id for i in found.grounds if is_non_physical(i))


def has_practice_cases(procedure: Procedure) -> bool:
    """Whether it decides by signs.

    An instrument counts answers, so there is nothing to practise.
    """
    decides = procedure.decision is not None and bool(procedure.indicators)
    return decides and procedure.instrument is None


def make_practice_cases(procedure: Procedure, count: int, seed: int) -> tuple[PracticeCase, ...]:
    """`count` cases of a seed, balanced over the possible indications of the procedure."""
    return CaseMaker(procedure).cases(count, seed)


def is_non_physical(indicator: Indicator) -> bool:
    """Whether the sign is about non-physical coercion."""
    return "non_physical_means" in indicator.about and "physical_means" not in indicator.about


def _deciding_names(procedure: Procedure) -> frozenset[str]:
    """What the result reads: its rule, and the signs that keep it from being negative."""
    reach = Dependencies(procedure)
    names = reach.names(REASONABLE_GROUNDS if has_grounds(procedure) else OUTCOME)
    signs = (reach.names(i.id) | {i.id} for i in counted_indicators(procedure))
    return frozenset(names).union(*signs)


def _forceful(procedure: Procedure) -> frozenset[str]:
    """The questions about force, by their own mark or by that of a sign."""
    signs = [i for i in procedure.indicators if "physical_means" in i.about]
    read = {name for sign in signs for name in list_names(sign.when)}
    return frozenset(
        q.id
        for q in procedure.questions
        if q.type == "yes_no" and ("physical_means" in q.about or q.id in read)
    )


def _value(question: Question, chance: Random, yes: float, unknown: float) -> Value:
    if chance.random() < unknown:
        return Missing.DOES_NOT_KNOW
    if question.type == "choice":
        return chance.choice(question.choices).id
    if question.type == "number":
        least = 0 if question.least is None else int(question.least)
        most = 100 if question.most is None else int(question.most)
        return chance.randint(least, min(most, _OLDEST) if question.id == AGE_QUESTION else most)
    return "yes" if chance.random() < yes else "no"
