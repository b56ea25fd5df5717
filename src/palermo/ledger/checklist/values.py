"""The checklist, as front doors show it."""

from __future__ import annotations

from dataclasses import dataclass

from palermo.kernel.messages import Message


@dataclass(frozen=True, slots=True)
class CheckEvidence:
    """One piece of evidence for or against a checklist item.

    `verified` is False for what the machine found in an accepted narrative.
    """

    id: int | None
    item: str
    speaks_for: bool
    text: str
    source: str
    by: str
    verified: bool


@dataclass(frozen=True, slots=True)
class CheckItem:
    """A checklist item for a country and period, its evidence and its state."""

    id: str
    state: str
    why: Message
    evidence: tuple[CheckEvidence, ...]
