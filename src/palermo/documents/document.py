"""Reads a file as a document: its text, its kind, and its fingerprint.

Files up to `MOST_BYTES` are read. The kind is recognised by content, not by name. Plain text is
kept character for character, so that places in it are places in the file; of other kinds the
visible text is taken. Every failure is an UnreadableInput of one line.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from palermo.documents import plain
from palermo.documents.confined import read_text_confined
from palermo.documents.confined_child import ConfinedKind
from palermo.documents.media import HEAD, Media, recognize_media
from palermo.kernel.errors import UnreadableInput
from palermo.kernel.messages import N_, Message

#: A whole edition has about 10 MB as text and 30 MB as PDF.
MOST_BYTES = 50 * 1024 * 1024
_PIECE = 1 << 16
_KINDS = {
    Media.HTML: ConfinedKind.HTML,
    Media.PDF: ConfinedKind.PDF,
    Media.DOCX: ConfinedKind.DOCX,
    Media.MIME: ConfinedKind.MIME,
}


def _read_text(data: bytes, media: Media, name: str) -> tuple[str, tuple[Message, ...]]:
    """The text of a file: plain text here, any other kind under limits of time and memory."""
    if media is Media.PLAIN:
        return plain.decode_text(data, name)
    return read_text_confined(_KINDS[media], data, name)


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a file. `sha256` is of the file's bytes, in hexadecimal digits."""

    text: str
    name: str
    sha256: str
    media: Media
    warnings: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentStream:
    """A document as successive pieces of text; plain text is never in memory as a whole.

    `size` counts the file's bytes; use it for a progress bar, since characters are about as many.
    """

    pieces: Iterable[str]
    name: str
    sha256: str
    media: Media
    size: int
    warnings: tuple[Message, ...] = ()


def read_document(source: Path | bytes, *, name: str | None = None) -> Document:
    """Read a file, or bytes from another source, as one document.

    `name` is used in errors (the file's name if None). Raises UnreadableInput.
    """
    called = name or _name_of(source)
    data = _limited(source, called) if isinstance(source, bytes) else _content(source, called)
    if not data:
        raise plain.empty_file_error(called)
    media = recognize_media(data, called)
    text, warnings = _read_text(data, media, called)
    # Some fonts of PDF name no letter; databases do not keep the character that stands for it.
    text = text.replace("\0", "")
    return Document(text, called, hashlib.sha256(data).hexdigest(), media, warnings)


def stream_document(source: Path | bytes, *, name: str | None = None) -> DocumentStream:
    """Like `read_document`, but plain text of files comes in pieces.

    The file is scanned once for its encoding and fingerprint before the first piece, so that a
    reader never gets an incomplete text. Raises UnreadableInput.
    """
    called = name or _name_of(source)
    if isinstance(source, Path):
        size = _checked_size(source, called)
        with _open_file(source, called) as file:
            head = file.read(HEAD)
        if head and not head.startswith(b"PK") and _begins_plain(head, called):
            return _flow(source, called, size)
    document = read_document(source, name=called)
    size = len(document.text)
    return DocumentStream(
        [document.text], called, document.sha256, document.media, size, document.warnings
    )


def _begins_plain(head: bytes, name: str) -> bool:
    """Whether a file with this head is plain text; an OLE file needs all its bytes."""
    return not head.startswith(b"\xd0\xcf\x11\xe0") and recognize_media(head, name) is Media.PLAIN


def _flow(path: Path, name: str, size: int) -> DocumentStream:
    probe, digest = plain.Probe(name), hashlib.sha256()
    for piece in _bytes_of(path, name):
        probe.feed(piece)
        digest.update(piece)
    encoding = probe.encoding()
    for _ in plain.decode_pieces(_bytes_of(path, name), encoding, name):
        pass
    pieces = plain.decode_pieces(_bytes_of(path, name), encoding, name)
    return DocumentStream(pieces, name, digest.hexdigest(), Media.PLAIN, size, encoding.warnings)


def _bytes_of(path: Path, name: str) -> Iterator[bytes]:
    with _open_file(path, name) as file:
        while piece := file.read(_PIECE):
            yield piece


def _content(path: Path, name: str) -> bytes:
    _checked_size(path, name)
    with _open_file(path, name) as file:
        return _limited(file.read(MOST_BYTES + 1), name)


def _checked_size(path: Path, name: str) -> int:
    """The size of a file that may be read. Does not read its content."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        raise _unopened(name) from None
    if not path.is_file():
        raise UnreadableInput(
            N_("This is not a file."), where=name, remedy=N_("Name a file that contains a report.")
        )
    if status.st_size > MOST_BYTES:
        raise _too_large(name)
    return status.st_size


def _open_file(path: Path, name: str) -> BufferedReader:
    try:
        return path.open("rb")
    except OSError:
        raise _unopened(name) from None


def _limited(data: bytes, name: str) -> bytes:
    if len(data) > MOST_BYTES:
        raise _too_large(name)
    return data


def _name_of(source: Path | bytes) -> str:
    return source.name if isinstance(source, Path) else N_("the text given")


def _too_large(name: str) -> UnreadableInput:
    return UnreadableInput(
        N_("The file is larger than {most} MB."),
        where=name,
        remedy=N_("Take the report out of it, or split it, and read the parts."),
        most=MOST_BYTES // (1024 * 1024),
    )


def _unopened(name: str) -> UnreadableInput:
    return UnreadableInput(
        N_("The file cannot be opened."),
        where=name,
        remedy=N_("Check its name and whether you may read it."),
    )
