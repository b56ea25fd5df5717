"""Django looks for the models of an app here; each chapter of the room keeps its own."""

from __future__ import annotations

from palermo.records.imports.models import PendingImport
from palermo.records.interviews.models import AnswerChange, Interview
from palermo.records.obligations.models import Obligation

__all__ = ["AnswerChange", "Interview", "Obligation", "PendingImport"]
