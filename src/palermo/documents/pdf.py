"""PDF with a text layer into paragraphs, in reading order, one or two columns a page."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import pi
from typing import Any

import pypdfium2
from pypdfium2 import raw

from palermo.documents.layout import (
    Glyph,
    PrintedLine,
    PrintedPage,
    count_wide_gaps,
    group_columns,
    group_lines,
)
from palermo.documents.paragraphs import join_paragraphs, without_running_heads
from palermo.kernel.errors import UnreadableInput
from palermo.kernel.messages import N_, Message

#: A whole edition has fewer than 800 pages.
MOST_PAGES = 3_000
#: A printed page holds about 6,000 characters.
MOST_GLYPHS = 100_000
#: A file holds about two letters a byte. One object shown on every page would yield far more.
_GLYPHS_OF_A_BYTE = 4
_ANY_GLYPHS = 300_000
#: So many lines with a wide gap are a table, a box or a column that was not found.
_DOUBTFUL_LINES = 5
#: With fewer letters per page than this and with pictures, the text is in the pictures.
_FEWEST_LETTERS = 25
#: Radians from which a letter counts as printed at an angle.
_TURNED = 0.3
#: PDFium is not safe to use from two threads at once.
_ONE_AT_A_TIME = threading.Lock()


@dataclass(slots=True)
class _Reading:
    """What the pages read so far have: lines in columns, and what decides about warnings."""

    lines: list[list[list[PrintedLine]]] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)
    letters: int = 0
    glyphs: int = 0
    pictures: bool = False
    #: Pages (from 1) with parts beside each other whose order may be another.
    doubtful: list[int] = field(default_factory=list)


def read_pdf(data: bytes, name: str) -> tuple[str, tuple[Message, ...]]:
    """The text of a PDF. Raises UnreadableInput: encrypted, damaged, too long, no text layer."""
    with _ONE_AT_A_TIME:
        document = _open_document(data, name)
        try:
            reading = _read_pages(document, name, _ANY_GLYPHS + _GLYPHS_OF_A_BYTE * len(data))
        except pypdfium2.PdfiumError:
            raise _damaged(name) from None
        finally:
            document.close()
    few = reading.letters < _FEWEST_LETTERS * len(reading.lines)
    if reading.letters == 0 or (reading.pictures and few):
        raise UnreadableInput(
            N_("The PDF has no text, only pictures of pages."),
            where=name,
            remedy=N_("Run text recognition (OCR) first and read its result."),
        )
    heads, bodies = without_running_heads(reading.lines, reading.heights)
    text = "\n".join([*heads, *join_paragraphs(bodies)])
    return text, tuple(_order_warnings(reading.doubtful))


def _order_warnings(pages: list[int]) -> Iterator[Message]:
    if pages:
        yield Message(
            N_(
                "On page {page} of the PDF parts of the text are beside each other, such as a "
                "table or a box. Check that they were read in the right order."
            ),
            {"page": pages[0]},
        )


def _open_document(data: bytes, name: str) -> Any:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            raise UnreadableInput(
                N_("The PDF is encrypted and asks for a password."),
                where=name,
                remedy=N_("Open it, save it without a password and read that file."),
            ) from None
        raise _damaged(name) from None
    count = len(document)
    if count == 0 or count > MOST_PAGES:
        document.close()
        if count == 0:
            raise _damaged(name)
        raise UnreadableInput(
            N_("The PDF has {count} pages. Palermo reads at most {most}."),
            where=name,
            remedy=N_("Split it and read the parts."),
            count=count,
            most=MOST_PAGES,
        )
    return document


def _read_pages(document: Any, name: str, most: int) -> _Reading:
    """The lines of all pages; of a page only its lines are kept in memory."""
    reading = _Reading()
    for number in range(len(document)):
        page = document[number]
        textpage = page.get_textpage()
        try:
            count = textpage.count_chars()
            reading.glyphs += count
            if count > MOST_GLYPHS or reading.glyphs > most:
                raise _overfull(name)
            width, height = page.get_size()
            _add_page(reading, PrintedPage(width, height, _upright(_glyphs(textpage.raw))))
            if not reading.pictures:
                kinds = [raw.FPDF_PAGEOBJ_IMAGE]
                reading.pictures = any(True for _ in page.get_objects(filter=kinds, max_depth=3))
        finally:
            textpage.close()
            page.close()
    return reading


def _add_page(reading: _Reading, page: PrintedPage) -> None:
    columns = group_columns(page)
    reading.lines.append([group_lines(column) for column in columns])
    reading.heights.append(page.height)
    reading.letters += sum(glyph.char.isalpha() for glyph in page.glyphs)
    if any(count_wide_gaps(column) >= _DOUBTFUL_LINES for column in columns):
        reading.doubtful.append(len(reading.lines))


def _upright(glyphs: Iterator[tuple[Glyph, bool]]) -> tuple[Glyph, ...]:
    """Leaves out text printed at an angle, such as a name along the margin.

    A page that is rotated as a whole is kept.
    """
    upright = list(glyphs)
    level = tuple(glyph for glyph, turned in upright if not turned)
    return level if 2 * len(level) >= len(upright) else tuple(glyph for glyph, _ in upright)


def _glyphs(textpage: Any) -> Iterator[tuple[Glyph, bool]]:
    """Every printed character in the order of the file; whether it is rotated."""
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    at_box, at_x, at_y = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    blank = False
    for at in range(raw.FPDFText_CountChars(textpage)):
        code = raw.FPDFText_GetUnicode(textpage, at)
        # PDFium writes 2 for a hyphen at the end of a line.
        char = "-" if code in (2, 0xAD) else chr(code) if code < 0x110000 else ""
        if char.isspace():
            blank = True
            continue
        if not char.isprintable() or not char:
            continue
        # The loose box is as wide as the letter's advance: the next letter touches it.
        if not raw.FPDFText_GetLooseCharBox(textpage, at, at_box):
            continue
        raw.FPDFText_GetCharOrigin(textpage, at, at_x, at_y)
        # Some files scale a font of size 1: the box gives the printed size.
        size = max(box.top - box.bottom, 0.1)
        angle = raw.FPDFText_GetCharAngle(textpage, at)
        turned = min(angle, 2 * pi - angle) > _TURNED
        yield Glyph(char, box.left, box.right, y.value, size, blank), turned
        blank = False


def _overfull(name: str) -> UnreadableInput:
    return UnreadableInput(
        N_("The PDF has far more text than a file of its size holds and was not read."),
        where=name,
        remedy=N_("The file may be harmful. Ask the sender, or print it to a new PDF."),
    )


def _damaged(name: str) -> UnreadableInput:
    return UnreadableInput(
        N_("The PDF is damaged."),
        where=name,
        remedy=N_("Get the file again, or print it to a new PDF and read that."),
    )
