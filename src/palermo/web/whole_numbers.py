"""Whole numbers as addresses and forms send them."""

from __future__ import annotations

#: The databases hold no larger number, and Python refuses to read one of thousands of digits.
_MOST_DIGITS = 9


def parse_whole_number(text: str) -> int | None:
    """The number in `text`, or None where it is not one of at most nine digits."""
    if text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS:
        return int(text)
    return None
