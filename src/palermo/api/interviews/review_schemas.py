"""Decisions below the indication as a supervisor reads and reviews them; no answers."""

from __future__ import annotations

from datetime import datetime

from ninja import Schema
from pydantic import Field

from palermo.actions.visit import Visit
from palermo.api.sent import SentBody
from palermo.cases.interview import InterviewState
from palermo.procedures.decide import DecisionCode
from palermo.procedures.shapes import Sign
from palermo.records.interviews.values import OverruledCount, OverruledDecision
from palermo.saying.overruled_texts import overruled_text


class OverruledSignOut(Schema):
    """A sign that holds, and why it is core or context."""

    id: str
    text: str
    sign: Sign | None
    because: str | None


class OverruledDecisionOut(Schema):
    """A decision below the indication: as it is now, and the `officers_own` before a review."""

    id: int
    person: str
    procedure: str
    procedure_version: int
    agency: str
    officer: str
    state: InterviewState
    started_at: datetime
    first_sign_at: datetime | None
    decided_at: datetime | None
    indicated: str
    indicated_words: str
    published_words: str
    decision: str
    officers_own: str
    reason_code: str
    reason_words: str
    prohibited: bool
    reason: str
    signs: list[OverruledSignOut]
    reviewed_by: str
    reviewed_at: datetime | None
    review_reason: str
    version: int

    @classmethod
    def of_decision(cls, row: OverruledDecision, visit: Visit) -> OverruledDecisionOut:
        """A decision in the caller's language."""
        procedure = visit.pack.procedures.version(row.procedure, row.procedure_version)
        words = overruled_text(
            procedure,
            row.indicated,
            row.decision,
            row.officers_own,
            row.reason_code,
            visit.pack,
            visit.language,
        )
        said = {
            "indicated",
            "indicated_words",
            "published_words",
            "reason_words",
            "prohibited",
            "signs",
        }
        return cls(
            **{name: getattr(row, name) for name in set(cls.model_fields) - said},
            indicated=row.indicated.reasonable_grounds or row.indicated.outcome,
            indicated_words=words.indicated,
            published_words=words.published,
            reason_words=words.reason_code,
            prohibited=words.prohibited,
            signs=[
                OverruledSignOut(id=s.id, text=s.text, sign=s.sign, because=s.because)
                for s in words.signs
            ],
        )


class OverruledCountOut(Schema):
    """How many decisions of an agency were below the indication, and what became of them."""

    agency: str
    total: int
    waiting: int
    confirmed: int
    changed: int

    @classmethod
    def of_count(cls, row: OverruledCount) -> OverruledCountOut:
        """The counts of one agency."""
        return cls.model_validate(row)


class ReviewIn(SentBody):
    """The officer's own decision confirms it, another one changes it. A reason is always needed."""

    version: int = Field(ge=1)
    decision: DecisionCode
    reason: str = Field(max_length=5000)
