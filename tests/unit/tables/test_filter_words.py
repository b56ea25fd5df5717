"""What a table was narrowed by stands beside it in words, never as codes."""

from __future__ import annotations

from dataclasses import fields

import pytest

from palermo.cases.duty import Status
from palermo.ledger.recommendations.values import BoardFilter
from palermo.packs.load import load_pack
from palermo.tables.filter_words import filter_words

PACK = load_pack("aze")
GIVEN = {
    "country": "AZE", "edition": "2024", "agency": "ATD", "theme": "screening",
    "paradigm": "protection", "status": "not_started", "asked_times": "3", "overdue": "True",
    "dropped": "True", "text": "hotline", "left": "True",
}  # fmt: skip


def test_every_filter_of_the_board_has_words() -> None:
    assert {f.name for f in fields(BoardFilter)} == {*GIVEN, "sort"}
    assert len(filter_words(GIVEN, PACK, "en", str)) == len(GIVEN)


@pytest.mark.parametrize("language", ["en", "az", "ru"])
def test_no_code_is_shown(language: str) -> None:
    words = filter_words(GIVEN, PACK, language, str)
    codes = {"AZE", "ATD", "screening", "protection", "not_started", "True"}
    assert not codes & set(words.values())
    assert not set(GIVEN) & set(words)
    assert Status.NOT_STARTED.label in words.values()
