"""Compares an officer's answers to practice cases with the key. Every share has its counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pydantic import Field

from palermo.kernel.answers import Answer
from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_
from palermo.kernel.strict_model import StrictModel
from palermo.procedures.decide import Outcome
from palermo.procedures.practice import PracticeCase
from palermo.procedures.shapes import Procedure


class ExpectedAnswer(StrictModel):
    """The key of one case. `hidden`: signs of non-physical coercion, if it is the only coercion."""

    case: int
    outcome: Outcome
    signs: dict[str, Answer]
    hidden: tuple[str, ...] = ()


class OfficerAnswer(StrictModel):
    """One officer's answer to one case. A sign without an entry was left as not known."""

    case: int
    officer: str = Field(default="", max_length=60)
    outcome: Outcome
    signs: dict[str, Answer] = Field(default_factory=dict, max_length=500)


@dataclass(frozen=True, slots=True)
class CaseScore:
    """One officer and one case. The three lists contain ids of signs.

    `missed`: present but not ticked. `wrong`: ticked, but absent or not known. `closed`: marked as
    absent, although not known. `hidden_found` is None if nothing is hidden.
    """

    expected: ExpectedAnswer
    given: OfficerAnswer
    missed: tuple[str, ...]
    wrong: tuple[str, ...]
    closed: tuple[str, ...]
    hidden_found: bool | None

    @property
    def outcome_agrees(self) -> bool:
        """Whether the officer's outcome is that of the procedure."""
        return self.given.outcome is self.expected.outcome


@dataclass(frozen=True, slots=True)
class CountOfTotal:
    """A count and its total."""

    count: int
    of: int

    @property
    def share(self) -> float | None:
        """Share from 0 to 1; None if the total is 0."""
        return self.count / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class PracticeSummary:
    """Several scores together. `outcomes` counts pairs of expected and given outcome."""

    cases: int
    #: Signs that are present and were ticked (sensitivity).
    signs_found: CountOfTotal
    #: Signs ticked among those that are absent or not known.
    signs_wrong: CountOfTotal
    #: Signs marked as absent among those that are not known.
    unknown_closed: CountOfTotal
    outcome_right: CountOfTotal
    #: Cases of hidden coercion in which the officer found it.
    hidden_found: CountOfTotal
    outcomes: Mapping[tuple[Outcome, Outcome], int]


def expected_answer(procedure: Procedure, case: PracticeCase) -> ExpectedAnswer:
    """The key of a case."""
    indication = case.indication
    known = {i.id: Answer.YES for i in indication.grounds} | {
        i.id: Answer.NO for i in indication.against
    }
    return ExpectedAnswer(
        case=case.number,
        outcome=case.outcome,
        signs={i.id: known.get(i.id, Answer.UNKNOWN) for i in procedure.indicators},
        hidden=case.hidden,
    )


def score_case(key: ExpectedAnswer, given: OfficerAnswer) -> CaseScore:
    """One officer's answer to one case. Raises BadValue for unknown names of signs.

    Hidden coercion counts as found if one of its signs was ticked and the outcome is right.
    """
    strange = sorted(set(given.signs) - set(key.signs))
    if strange:
        raise BadValue(
            N_("Signs that the procedure does not have ({count}): {names}."),
            remedy=N_("Known: {known}."),
            where=str(given.case),
            count=len(strange),
            names=", ".join(name[:40] for name in strange[:8]),
            known=", ".join(key.signs),
        )
    answers = {name: given.signs.get(name, Answer.UNKNOWN) for name in key.signs}
    ticked = {name for name, answer in answers.items() if answer is Answer.YES}
    seen = bool(ticked & set(key.hidden)) and given.outcome is key.outcome
    return CaseScore(
        expected=key,
        given=given,
        missed=tuple(n for n, a in key.signs.items() if a is Answer.YES and n not in ticked),
        wrong=tuple(n for n, a in key.signs.items() if a is not Answer.YES and n in ticked),
        closed=tuple(
            n for n, a in key.signs.items() if a is Answer.UNKNOWN and answers[n] is Answer.NO
        ),
        hidden_found=seen if key.hidden else None,
    )


def score_cases(
    keys: Iterable[ExpectedAnswer], answers: Sequence[OfficerAnswer]
) -> tuple[CaseScore, ...]:
    """Score every answer. Raises BadValue for an unknown case or one answered twice."""
    by_case = {key.case: key for key in keys}
    for (case, _), times in Counter((g.case, g.officer) for g in answers).items():
        if case not in by_case:
            raise BadValue(
                N_("The key has no case {case}."),
                remedy=N_("Use the key that was written together with the cases."),
                case=case,
            )
        if times > 1:
            raise BadValue(
                N_("One officer answered case {case} more than once ({times})."),
                remedy=N_("Give each officer a code of their own in the column officer."),
                case=case,
                times=times,
            )
    return tuple(score_case(by_case[g.case], g) for g in answers)


def summarize_scores(scores: Sequence[CaseScore]) -> PracticeSummary:
    """Summarize all scores."""

    def signs(answer: Answer) -> int:
        return sum(a is answer for s in scores for a in s.expected.signs.values())

    holding, unknown = signs(Answer.YES), signs(Answer.UNKNOWN)
    hidden = [s.hidden_found for s in scores if s.hidden_found is not None]
    return PracticeSummary(
        cases=len(scores),
        signs_found=CountOfTotal(holding - sum(len(s.missed) for s in scores), holding),
        signs_wrong=CountOfTotal(sum(len(s.wrong) for s in scores), signs(Answer.NO) + unknown),
        unknown_closed=CountOfTotal(sum(len(s.closed) for s in scores), unknown),
        outcome_right=CountOfTotal(sum(s.outcome_agrees for s in scores), len(scores)),
        hidden_found=CountOfTotal(sum(hidden), len(hidden)),
        outcomes=Counter((s.expected.outcome, s.given.outcome) for s in scores),
    )
