"""Holds a file that is kept as evidence to the kind that its name claims.

Nobody reads such a file here: a colleague saves it and opens it with a program that goes by the
name. Therefore the bytes must be what the name says, and of a kind that runs nothing by itself.
"""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath

import puremagic
from charset_normalizer import from_bytes

from palermo.documents.archives import open_archive, read_telling_part
from palermo.documents.media import Media, recognize_media
from palermo.kernel.errors import BadValue, UnreadableInput
from palermo.kernel.messages import N_


@dataclass(frozen=True, slots=True)
class KeptKind:
    """A kind of file that may be kept: the endings of names, and its media type."""

    endings: frozenset[str]
    media_type: str


_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_TEXT = KeptKind(frozenset({".txt", ".csv"}), "text/plain")
KEPT_KINDS = (
    KeptKind(frozenset({".pdf"}), "application/pdf"),
    KeptKind(frozenset({".docx"}), f"{_OPEN_XML}wordprocessingml.document"),
    KeptKind(frozenset({".xlsx"}), f"{_OPEN_XML}spreadsheetml.sheet"),
    KeptKind(frozenset({".pptx"}), f"{_OPEN_XML}presentationml.presentation"),
    KeptKind(frozenset({".odt"}), f"{_OPEN_DOCUMENT}text"),
    KeptKind(frozenset({".ods"}), f"{_OPEN_DOCUMENT}spreadsheet"),
    KeptKind(frozenset({".jpg", ".jpeg"}), "image/jpeg"),
    KeptKind(frozenset({".png"}), "image/png"),
    KeptKind(frozenset({".tif", ".tiff"}), "image/tiff"),
    _TEXT,
)
#: Parts of an office file that hold programs, whatever its name says.
_PROGRAMS = ("vbaproject.bin", "basic/", "scripts/", "activex/")


def check_kept_file(name: str, content: bytes) -> str:
    """The media type of a file that may be kept under this name.

    Raises BadValue (`where` is "file") for a kind that is not kept, for bytes that are not what
    the name says; an office file with macros or another program is another kind.
    """
    ending = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    kind = next((k for k in KEPT_KINDS if ending in k.endings), None)
    if kind is None:
        raise BadValue(
            N_("Files of this kind are not kept as evidence: {ending}."),
            where="file",
            remedy=N_("Save it as PDF, or send one of these: {endings}."),
            ending=ending or "–",
            endings=_list_endings(),
        )
    if not _is_of(kind, content, name):
        raise BadValue(
            N_("The file is not what its name says: it ends with {ending} but holds another kind."),
            where="file",
            remedy=N_("Open it in the program that made it, save it as PDF and send that file."),
            ending=ending,
        )
    return kind.media_type


def _list_endings() -> str:
    return ", ".join(sorted(e for k in KEPT_KINDS for e in k.endings))


def _is_of(kind: KeptKind, content: bytes, name: str) -> bool:
    if kind is _TEXT:
        return _is_plain(content, name)
    if kind.media_type.startswith((_OPEN_XML, _OPEN_DOCUMENT)):
        return _is_office(kind, content)
    return _find_media_type(content) == kind.media_type


def _find_media_type(content: bytes) -> str:
    """The media type that these bytes most surely are; "" for none."""
    try:
        found = puremagic.magic_string(content)
    except (puremagic.PureError, ValueError):
        return ""
    surest = max(found, key=lambda m: m.confidence, default=None)
    return surest.mime_type if surest else ""


def _is_plain(content: bytes, name: str) -> bool:
    """Whether this is text, and no page that a browser would run."""
    try:
        media = recognize_media(content, name)
    except UnreadableInput:
        return False
    best = from_bytes(content).best()
    if media is not Media.PLAIN or best is None:
        return False
    text = str(best).lower()
    if text.lstrip("\ufeff \r\n\t").startswith("<") or "<script" in text:
        return False
    return all(c >= " " or c in "\t\n\r\f" for c in text)


def _is_office(kind: KeptKind, content: bytes) -> bool:
    """Whether the archive declares this kind, which excludes macros, and holds no program."""
    try:
        with open_archive(content) as archive:
            names = archive.namelist()
            is_open_document = "mimetype" in names
            declared = "mimetype" if is_open_document else "[Content_Types].xml"
            words = read_telling_part(archive, declared).decode("utf-8", "replace")
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, RuntimeError, zlib.error):
        return False
    if any(program in n.lower() for n in names for program in _PROGRAMS):
        return False
    if is_open_document:
        return words.strip() == kind.media_type
    return f'"{kind.media_type}.main+xml"' in words
