"""Rows whose result is incomplete: negative by logic, a sign is yes and others were not asked.

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
    """

    name: str
    questions: tuple[tuple[str, str], ...]


def find_incomplete_rows(
    signs: Iterable[RowSign],
    truths: Mapping[str, Truths],
    missing: Mapping[str, Plane],
    rows: NDArray[np.intp],
) -> Plane:
    """Of `rows` (indexes), those in which a sign is yes and another can still be asked about.

    `truths`: of signs and of when questions apply. `missing`: by question, where no answer is held.
    """
    has_sign, is_open = np.zeros(len(rows), bool), np.zeros(len(rows), bool)
    can_be_asked: dict[str, Plane] = {}
    for sign in signs:
        told = truths[sign.name][rows]
        has_sign |= told == YES
        unknown = told == UNKNOWN
        for question, applies in sign.questions:
            if question not in can_be_asked:
                unanswered = missing[question][rows]
                can_be_asked[question] = (
                    unanswered & (truths[applies][rows] != NO) if applies else unanswered
                )
            is_open |= unknown & can_be_asked[question]
    return has_sign & is_open
