"""What a recommendation continues in the edition before."""

from __future__ import annotations

from enum import StrEnum


class LinkKind(StrEnum):
    """What a recommendation is, seen from the edition before."""

    NEW = "new"
    REPEATED = "repeated"
    REWORDED = "reworded"
