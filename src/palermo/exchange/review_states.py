"""What the other tool says of a submission: approved, rejected, or not decided yet."""

from __future__ import annotations

from enum import StrEnum

from palermo.exchange.answer_vocabulary import plain_text


class ReviewState(StrEnum):
    """What a reviewer of the other tool decided."""

    APPROVED = "approved"
    REJECTED = "rejected"
    ON_HOLD = "on_hold"


#: The words of KoboToolbox and of ODK Central, as labels and as codes.
_STATES = {
    "approved": ReviewState.APPROVED,
    "validation_status_approved": ReviewState.APPROVED,
    "received": ReviewState.APPROVED,
    "edited": ReviewState.APPROVED,
    "not approved": ReviewState.REJECTED,
    "not_approved": ReviewState.REJECTED,
    "validation_status_not_approved": ReviewState.REJECTED,
    "rejected": ReviewState.REJECTED,
    "on hold": ReviewState.ON_HOLD,
    "on_hold": ReviewState.ON_HOLD,
    "validation_status_on_hold": ReviewState.ON_HOLD,
    "hasissues": ReviewState.ON_HOLD,
    "has issues": ReviewState.ON_HOLD,
}


def review_state(cell: str) -> ReviewState | None:
    """The state that a cell names; None for anything else."""
    return _STATES.get(plain_text(cell))


def is_review_state(cell: str) -> bool:
    """Whether a cell names a state."""
    return review_state(cell) is not None
