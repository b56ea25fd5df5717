"""Converts DOCX to lines of text.

Checks sizes first, so that a small file cannot exhaust memory.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from palermo.documents.archives import open_archive, read_telling_part
from palermo.documents.plain import empty_file_error
from palermo.kernel.errors import UnreadableInput
from palermo.kernel.messages import N_, Message

#: A report of several hundred pages with pictures stays far below these.
MOST_ENTRIES = 4_000
MOST_UNPACKED = 120 * 1024 * 1024
#: Text compresses to about a tenth; a higher ratio than this is an attack.
MOST_RATIO = 150
_SMALL = 1024 * 1024
#: What to do about a file that is harmful, and about one that is damaged.
_REMEDIES = {
    "DOCX": (
        N_(
            "The file may be harmful. Ask the sender, or save the text again as DOCX or plain text."
        ),
        N_("Open it in a word processor and save it again, or get the file again."),
    ),
    "XLSX": (N_("Export it again, or export CSV."), N_("Export it again, or export CSV.")),
}
_PREFIX = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: Strict Open XML names the same elements after another address.
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
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
        with open_archive(data) as archive:
            main = find_main_part(archive)
            listed = _list_styles(archive, main)
            body = _parse(archive.read(main)).find(f"{_PREFIX}body")
        lines = list(_blocks(body, listed))
    except (UnreadableInput, MemoryError):
        raise
    except Exception:  # a damaged file breaks the library in dozens of ways
        raise _damaged(name) from None
    text = "\n".join(line for line in lines if line.strip())
    if not text:
        raise empty_file_error(name)
    return text, ()


def check_archive(data: bytes, name: str, kind: str = "DOCX") -> None:
    """Raise UnreadableInput for an office file that is locked, damaged or a decompression bomb.

    `kind` is DOCX or XLSX, as people call it.
    """
    try:
        with open_archive(data) as archive:
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
                raise _bomb(name, kind)
            for entry in entries:
                if entry.filename.endswith((".xml", ".rels")):
                    _check_declarations(archive, entry, name, kind)
    except (UnreadableInput, MemoryError):
        raise
    except Exception:  # zipfile and zlib fail in many ways on damaged files
        raise _damaged(name, kind) from None


def _explodes(unpacked: int, packed: int) -> bool:
    return unpacked > _SMALL and unpacked > MOST_RATIO * max(packed, 1)


def _check_declarations(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, kind: str
) -> None:
    """Refuses a document type: Office writes none, and it allows entity expansion."""
    with archive.open(entry) as part:
        head = part.read(4096).replace(b"\0", b"")
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise _damaged(name, kind)


def find_main_part(archive: zipfile.ZipFile) -> str:
    """The name of the part with the text. Raises KeyError where it is no text document."""
    usual = "word/document.xml"
    if usual in archive.namelist():
        return usual
    for relation in _parse(read_telling_part(archive, "_rels/.rels")):
        if relation.get("Type", "").endswith("/officeDocument"):
            name = relation.get("Target", "").lstrip("/")
            if name.startswith("word/") and name in archive.namelist():
                return str(name)
    raise KeyError(usual)


def _parse(data: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(data.replace(_STRICT, _USUAL), parser)


def _list_styles(archive: zipfile.ZipFile, main: str) -> frozenset[str]:
    """Ids of the paragraph styles that make a list item."""
    name = main.rpartition("/")[0] + "/styles.xml"
    if name not in archive.namelist():
        return frozenset()
    styles = set()
    for style in _parse(archive.read(name)).iter(f"{_PREFIX}style"):
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
        if kind == "r" and _is_unseen(child):
            continue
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


def _is_unseen(run: Any) -> bool:
    """Whether a run is struck through, hidden, or a raised mark of a note."""
    properties = run.find(f"{_PREFIX}rPr")
    if properties is None:
        return False
    for name in ("strike", "dstrike", "vanish"):
        mark = properties.find(f"{_PREFIX}{name}")
        if mark is not None and mark.get(f"{_PREFIX}val", "1") not in ("0", "false", "off"):
            return True
    raised = properties.find(f"{_PREFIX}vertAlign")
    if raised is None or raised.get(f"{_PREFIX}val") != "superscript":
        return False
    # "2nd" keeps its letters.
    return not any(letter.isalpha() for letter in "".join(run.itertext()))


def _bomb(name: str, kind: str) -> UnreadableInput:
    return UnreadableInput(
        N_("The {kind} file is far too large when unpacked and was not opened."),
        where=name,
        remedy=_REMEDIES[kind][0],
        kind=kind,
    )


def _damaged(name: str, kind: str = "DOCX") -> UnreadableInput:
    return UnreadableInput(
        N_("The {kind} file is damaged."),
        where=name,
        remedy=_REMEDIES[kind][1],
        kind=kind,
    )
