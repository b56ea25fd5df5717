"""Codes that are shown to people: each carries its word beside it."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class LabelledCode(StrEnum):
    """A code, and the message (marked with `N_`) that says it in words: `MET = "met", N_("Met")`.

    In files and in the database the code stands alone; a page, a form or a message shows the label.
    """

    _value_: str
    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """A member that is the string `value`. Raises TypeError without a label."""
        if not label:
            raise TypeError(f"{cls.__name__}: the code {value!r} has no label")
        code = str.__new__(cls, value)
        code._value_ = value
        code.label = label
        return code
