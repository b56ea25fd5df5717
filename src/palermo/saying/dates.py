"""Dates in words, as they are printed and read out."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date


def print_date(day: date, language: str) -> str:
    """A date with its month in words; English is British, with the day before the month."""
    return format_date(day, "long", locale="en_GB" if language == "en" else language)
