"""The country pack of this installation. One module of each front door loads it, for the Visit."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from palermo.packs.load import load_pack
from palermo.packs.pack import Pack


def find_wordings_folder() -> Path:
    """Where this installation keeps the wordings of instruments that it loaded."""
    return Path(settings.WORDINGS)


def load_installed_pack() -> Pack:
    """The pack that the settings name. Raises NotFound or PackProblem."""
    root = Path(settings.COUNTRIES) if settings.COUNTRIES else None
    return load_pack(settings.COUNTRY, root=root, wordings=find_wordings_folder())
