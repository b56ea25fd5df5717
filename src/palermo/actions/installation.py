"""The country pack of this installation. One module of each front door loads it, for the Visit."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from palermo.packs.compiled import open_pack
from palermo.packs.pack import Pack


def find_wordings_folder() -> Path:
    """Where this installation keeps the wordings of instruments that it loaded."""
    return Path(settings.WORDINGS)


def load_installed_pack() -> Pack:
    """The pack that the settings name, read once per process. Raises NotFound or PackProblem."""
    return open_pack(
        settings.COUNTRY,
        root=Path(settings.COUNTRIES) if settings.COUNTRIES else None,
        wordings=find_wordings_folder(),
        cache=settings.PACK_CACHE,
    )
