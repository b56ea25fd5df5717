"""The pack of a country in a language that it speaks."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_
from palermo.packs.compiled import find_cache_folder, open_pack

if TYPE_CHECKING:
    from palermo.packs.pack import Pack


def countries_root() -> Path | None:
    """The folder of packs that PALERMO_COUNTRIES names; None for those shipped."""
    root = os.environ.get("PALERMO_COUNTRIES")
    return Path(root) if root else None


def cache_folder() -> Path | None:
    """The folder of compiled packs that PALERMO_CACHE names, without loading the settings."""
    return find_cache_folder(os.environ.get("PALERMO_CACHE", ""))


def load_pack_in_language(country: str, lang: str, *, wordings: Path | None = None) -> Pack:
    """The pack of `country`, with the instruments' `wordings` of a folder.

    Raises BadValue for a language that the pack does not speak: English never stands in silently,
    for a procedure that is read out in the wrong language is not understood.
    """
    pack = open_pack(country, root=countries_root(), wordings=wordings, cache=cache_folder())
    require_language(pack, lang)
    return pack


def require_language(pack: Pack, lang: str) -> None:
    """Raises BadValue for a language that the pack does not speak."""
    if lang not in pack.languages:
        raise BadValue(
            N_("The pack {pack} has no texts in this language."),
            where="--lang",
            remedy=N_("Choose one of: {languages}."),
            pack=pack.iso3,
            languages=", ".join(pack.languages),
        )
