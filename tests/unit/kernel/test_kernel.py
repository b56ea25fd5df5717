"""The words that all rooms share."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.kernel import errors
from palermo.kernel.messages import Message
from palermo.kernel.periods import Period, calendar_year, reporting_period
from palermo.kernel.spans import Span


def test_a_message_is_said_in_the_language_of_the_reader() -> None:
    message = Message("The file {name} is empty.", {"name": "a.txt"})
    assert message.say() == "The file a.txt is empty."
    assert (
        message.say({"The file {name} is empty.": "{name} boşdur."}.__getitem__) == "a.txt boşdur."
    )


def test_an_error_says_what_where_and_what_to_do() -> None:
    error = errors.Refused("It is {state}.", where="AZE-2023-04", remedy="Open it.", state="shut")
    assert str(error) == "AZE-2023-04: It is shut. Open it."


def test_an_error_without_a_remedy_never_asks_for_the_translation_of_nothing() -> None:
    asked: list[str] = []

    def translate(template: str) -> str:
        asked.append(template)
        return template

    assert errors.NotFound("Nothing here.").say(translate) == "Nothing here."
    assert "" not in asked


def test_exit_codes_tell_the_errors_apart() -> None:
    kinds = errors.PalermoError.__subclasses__()
    codes = {kind.exit_code for kind in kinds}
    assert len(codes) == len(kinds) > 5
    assert codes.isdisjoint({0, 1, 2})


@given(st.integers(-5, 50), st.integers(-5, 50))
def test_a_span_is_never_empty_or_reversed(start: int, end: int) -> None:
    if 0 <= start < end:
        assert len(Span(start, end).of("x" * 60)) == end - start
    else:
        with pytest.raises(ValueError, match="a span needs"):
            Span(start, end)


@given(st.integers(0, 20), st.integers(1, 9), st.integers(0, 20), st.integers(1, 9))
def test_spans_overlap_when_they_share_a_character(a: int, n: int, b: int, m: int) -> None:
    one, other = Span(a, a + n), Span(b, b + m)
    shared = set(range(a, a + n)) & set(range(b, b + m))
    assert one.overlaps(other) is bool(shared)


def test_the_edition_of_2023_judges_april_to_march() -> None:
    period = reporting_period(2023)
    assert str(period) == "2022-04-01..2023-03-31"
    assert period.covers(date(2023, 3, 31))
    assert not period.covers(date(2023, 4, 1))


def test_the_last_of_march_and_the_first_of_april_lie_in_different_periods() -> None:
    assert reporting_period(2024).covers(date(2023, 4, 1))
    assert calendar_year(2024).days == 366
    with pytest.raises(ValueError, match="cannot end"):
        Period(date(2023, 2, 1), date(2023, 1, 1))
