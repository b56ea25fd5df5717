"""What the other tool says of a submission: approved, rejected, or not decided yet."""

from __future__ import annotations

from palermo.exchange.answer_vocabulary import plain_text

APPROVED, REJECTED, ON_HOLD = "approved", "rejected", "on_hold"
#: The words of KoboToolbox and of ODK Central, as labels and as codes.
_STATES = {
    "approved": APPROVED,
    "validation_status_approved": APPROVED,
    "received": APPROVED,
    "edited": APPROVED,
    "not approved": REJECTED,
    "not_approved": REJECTED,
    "validation_status_not_approved": REJECTED,
    "rejected": REJECTED,
    "on hold": ON_HOLD,
    "on_hold": ON_HOLD,
    "validation_status_on_hold": ON_HOLD,
    "hasissues": ON_HOLD,
    "has issues": ON_HOLD,
}


def review_state(cell: str) -> str | None:
    """`approved`, `rejected` or `on_hold`; None for anything else."""
    return _STATES.get(plain_text(cell))


def is_review_state(cell: str) -> bool:
    """Whether a cell names a state."""
    return review_state(cell) is not None
