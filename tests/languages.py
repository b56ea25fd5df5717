"""Languages that tests begin in a copy of the packs: one line, two catalogues."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import palermo
from palermo.packs.catalogue_files import (
    PROGRAM,
    compile_catalogues,
    read_catalogue,
    update_sentences,
    update_texts,
    write_catalogue,
)
from palermo.packs.catalogues import DOMAIN, catalogue_path
from palermo.packs.load import read_pack
from palermo.packs.places import find_countries

SHIPPED = Path(palermo.__file__).parent / "locale" / "az" / "LC_MESSAGES" / "django.po"
#: What stands between words and must be kept: tags, entities, places that are filled in.
_KEPT = re.compile(r"(<[^>]*>|&\w+;|%\(\w+\)\w|%%|\{[^{}]*\}|%\w)")
_LETTERS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ابسدهفغحيجكلمنوبقرستعفوخيز")


def begin_language(folder: Path, line: str) -> Path:
    """A copy of the shipped packs in `folder`, with one more line in the languages of `aze`."""
    root = Path(shutil.copytree(find_countries(), folder / "countries"))
    manifest = root / "aze" / "pack.yaml"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace("time_zone:", f"  - {line}\ntime_zone:"), encoding="utf-8")
    return root


def fill_catalogues(root: Path, language: str, say: Callable[[str], str]) -> None:
    """Write both catalogues of a language for `aze`; `say` gives a text's words, empty for none."""
    _, files = read_pack("aze", root=root)
    update_texts(files, language)
    update_sentences(root / "aze", language, SHIPPED)
    for domain in (DOMAIN, PROGRAM):
        path = catalogue_path(root / "aze", language, domain)
        catalogue = read_catalogue(path, language)
        for message in catalogue:
            if isinstance(message.id, str):
                message.string = say(message.id) if message.id else message.string
            else:
                said = say(message.id[-1])
                message.string = tuple(said for _ in range(catalogue.num_plurals))
        write_catalogue(path, language, catalogue)
    list(compile_catalogues(root / "aze"))


def mirrored_letters(text: str) -> str:
    """A text in Arabic letters, a third longer, as translations are; no language."""
    parts = _KEPT.split(text)
    said = "".join(p if n % 2 else p.lower().translate(_LETTERS) for n, p in enumerate(parts))
    longer = len(re.sub(_KEPT, "", text)) // 3
    return f"{said} {' '.join(['ووووو'] * (longer // 6))}".rstrip()


def use_packs(settings: Any, root: Path) -> None:
    """Let the pages use the packs of `root`, as the settings of the program would."""
    from palermo.packs.manifest import read_manifest

    manifest = read_manifest("aze", root)
    settings.COUNTRIES = str(root)
    settings.LANGUAGES = [(one.code, one.name) for one in manifest.languages]
    settings.LANGUAGES_BIDI = [one.code for one in manifest.languages if one.direction == "rtl"]
    settings.LOCALE_PATHS = [root / "aze" / "locale", root / "base" / "locale", SHIPPED.parents[2]]
