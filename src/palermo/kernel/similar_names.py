"""Names of columns that differ by spelling or by the number of a copy: one rule."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz, process

#: How alike two names must be, from 0 to 100, before a person is asked about them.
_NEAR = 85
#: What tools append to a name that is there already: danger_now_001, danger_now.1, danger_now (2).
_COPY = re.compile(r"([_.]\d{1,3}|[\s_]\(\d+\))$")


def strip_copy_number(name: str) -> str:
    """The name without the number by which a tool tells a second column of that name apart."""
    return _COPY.sub("", name)


def find_nearest(name: str, known: Sequence[str]) -> tuple[str, float] | None:
    """The known name that is most alike, and how alike; None where none is near enough."""
    found = process.extractOne(name, known, scorer=fuzz.ratio, score_cutoff=_NEAR)
    return (str(found[0]), float(found[1])) if found else None
