"""The pack of this installation and the caller's language."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language

from palermo.packs.load import load_pack
from palermo.packs.pack import Pack


def home_pack() -> Pack:
    """The pack of this installation, read once per process."""
    root = Path(settings.COUNTRIES) if settings.COUNTRIES else None
    return load_pack(settings.COUNTRY, root=root)


def language() -> str:
    """The caller's language."""
    return get_language() or "en"
