"""Rules for deciding rows, as definitions over columns. This room does not know procedures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from palermo.columns.incomplete_rows import RowSign
from palermo.conditions.columnar import Program, Variable


@dataclass(frozen=True, slots=True)
class RowVariable:
    """A column of the input. `least` and `most` limit a number; None sets no limit."""

    variable: Variable
    least: float | None = None
    most: float | None = None

    @property
    def name(self) -> str:
        """The name of the column."""
        return self.variable.name

    @property
    def kind(self) -> str:
        """`yes_no`, `choice` or `number`."""
        return self.variable.kind

    @property
    def dtype(self) -> np.dtype[Any]:
        """The type of the column."""
        return self.variable.dtype


@dataclass(frozen=True, slots=True)
class RowRules:
    """The compiled definitions, and which of them the result shows.

    `outcome`: the definition that decides; empty if there is none. `grounds`: that of reasonable
    grounds, likewise. `dimensions` and `indicators`
    may also name variables. `labels` are pairs of a definition and its word, tried in order.
    `signs`: those that must all be known before a negative result is complete. `published`: the
    outcome is a publisher's classification, which stays where nothing is left to ask.
    """

    name: str
    version: int
    variables: tuple[RowVariable, ...]
    program: Program
    outcome: str = ""
    grounds: str = ""
    dimensions: tuple[str, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    indicators: tuple[str, ...] = ()
    signs: tuple[RowSign, ...] = ()
    published: bool = False

    @property
    def wanted(self) -> tuple[str, ...]:
        """The definitions to compute."""
        decided = (*self.dimensions, self.outcome, self.grounds)
        applies = (when for sign in self.signs for _, when in sign.questions)
        names = (*decided, *(n for n, _ in self.labels), *self.indicators, *dict.fromkeys(applies))
        return tuple(n for n in names if n in self.program.defined)
