"""Rows whose result is incomplete: negative by logic, but signs were not asked or a core one holds.

The same rule as for one person (`palermo.procedures.open_signs`), over columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from palermo.conditions.columnar import NO, UNKNOWN, YES, Plane, Truths


@dataclass(frozen=True, slots=True)
class RowSign:
    """A sign by the name of its definition, and the questions that it reads.

    Each question has the definition of when it applies; empty where it always does.
    `is_core`: alone keeps a result from being negative. `is_asked`: must be known for a negative
    one even where no sign is yes.
    """

    name: str
    questions: tuple[tuple[str, str], ...]
    is_core: bool = False
    is_asked: bool = False


@dataclass(frozen=True, slots=True)
class IncompleteRows:
    """Masks of rows: signs can still be asked about; a core sign is yes."""

    is_open: Plane
    stands: Plane


def find_incomplete_rows(
    signs: Iterable[RowSign],
    truths: Mapping[str, Truths],
    missing: Mapping[str, Plane],
    rows: NDArray[np.intp],
) -> IncompleteRows:
    """Of `rows` (indexes), those in which signs can still be asked about or a core one is yes.

    `truths`: of signs and of when questions apply. `missing`: by question, where no answer is held.
    """
    asks, is_open, stands = (np.zeros(len(rows), bool) for _ in range(3))
    can_be_asked: dict[str, Plane] = {}
    for sign in signs:
        told = truths[sign.name][rows]
        asks |= (told == YES) | sign.is_asked
        if sign.is_core:
            stands |= told == YES
        unknown = told == UNKNOWN
        for question, applies in sign.questions:
            if question not in can_be_asked:
                unanswered = missing[question][rows]
                can_be_asked[question] = (
                    unanswered & (truths[applies][rows] != NO) if applies else unanswered
                )
            is_open |= unknown & can_be_asked[question]
    return IncompleteRows(asks & is_open, stands)
