"""The words of a pack in its other languages: gettext catalogues beside the pack's files.

`countries/<pack>/locale/<language>/LC_MESSAGES/pack.po`. A language is read when it is first asked
for. The compiled `pack.mo` names the content of the `pack.po` it was made from; where it is absent
or was made from other content, `pack.po` itself is read.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

DOMAIN = "pack"
_NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)


class PackCatalogues:
    """The catalogues of the folders of a pack, the country's own before the common ones.

    A translation with the text's context comes before one without, and the country's before the
    common pack's. Not used are translations marked as fuzzy, and those whose `{places}` differ from
    the English ones: they could not be filled in.
    """

    def __init__(self, folders: Sequence[Path], languages: Iterable[str]) -> None:
        self.folders = tuple(folders)
        self.languages = tuple(languages)
        self._read: dict[str, tuple[GNUTranslations, ...]] = {}

    def find(self, english: str, context: str, language: str) -> str:
        """The words in `language`; empty where no catalogue has them."""
        if language not in self._read:
            self._read[language] = tuple(_translations(self.folders, language))
        catalogues = self._read[language]
        if context:
            for catalogue in catalogues:
                if found := catalogue.pgettext(context, english):
                    return found
        for catalogue in catalogues:
            if found := catalogue.gettext(english):
                return found
        return ""

    def __getstate__(self) -> dict[str, object]:
        # A kept pack names its catalogues; their words are read again.
        return {"folders": self.folders, "languages": self.languages, "_read": {}}


def catalogue_path(folder: Path, language: str, domain: str = DOMAIN) -> Path:
    """Where the catalogue of a language lies, as Django names the folders of languages."""
    code, _, region = language.partition("-")
    if region:
        code += f"_{region.upper() if len(region) == 2 else region.title()}"
    return folder / "locale" / code / "LC_MESSAGES" / f"{domain}.po"


def find_placeholders(words: str) -> set[str]:
    """The `{places}` of a text that are filled in when it is shown."""
    return set(re.findall(r"\{\w*\}", words))


def compile_catalogue(source: Path) -> Path:
    """Write the .mo of a .po; returns its path."""
    target = source.with_suffix(".mo")
    target.write_bytes(_compiled(source.read_bytes()))
    return target


def is_compiled(source: Path) -> bool:
    """Whether the .mo of a .po is there and was made from its present content."""
    return bool(_compiled_before(source, _fingerprint(source.read_bytes())))


def _compiled_before(source: Path, fingerprint: str) -> bytes:
    """The content of the .mo that was made from this content of its source; else empty."""
    target = source.with_suffix(".mo")
    content = target.read_bytes() if target.is_file() else b""
    return content if fingerprint.encode() in content else b""


def _translations(folders: Iterable[Path], language: str) -> Iterator[GNUTranslations]:
    for folder in folders:
        source = catalogue_path(folder, language)
        if source.is_file():
            yield _read_catalogue(source, _fingerprint(source.read_bytes()))


@cache
def _read_catalogue(source: Path, fingerprint: str) -> GNUTranslations:
    """One catalogue, read once for all packs that use it. `fingerprint` is that of its source."""
    content = _compiled_before(source, fingerprint) or _compiled(source.read_bytes())
    found = GNUTranslations(io.BytesIO(content))
    found.add_fallback(_Silence())
    return found


def _compiled(content: bytes) -> bytes:
    # Reading .po files takes a library that a running program rarely needs.
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    read = read_po(io.BytesIO(content), charset="utf-8")
    made = Catalog(
        charset="utf-8",
        fuzzy=False,
        project=DOMAIN,
        # The header names the source; a .mo of another one is not used.
        version=_fingerprint(content),
        # A day of its own would make every compilation differ.
        creation_date=_NO_DAY,
        revision_date=_NO_DAY,
    )
    for message in read:
        english, said = message.id, message.string
        # Texts of packs have no plural forms.
        if not (isinstance(english, str) and isinstance(said, str)) or message.fuzzy:
            continue
        if english and said and find_placeholders(english) == find_placeholders(said):
            made.add(english, said, context=message.context)
    out = io.BytesIO()
    write_mo(out, made)
    return out.getvalue()


class _Silence(NullTranslations):
    """Says nothing for what a catalogue lacks; gettext itself would repeat the English."""

    def gettext(self, message: str) -> str:
        return ""

    def pgettext(self, context: str, message: str) -> str:
        return ""


def _fingerprint(content: bytes) -> str:
    # How a checkout ends its lines changes no word.
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()
