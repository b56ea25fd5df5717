"""The pack of this installation and the caller's language."""

from __future__ import annotations

from django.utils.translation import get_language

from palermo.actions.installation import installed_pack as home_pack

__all__ = ["caller_language", "home_pack"]


def caller_language() -> str:
    """The caller's language."""
    return get_language() or "en"
