"""The one write of the room. Called by `actions.step` and `actions.guard` only."""

from __future__ import annotations

import re
from dataclasses import asdict, replace

from palermo.journal.models import JournalLine
from palermo.journal.values import NewLine

#: What the journal may name: numbers, references, codes. Anything else might be words of a person.
_TARGET = re.compile(
    r"(?:(?:narrative|change|token|user|interview|obligation|evidence) \d+"
    r"|\d+(?:,\d+)*"
    r"|[A-Z]{3}-\d{4}-\d{2,3}[a-z]?"
    r"|[A-Z]{3}(?: \d{4})?(?: [A-Z]{1,3}-\d+[a-z]?)?|[A-Z]{1,3}-\d+[a-z]?"
    r"|[a-z]+(?:[-_][a-z]+)*)?"
)
_MOST = 120
UNKNOWN_TARGET = "(not a reference)"


def write_line(line: NewLine) -> int:
    """Add one line; returns its id. Its time is that of writing, whatever a Visit says.

    A target comes from an address or a form; one that is no reference is left out.
    """
    if len(line.target) > _MOST or not _TARGET.fullmatch(line.target):
        line = replace(line, target=UNKNOWN_TARGET)
    return JournalLine.objects.create(**{**asdict(line), "detail": dict(line.detail)}).pk
