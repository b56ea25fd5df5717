"""Imports that wait, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from palermo.fields.dictionary import ONE_DAY

#: How long a table of submissions may wait for its mapping.
HELD_FOR = ONE_DAY


@dataclass(frozen=True, slots=True)
class PendingRow:
    """A table of submissions that waits for its officer to confirm the mapping."""

    procedure: str
    procedure_version: int
    table: dict[str, Any]
    held_at: datetime
