"""Django's entry for the room."""

from __future__ import annotations

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Interviews."""

    name = "palermo.records"
    label = "records"
