"""Recognises the kind of a file by its bytes, never by its name."""

from __future__ import annotations

import re
import zipfile
from enum import StrEnum

from palermo.documents.archives import open_archive
from palermo.kernel.errors import UnreadableInput
from palermo.kernel.messages import N_

#: How many of the first bytes decide.
HEAD = 4096

_HTML = re.compile(
    rb"\A\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|link|"
    rb"script|style|div|p|h[1-6]|section|article|main|nav|header|table|ul|ol|span|br|center|font)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_INSIDE = re.compile(rb"<(?:!doctype\s+html|html|body)\b[^<>]*>", re.IGNORECASE)
#: The head of a saved page or a mail: lines of names and values, one of them the version.
_MIME = re.compile(
    rb"\A(?:[A-Za-z][A-Za-z-]{1,40}:[^\n]*\n(?:[ \t][^\n]*\n)*){0,40}?MIME-Version:", re.IGNORECASE
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: First bytes of kinds that we do not read → their common names.
_OTHERS = (
    (b"\x89PNG\r\n\x1a\n", "PNG picture"),
    (b"\xff\xd8\xff", "JPEG picture"),
    (b"GIF8", "GIF picture"),
    (b"II*\0", "TIFF picture"),
    (b"MM\0*", "TIFF picture"),
    (b"RIFF", "RIFF sound, film or picture"),
    (b"{\\rtf", "RTF document"),
    (b"%!PS", "PostScript document"),
    (b"\x1f\x8b", "gzip archive"),
    (b"BZh", "bzip2 archive"),
    (b"\xfd7zXZ\0", "xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "7z archive"),
    (b"Rar!\x1a\x07", "RAR archive"),
    (b"SQLite format 3\0", "SQLite database"),
    (b"\x7fELF", "program"),
    (b"MZ\x90\0", "program"),
)


class Media(StrEnum):
    """The kinds of files that are read."""

    PLAIN = "text/plain"
    HTML = "text/html"
    PDF = "application/pdf"
    MIME = "multipart/related"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def recognize_media(data: bytes, name: str) -> Media:
    """The kind of the file with these bytes (of a ZIP all, of others the first HEAD are enough).

    Raises UnreadableInput for kinds that are not read, naming them.
    """
    head = data[:HEAD]
    if b"%PDF-" in head[:1024]:
        return Media.PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(data, name)
    if head.startswith(_OLE):
        raise _ole(data, name)
    for magic, kind in _OTHERS:
        if head.startswith(magic):
            raise unsupported_kind_error(kind, name)
    bare = head.removeprefix(b"\xef\xbb\xbf")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        # UTF-16: without the zero bytes the tags look as they do in UTF-8.
        bare = head[2:].replace(b"\0", b"")
    if _MIME.match(bare):
        return Media.MIME
    if _HTML.match(bare) or _HTML_INSIDE.search(bare[:1024]):
        return Media.HTML
    return Media.PLAIN


def unsupported_kind_error(kind: str, name: str) -> UnreadableInput:
    """The error for a file of a kind that is not read."""
    return UnreadableInput(
        N_("Palermo cannot read this kind of file: {kind}."),
        where=name,
        remedy=N_("Save it as DOCX, PDF with text, HTML or plain text and read that file."),
        kind=kind,
    )


def _zip(data: bytes, name: str) -> Media:
    try:
        with open_archive(data) as archive:
            names = set(archive.namelist())
            if any(n.startswith("word/") for n in names):
                return _word(archive, name)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, OverflowError):
        raise UnreadableInput(
            N_("The file begins as a DOCX or ZIP file but is damaged."),
            where=name,
            remedy=N_("Get the file again, or save it again in the program that made it."),
        ) from None
    if any(n.startswith("xl/") for n in names):
        raise unsupported_kind_error("XLSX workbook", name)
    if any(n.startswith("ppt/") for n in names):
        raise unsupported_kind_error("PPTX presentation", name)
    if "mimetype" in names:
        raise unsupported_kind_error("OpenDocument or EPUB file", name)
    raise unsupported_kind_error("ZIP archive", name)


def _word(archive: zipfile.ZipFile, name: str) -> Media:
    from palermo.documents.docx import find_main_part

    try:
        find_main_part(archive)
    except Exception:  # the list of parts may be damaged in any way
        raise unsupported_kind_error("ZIP archive", name) from None
    return Media.DOCX


def _ole(data: bytes, name: str) -> UnreadableInput:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return UnreadableInput(
            N_("The document is protected by a password."),
            where=name,
            remedy=N_("Open it, save it without a password and read that file."),
        )
    return unsupported_kind_error("legacy Office document (DOC, XLS or PPT)", name)
