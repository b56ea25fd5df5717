"""The warning about claims of which the words do not say if they are good or bad."""

from __future__ import annotations

from collections.abc import Sequence

from palermo.kernel.messages import N_, Message


def doubt_warnings(doubts: Sequence[str]) -> list[Message]:
    """One warning that quotes all `doubts`; none if there are none."""
    if not doubts:
        return []
    return [
        Message(
            N_(
                "Palermo cannot tell whether it is good or bad that this ended: {quotes}. "
                "Check whether each is an effort or a shortfall."
            ),
            {"quotes": "; ".join(f"“{quote}”" for quote in doubts)},
        )
    ]
