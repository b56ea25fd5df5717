"""The checklist, as front doors show it."""

from __future__ import annotations

from dataclasses import dataclass

from palermo.kernel.codes import LabelledCode
from palermo.kernel.messages import N_, Message


class CheckState(LabelledCode):
    """State of an item. `not_applicable` is only said by a person's verified evidence."""

    NO_DATA = "no_data", N_("No data")
    OPEN = "open", N_("Unverified evidence only")
    MET = "met", N_("Met")
    PARTLY = "partly", N_("Partly met")
    NOT_MET = "not_met", N_("Not met")


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
    state: CheckState
    why: Message
    evidence: tuple[CheckEvidence, ...]
