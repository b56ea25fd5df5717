"""A file of evidence is what its name says, and runs nothing."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from openpyxl import Workbook
from openpyxl.chart import BarChart

from palermo.documents.kept_files import KEPT_KINDS, check_kept_file
from palermo.kernel.errors import BadValue

_PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\x02\0\0\0"
_PROGRAM = b"\x7fELF\x02\x01\x01\0" + b"\0" * 200


def _docx() -> bytes:
    into = io.BytesIO()
    Document().save(into)
    return into.getvalue()


def _xlsx() -> bytes:
    book, into = Workbook(), io.BytesIO()
    book.active.add_chart(BarChart())  # type: ignore[union-attr]
    book.save(into)
    return into.getvalue()


def _zip(**parts: str) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return into.getvalue()


def _with_part(content: bytes, name: str) -> bytes:
    into = io.BytesIO(content)
    with zipfile.ZipFile(into, "a") as archive:
        archive.writestr(name, "x")
    return into.getvalue()


_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
#: One file of each kind by an ending of its name.
_RIGHT = {
    ".pdf": b"%PDF-1.7\n1 0 obj\n",
    ".docx": _docx(),
    ".xlsx": _xlsx(),
    ".odt": _zip(mimetype=_OPEN_DOCUMENT + "text"),
    ".ods": _zip(mimetype=_OPEN_DOCUMENT + "spreadsheet"),
    ".png": _PNG,
    ".jpg": b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xd9",
    ".tif": b"II*\0\x08\0\0\0",
    ".txt": "Sərəncam №17, 1 avqust\r\n".encode(),
    ".csv": "имя;возраст\nответ;да".encode("cp1251"),
}


@pytest.mark.parametrize("ending", _RIGHT)
def test_a_file_is_kept_under_the_name_of_its_kind_alone(ending: str) -> None:
    (kind,) = (k for k in KEPT_KINDS if ending in k.endings)
    assert check_kept_file(f"Order 17{ending.upper()}", _RIGHT[ending]) == kind.media_type
    for other in _RIGHT:
        if other not in kind.endings:
            with pytest.raises(BadValue, match="not what its name says"):
                check_kept_file(f"order{other}", _RIGHT[ending])


@pytest.mark.parametrize("ending", [*_RIGHT, ".jpeg", ".tiff", ".pptx"])
@pytest.mark.parametrize(
    "content",
    [
        _PROGRAM,
        b"MZ\x90\0" + b"\0" * 100,
        b"<!doctype html><html><script>alert(1)</script></html>",
        b"a,b\n1,<SCRIPT src=x>",
        b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="x()"></svg>',
        b"PK\x03\x04 cut off",
        _zip(**{"[Content_Types].xml": "<Types/>"}),
        _with_part(_docx(), "word/vbaProject.bin"),
        _with_part(_xlsx(), "xl/activeX/activeX1.bin"),
        _with_part(_RIGHT[".odt"], "Basic/Standard/Module1.xml"),
    ],
    ids=["elf", "exe", "html", "script", "svg", "cut", "zip", "vba", "activex", "basic"],
)
def test_what_runs_or_is_damaged_is_no_kept_file(ending: str, content: bytes) -> None:
    with pytest.raises(BadValue, match="not what its name says"):
        check_kept_file(f"order{ending}", content)


@pytest.mark.parametrize("name", ["", "order", "page.html", "order.docm", "a.pdf.exe", "x.svg"])
def test_other_kinds_are_refused_by_name_with_those_that_are_kept(name: str) -> None:
    with pytest.raises(BadValue, match=r"Save it as PDF.*\.docx"):
        check_kept_file(name, b"%PDF-1.7")
