"""The sentences in which nothing was read, with their places in the unmodified text."""

from __future__ import annotations

from palermo.reports.coverage import (
    find_silent_numbers,
    find_silent_sentences,
    list_number_places,
    list_places,
)
from tests.unit.reports.vocabulary import read

TEXT = (
    "PROTECTION\r\n\r\nPolice identi\ufb01ed 40 victims. "
    "The river is long and its of\ufb01ce is old.\r\n"
    "The government opened a shelter for victims of traf\xadficking.\r\n"
)


def test_what_gave_nothing_is_listed_and_nothing_else() -> None:
    found = read(TEXT, "PER", 2022)
    silent = find_silent_sentences(TEXT, list_places(found))
    assert [each.text for each in silent] == ["The river is long and its office is old."]
    (one,) = silent
    assert TEXT[one.start : one.end] == "The river is long and its of\ufb01ce is old."


def test_without_a_reading_every_sentence_is_silent() -> None:
    assert len(find_silent_sentences(TEXT, [])) == 3


def test_clauses_and_numbers_without_a_use_are_listed() -> None:
    text = (
        "PROTECTION\n\nPolice identified 40 victims in 2021; the river is long and old. "
        "Officials met 19 times, and courts convicted 12 traffickers.\n"
    )
    found = read(text, "PER", 2022)
    silent = find_silent_sentences(text, [figure.span for figure in found.figures])
    said = [each.text for each in silent]
    assert said == ["the river is long and old.", "Officials met 19 times"]
    (number,) = find_silent_numbers(text, list_number_places(found))
    assert text[number.start : number.end] == "19"
    assert number.text == "19: Officials met 19 times"
