"""Practice cases, scores and agreement, as programs send and get them."""

from __future__ import annotations

from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from palermo.procedures.practice import MOST_CASES
from palermo.procedures.scoring import OfficerAnswer


class NamedOut(Schema):
    """A sign: its id and its words."""

    id: str
    text: str


class PracticeCaseOut(Schema):
    """What is so, what is not, and what nobody knows."""

    case: int
    so: list[str]
    not_so: list[str]
    not_known: list[str]


class PracticeOut(Schema):
    """Cases without their key, the signs to answer for, and the outcomes to choose from."""

    procedure: str
    version: int
    title: str
    outcomes: dict[str, str]
    signs: list[NamedOut]
    cases: list[PracticeCaseOut]


class PracticeAnswer(Schema):
    """What one officer said of one case. A sign that is not named counts as not known."""

    case: int
    officer: str = Field("", max_length=60)
    outcome: Literal["positive", "negative", "undetermined"]
    signs: dict[str, Literal["yes", "no", "unknown"]] = Field(default_factory=dict, max_length=500)

    def given(self) -> OfficerAnswer:
        """As it is scored."""
        return OfficerAnswer.model_validate(self.model_dump())


class PracticeAnswers(Schema):
    """Answers to the cases of a seed."""

    seed: int = Field(ge=0)
    answers: list[PracticeAnswer] = Field(min_length=1, max_length=10 * MOST_CASES)


class MissedOut(Schema):
    """A sign that holds and was not ticked, and why it matters."""

    id: str
    text: str
    dimension: str
    strength: str | None
    why: str | None
    source: str
    source_verified: bool


class ScoreOut(Schema):
    """One officer's answer to one case against what the procedure indicates."""

    case: int
    officer: str
    outcome_expected: str
    outcome_given: str
    outcome_given_words: str
    outcome_agrees: bool
    missed: list[MissedOut]
    wrongly_ticked: list[NamedOut]
    wrongly_closed: list[NamedOut]
    hidden_coercion: list[NamedOut]
    hidden_found: bool | None
    indication: dict[str, Any]


class RateOut(Schema):
    """So many of so many; the share of nothing is null."""

    count: int
    of: int
    share: float | None


class ScoreSummary(Schema):
    """All answers together."""

    cases: int
    signs_found: RateOut
    signs_wrongly_ticked: RateOut
    unknown_wrongly_closed: RateOut
    outcome_right: RateOut
    hidden_coercion_found: RateOut
    outcomes: list[dict[str, Any]]


class ScoresOut(Schema):
    """Every answer, and all together."""

    cases: list[ScoreOut]
    summary: ScoreSummary


class RatingIn(Schema):
    """What an officer, named by a code, said of a case. An empty outcome was not judged."""

    case: str = Field(min_length=1, max_length=60)
    officer: str = Field(min_length=1, max_length=60)
    outcome: str = Field("", max_length=60)


class RatingsIn(Schema):
    """Judgements of the same cases. `pairs`: only every two officers, gaps are allowed."""

    ratings: list[RatingIn] = Field(min_length=1, max_length=20_000)
    pairs: bool = False


class AgreementOut(Schema):
    """Shares of agreement found and by chance, and kappa; null where it is not defined."""

    method: str
    cases: int
    left_out: int
    all_alike: int
    observed: float | None
    expected_by_chance: float | None
    kappa: float | None
    reason: str | None


class PairOut(AgreementOut):
    """The agreement of two of the officers."""

    officers: list[str]


class OfficerAgreementOut(Schema):
    """All officers together, and every two of them."""

    officers: list[str]
    together: AgreementOut | None
    pairs: list[PairOut]
