"""Small files of every format, made by the tests."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import docx

# x, y, size, text
Placed = tuple[float, float, float, str]


def docx_bytes(paragraphs: Iterable[tuple[str, str]], rows: Sequence[Sequence[str]] = ()) -> bytes:
    """A DOCX of paragraphs (style, text) and, at its end, one table."""
    document = docx.Document()
    for style, text in paragraphs:
        document.add_paragraph(text, style=style)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    document.sections[0].header.paragraphs[0].text = "RUNNING HEAD"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The ZIP file with one part replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry.filename, old.read(entry))
        new.writestr(name, content)
    return out.getvalue()


def pdf_bytes(
    pages: Sequence[Sequence[Placed]],
    *,
    encrypted: bool = False,
    picture: bool = False,
    more: bytes = b"",
) -> bytes:
    """A PDF with lines of Courier (0.6 em a letter) at the places given; 612 x 792 points.

    `more` is drawn on every page besides.
    """
    count = len(pages)
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(count))
    image = b"<< /XObject << /Im 999 0 R >> " if picture else b"<< "
    objects: dict[int, bytes] = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
    }
    for n, lines in enumerate(pages):
        content = b"q 600 0 0 700 0 0 cm /Im Do Q\n" if picture else b""
        content += b"\n".join([*(_shown(line) for line in lines), more])
        packed = zlib.compress(content)
        objects[4 + 2 * n] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
            b"/Resources %s/Font << /F 3 0 R >> >> >>" % (5 + 2 * n, image)
        )
        objects[5 + 2 * n] = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (
            len(packed),
            packed,
        )
    if picture:
        objects[999] = (
            b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray "
            b"/BitsPerComponent 8 /Length 1 >>\nstream\n\x80\nendstream"
        )
    if encrypted:
        objects[998] = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (
            b"41" * 32,
            b"42" * 32,
        )
    return _file(objects, encrypted)


def _shown(line: Placed) -> bytes:
    x, y, size, text = line
    letters = (
        text.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
    )
    return b"BT /F %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET" % (size, x, y, letters)


def _file(objects: dict[int, bytes], encrypted: bool) -> bytes:
    out, places = b"%PDF-1.4\n", {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    extra = b"/Encrypt 998 0 R /ID [<%s> <%s>] " % (b"43" * 16, b"43" * 16) if encrypted else b""
    size = max(objects) + 1
    return out + b"trailer\n<< /Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        extra,
        start,
    )


def columns(left: Sequence[str], right: Sequence[str], top: float = 700) -> list[Placed]:
    """Lines of two columns at 10 points, one line of each column after the other in the file."""
    placed: list[Placed] = []
    for n in range(max(len(left), len(right))):
        if n < len(left):
            placed.append((50, top - 12 * n, 10, left[n]))
        if n < len(right):
            placed.append((320, top - 12 * n, 10, right[n]))
    return placed


def sparse_file(path: Path, size: int) -> Path:
    """A file of `size` bytes that uses no disk space."""
    with path.open("wb") as file:
        file.truncate(size)
    return path
