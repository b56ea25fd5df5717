"""A line of the log says what was decided and on what kind of thing, never what was written."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from palermo.accounts.rights import RIGHTS, Role, name_holders
from palermo.journal.values import JournalRow
from palermo.saying.act_texts import act_sentence


def line(act: str, result: str = "done", **detail: object) -> JournalRow:
    at = datetime(2026, 12, 1, tzinfo=UTC)
    return JournalRow(1, at, "anna", "analyst", "web", act, result, "narrative 1", detail)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (line("correct_item", item=3, kind="figure", decision="rejected"), "Figure, rejected"),
        (line("correct_item", item=3, decision="accepted"), "accepted"),
        (line("accept_items", items=[3, 4], decision="accepted"), "accepted, items: 2"),
        (line("decide_link", item=3, demand="AZE-2023-01", same=False), "not the same"),
        (line("confirm_closure", closure=1, outcome="refused"), "refused"),
        (line("update_action", action=1, state="done"), "done"),
    ],
)
def test_what_was_decided_is_said(row: JournalRow, words: str) -> None:
    assert words.lower() in act_sentence(row).lower().partition(": ")[2]


def test_a_refused_act_and_unknown_details_say_no_more() -> None:
    assert ":" not in act_sentence(line("correct_item", "denied", decision="accepted"))
    assert ":" not in act_sentence(line("add_note", note=7, decision="secret words"))


@pytest.mark.parametrize("right", sorted(RIGHTS))
def test_a_refusal_names_exactly_the_roles_that_have_the_right(right: str) -> None:
    said = name_holders(right).say()
    named = {role for role in Role if role.label in said}
    everybody = set(Role) - {Role.PUBLIC}
    assert named == (set() if RIGHTS[right] == everybody else RIGHTS[right])
