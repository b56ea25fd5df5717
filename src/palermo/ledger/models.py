"""Django looks for the models of an app here; each chapter of the room keeps its own."""

from __future__ import annotations

from palermo.ledger.checklist.models import ChecklistEvidence
from palermo.ledger.measures.models import MeasureValue
from palermo.ledger.narratives.models import Narrative, NarrativeMove, ReadingItem
from palermo.ledger.plans.models import Action, Closure, Evidence, Milestone, Reopening
from palermo.ledger.recommendations.models import (
    Demand,
    DemandChange,
    Duty,
    EarlierWording,
    LinkAnswer,
    Note,
    Recommendation,
)
from palermo.ledger.register.models import TierClaim
from palermo.ledger.search.models import SearchEntry

__all__ = [
    "Action",
    "ChecklistEvidence",
    "Closure",
    "Demand",
    "DemandChange",
    "Duty",
    "EarlierWording",
    "Evidence",
    "LinkAnswer",
    "MeasureValue",
    "Milestone",
    "Narrative",
    "NarrativeMove",
    "Note",
    "ReadingItem",
    "Recommendation",
    "Reopening",
    "SearchEntry",
    "TierClaim",
]
