"""Django's entry for the room."""

from __future__ import annotations

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Narratives, recommendations, plan."""

    name = "palermo.ledger"
    label = "ledger"
