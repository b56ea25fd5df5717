"""Django's entry for the room (templates, static files)."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages."""

    name = "palermo.web"
    label = "web"
