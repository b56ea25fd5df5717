"""Patterns written in pack data, joined to compiled expressions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated

from pydantic import AfterValidator


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern.replace("{name}", "").replace("{ordinal}", "").replace("{number}", ""))
    except re.error as error:
        raise ValueError(f"{pattern!r} is no regular expression: {error}") from None
    return pattern


#: A regular expression in pack data; a space in it matches any run of white space.
Pattern = Annotated[str, AfterValidator(_compiles)]


def alternatives_pattern(patterns: Iterable[str]) -> str:
    """The source of a group that matches any of `patterns`, the longest pattern first."""
    ordered = sorted(patterns, key=len, reverse=True)
    return "(?:" + "|".join(_blanks(p) for p in ordered) + ")"


def whole_words_pattern(patterns: Iterable[str]) -> re.Pattern[str]:
    """An expression for any of `patterns` as whole words, in any case."""
    return re.compile(rf"(?<!\w){alternatives_pattern(patterns)}(?!\w)", re.IGNORECASE)


def _blanks(pattern: str) -> str:
    return re.sub(r" (?![*+?])", r"\\s+", pattern)
