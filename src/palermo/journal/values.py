"""Lines of the journal, before they are written and as they are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line to be written. `detail` holds ids, codes and numbers, never words of a person."""

    user_id: int | None
    username: str
    role: str
    via: str
    act: str
    outcome: str
    target: str = ""
    detail: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One line of the journal."""

    id: int
    at: datetime
    username: str
    role: str
    via: str
    act: str
    outcome: str
    target: str
    detail: dict[str, object]
