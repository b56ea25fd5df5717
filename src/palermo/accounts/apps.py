"""Django's entry for the room."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, tokens and choices of the administrator."""

    name = "palermo.accounts"
    label = "accounts"
