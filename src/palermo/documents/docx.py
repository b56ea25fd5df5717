"""Converts DOCX to lines of text.

Checks sizes first, so that a small file cannot exhaust memory.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx

from palermo.documents.plain import empty_file_error
from palermo.kernel.errors import UnreadableInput
from palermo.kernel.messages import N_, Message

#: A report of several hundred pages with pictures stays far below these.
MOST_ENTRIES = 4_000
MOST_UNPACKED = 120 * 1024 * 1024
#: Text compresses to about a tenth; a higher ratio than this is an attack.
MOST_RATIO = 150
_SMALL = 1024 * 1024
_PREFIX = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
#: Deleted text, margin comments, and the second copy of a drawing's text.
_LEFT_OUT = frozenset({f"{_PREFIX}del", f"{_PREFIX}moveFrom", f"{_PREFIX}pPr", _FALLBACK})


def read_docx(data: bytes, name: str) -> tuple[str, tuple[Message, ...]]:
    """Paragraphs, list items with a bullet, table rows with tabs. Raises UnreadableInput.

    Takes what a reader sees: inserted text, but not deleted text. Leaves out headers, footers and
    notes.
    """
    check_archive(data, name)
    try:
        document = docx.Document(io.BytesIO(data))
        listed = _list_styles(document)
        lines = list(_blocks(document.element.body, listed))
    except UnreadableInput:
        raise
    except Exception:  # a damaged file breaks the library in dozens of ways
        raise _damaged(name) from None
    text = "\n".join(line for line in lines if line.strip())
    if not text:
        raise empty_file_error(name)
    return text, ()


def check_archive(data: bytes, name: str) -> None:
    """Raise UnreadableInput for an office file that is locked, damaged or a decompression bomb."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if any(e.flag_bits & 1 for e in entries):
                raise UnreadableInput(
                    N_("The document is protected by a password."),
                    where=name,
                    remedy=N_("Open it, save it without a password and read that file."),
                )
            unpacked = sum(e.file_size for e in entries)
            packed = sum(e.compress_size for e in entries)
            if (
                len(entries) > MOST_ENTRIES
                or unpacked > MOST_UNPACKED
                or any(_explodes(e.file_size, e.compress_size) for e in entries)
                or _explodes(unpacked, min(packed, len(data)))
            ):
                raise _bomb(name)
            for entry in entries:
                if entry.filename.endswith((".xml", ".rels")):
                    _check_declarations(archive, entry, name)
    except UnreadableInput:
        raise
    except Exception:  # zipfile and zlib fail in many ways on damaged files
        raise _damaged(name) from None


def _explodes(unpacked: int, packed: int) -> bool:
    return unpacked > _SMALL and unpacked > MOST_RATIO * max(packed, 1)


def _check_declarations(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> None:
    """Refuses a document type: Office writes none, and it allows entity expansion."""
    with archive.open(entry) as part:
        head = part.read(4096).replace(b"\0", b"")
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise _damaged(name)


def _list_styles(document: Any) -> frozenset[str]:
    """Ids of the paragraph styles that make a list item."""
    styles = set()
    for style in document.styles.element.iter(f"{_PREFIX}style"):
        called = style.find(f"{_PREFIX}name")
        label = called.get(f"{_PREFIX}val", "").lower() if called is not None else ""
        numbered = style.find(f"{_PREFIX}pPr/{_PREFIX}numPr") is not None
        if (label.startswith("list") or numbered) and not label.startswith("heading"):
            styles.add(style.get(f"{_PREFIX}styleId", ""))
    return frozenset(styles)


def _blocks(element: Any, listed: frozenset[str]) -> Iterator[str]:
    """Lines of a part of the body: paragraphs and tables, also inside content controls."""
    for child in element:
        if child.tag == f"{_PREFIX}p":
            yield from _paragraph(child, listed)
        elif child.tag == f"{_PREFIX}tbl":
            for row in child.findall(f"{_PREFIX}tr"):
                cells = (" ".join(_blocks(cell, listed)) for cell in row.findall(f"{_PREFIX}tc"))
                yield "\t".join(cells)
        elif child.tag not in _LEFT_OUT and len(child):
            yield from _blocks(child, listed)


def _paragraph(element: Any, listed: frozenset[str]) -> Iterator[str]:
    properties = element.find(f"{_PREFIX}pPr")
    bullet = ""
    if properties is not None:
        style = properties.find(f"{_PREFIX}pStyle")
        numbering = properties.find(f"{_PREFIX}numPr/{_PREFIX}numId")
        named = style is not None and style.get(f"{_PREFIX}val") in listed
        if numbering is not None:
            named = numbering.get(f"{_PREFIX}val") != "0"
        bullet = "• " if named else ""
    text = "".join(_runs(element)).strip()
    if text:
        yield from (bullet + text).split("\n")


def _runs(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag in _LEFT_OUT:
            continue
        kind = child.tag.removeprefix(_PREFIX) if isinstance(child.tag, str) else ""
        if kind == "t":
            yield child.text or ""
        elif kind == "tab":
            yield "\t"
        elif kind in ("br", "cr"):
            yield "\n"
        elif kind == "noBreakHyphen":
            yield "-"
        else:
            yield from _runs(child)


def _bomb(name: str) -> UnreadableInput:
    return UnreadableInput(
        N_("The DOCX file is far too large when unpacked and was not opened."),
        where=name,
        remedy=N_(
            "The file may be harmful. Ask the sender, or save the text again as DOCX or plain text."
        ),
    )


def _damaged(name: str) -> UnreadableInput:
    return UnreadableInput(
        N_("The DOCX file is damaged."),
        where=name,
        remedy=N_("Open it in a word processor and save it again, or get the file again."),
    )
