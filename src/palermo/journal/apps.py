"""Django app configuration."""

from __future__ import annotations

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The journal of acts and refusals."""

    name = "palermo.journal"
    label = "journal"
