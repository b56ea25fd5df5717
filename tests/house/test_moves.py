"""Every state has an owner and a name, every move a right, a verb and a text."""

from __future__ import annotations

import importlib
import pkgutil
from enum import StrEnum

import pytest

import palermo.actions
import palermo.cases
from palermo.accounts.rights import RIGHTS
from palermo.kernel.moves import Owner, StateTable
from scripts.write_reference import STATE_TABLES

MODULES = [
    importlib.import_module(m.name)
    for m in pkgutil.walk_packages(palermo.cases.__path__, "palermo.cases.")
]
TABLES = {
    table.thing: table
    for module in MODULES
    for table in vars(module).values()
    if isinstance(table, StateTable)
}
ACTIONS = {
    m.name.rpartition(".")[2]
    for m in pkgutil.walk_packages(palermo.actions.__path__, "palermo.actions.")
}


def test_the_walk_sees_the_tables() -> None:
    assert set(TABLES) >= {"narrative", "action", "closure", "interview", "obligation"}


def test_the_reference_shows_every_table() -> None:
    assert {id(table) for table in STATE_TABLES} == {id(table) for table in TABLES.values()}


def test_everything_called_a_state_has_a_table() -> None:
    states = {
        value
        for module in MODULES
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, StrEnum) and value.__name__[-5:] == "State"
    }
    with_table = {type(table.states[0].id) for table in TABLES.values()}
    # A value of a measure is entered as what it is, the state of an item of the checklist and of a
    # penalty follows from its evidence: none moves.
    fixed = {"ValueState", "CheckState", "TermState"}
    assert {s.__name__ for s in states - with_table} == fixed


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_states_have_an_owner_and_a_name(table: StateTable[StrEnum]) -> None:
    for state in table.states:
        assert isinstance(state.owner, Owner)
        assert state.id.label.strip()
    assert len({state.id.label for state in table.states}) == len(table.states)


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_moves_have_a_right_an_action_a_verb_and_a_text(table: StateTable[StrEnum]) -> None:
    assert len(set(table.moves)) == len(table.moves)
    for move in table.moves:
        assert move.right in RIGHTS
        assert move.right in ACTIONS
        assert move.verb.strip()
        assert move.text.strip()


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_state_is_reached_from_the_beginning(table: StateTable[StrEnum]) -> None:
    reached: set[StrEnum] = set()
    waiting: list[StrEnum | None] = [None]
    while waiting:
        new = table.targets(waiting.pop()) - reached
        reached |= new
        waiting += new
    assert reached == {state.id for state in table.states}
