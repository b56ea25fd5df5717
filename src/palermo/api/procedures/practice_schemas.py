"""Practice cases, scores and agreement, as programs send and get them."""

from __future__ import annotations

from typing import Literal

from ninja import Schema
from pydantic import Field, field_validator

from palermo.api.sent import SentBody
from palermo.procedures.agreement import find_outcome
from palermo.procedures.decide import DECISIONS
from palermo.procedures.practice import MOST_CASES
from palermo.procedures.scoring import OfficerAnswer
from palermo.procedures.vignettes import VignetteAnswer
from palermo.saying.practice_texts import ExplainedScore, ScoreSummary


class PracticeAnswer(SentBody):
    """What one officer said of one case. A sign that is not named counts as not known."""

    case: int
    officer: str = Field("", max_length=60)
    outcome: Literal["positive", "negative", "undetermined"]
    signs: dict[str, Literal["yes", "no", "unknown"]] = Field(default_factory=dict, max_length=500)

    def given(self) -> OfficerAnswer:
        """As it is scored."""
        return OfficerAnswer.model_validate(self.model_dump())


class PracticeAnswers(SentBody):
    """Answers to the cases of a seed."""

    seed: int = Field(ge=0)
    answers: list[PracticeAnswer] = Field(min_length=1, max_length=10 * MOST_CASES)


class VignetteAnswerIn(SentBody):
    """What one officer answered to a vignette. A sign that is not named counts as not known."""

    officer: str = Field("", max_length=60)
    decision: Literal["positive", "negative", "undetermined"]
    signs: dict[str, Literal["yes", "no", "unknown"]] = Field(default_factory=dict, max_length=500)
    next: list[str] = Field(default_factory=list, max_length=100)
    acts: list[str] = Field(default_factory=list, max_length=100)

    def given(self, vignette: str) -> VignetteAnswer:
        """As it is scored."""
        return VignetteAnswer.model_validate({**self.model_dump(), "vignette": vignette})


class VignetteAnswersIn(SentBody):
    """Answers of several officers to one vignette."""

    answers: list[VignetteAnswerIn] = Field(min_length=1, max_length=2000)


class ScoresOut(Schema):
    """Every answer, and all together."""

    cases: list[ExplainedScore]
    summary: ScoreSummary


class RatingIn(SentBody):
    """What an officer, named by a code, said of a case. An empty outcome was not judged."""

    case: str = Field(min_length=1, max_length=60)
    officer: str = Field(min_length=1, max_length=60)
    outcome: str = Field("", max_length=60, json_schema_extra={"enum": ["", *map(str, DECISIONS)]})

    @field_validator("outcome")
    @classmethod
    def _known(cls, written: str) -> str:
        outcome = find_outcome(written) if written.strip() else ""
        if outcome is None:
            raise ValueError(f"write one of {', '.join(DECISIONS)}, or leave it empty")
        return outcome


class RatingsIn(SentBody):
    """Judgements of the same cases. `pairs`: only every two officers, gaps are allowed."""

    ratings: list[RatingIn] = Field(min_length=1, max_length=20_000)
    pairs: bool = False
