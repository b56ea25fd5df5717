"""What is missing or cannot be used in the catalogues of a pack, for `palermo check`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from palermo.kernel.texts import ENGLISH
from palermo.packs.catalogues import catalogue_path, find_placeholders
from palermo.packs.pack_files import PackFiles
from palermo.packs.pack_texts import list_pack_texts, list_untranslated


def describe_untranslated(files: PackFiles) -> Iterator[str]:
    """A line for each language that lacks texts: how many of how many, and in which files."""
    texts = list_pack_texts(files)
    known = {(t.text.context, t.text.english) for t in texts}
    for language in files.catalogues.languages:
        missing = list_untranslated(texts, language)
        lacking = {(t.text.context, t.text.english) for found in missing.values() for t in found}
        if lacking:
            where = ", ".join(f"{_short(path)} {len(found)}" for path, found in missing.items())
            yield (
                f"{language}: {len(lacking)} of {len(known)} texts are not translated, English "
                f"stands in their place: {where}"
            )


def describe_unusable(files: PackFiles) -> Iterator[str]:
    """A line for each translation that is not used because its `{places}` are not the English."""
    from babel.messages.pofile import read_po

    for folder in files.folders:
        for language in files.catalogues.languages:
            path = catalogue_path(folder, language)
            if language == ENGLISH or not path.is_file():
                continue
            with path.open("rb") as file:
                catalogue = read_po(file)
            for message in catalogue:
                english, said = message.id, message.string
                if isinstance(english, str) and isinstance(said, str) and english and said:
                    lacking = find_placeholders(english) ^ find_placeholders(said)
                    if lacking:
                        yield (
                            f"{path}:{message.lineno}: not used, the English text and the "
                            f"translation differ in {', '.join(sorted(lacking))}"
                        )


def _short(path: Path) -> str:
    """A file with the folder of its pack."""
    parts = path.parts
    start = max((n for n, part in enumerate(parts) if part in ("procedures", "phrases")), default=0)
    return "/".join(parts[(start or len(parts) - 1) - 1 :])
