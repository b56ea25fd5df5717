"""A table of states that is not whole cannot be built."""

from __future__ import annotations

from enum import StrEnum

import pytest

from palermo.kernel.moves import MoveLine, Owner, StateLine, StateTable


class Door(StrEnum):
    OPEN = "open"
    SHUT = "shut"


OPEN = StateLine(Door.OPEN, Owner.OFFICER, "open")
SHUT = StateLine(Door.SHUT, Owner.NOBODY, "shut")
BEGIN = MoveLine(None, Door.OPEN, "open_door", "opened a door", "Open")
CLOSE = MoveLine(Door.OPEN, Door.SHUT, "shut_door", "shut a door", "Shut")


def test_a_whole_table_answers_what_may_happen_next() -> None:
    table = StateTable("door", (OPEN, SHUT), (BEGIN, CLOSE))
    assert table.allows(None, Door.OPEN)
    assert table.allows(Door.OPEN, Door.SHUT)
    assert not table.allows(Door.SHUT, Door.OPEN)
    assert table.with_rights(Door.OPEN, {"shut_door"}) == (CLOSE,)
    assert table.with_rights(Door.OPEN, {"open_door"}) == ()
    assert table.state(Door.SHUT).owner is Owner.NOBODY
    assert table.labels == {"open": "open", "shut": "shut"}


@pytest.mark.parametrize(
    ("states", "moves", "problem"),
    [
        ((OPEN,), (BEGIN,), "each state of Door"),
        ((OPEN, SHUT, SHUT), (BEGIN, CLOSE), "each state of Door"),
        ((OPEN, SHUT), (CLOSE,), "no move leads to open, shut"),
        ((OPEN, SHUT), (BEGIN, MoveLine(None, Door.SHUT, "x", "x", "x")), "no move out of open"),
    ],
)
def test_a_table_with_a_gap_is_refused(
    states: tuple[StateLine[Door], ...], moves: tuple[MoveLine[Door], ...], problem: str
) -> None:
    with pytest.raises(ValueError, match=problem):
        StateTable("door", states, moves)
