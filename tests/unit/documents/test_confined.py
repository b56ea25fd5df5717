"""A small file that asks for gigabytes or hours is refused; the process that asked goes on."""

from __future__ import annotations

import zlib

import pytest

from palermo.documents import confined
from palermo.documents.document import read_document
from palermo.kernel.errors import UnreadableInput
from tests.unit.documents.files import pdf_bytes


def repeating_pdf(times: int) -> bytes:
    """A PDF of one page that shows one object with fifty lines `times` times."""
    lines = "\n".join(f"BT /F 6 Tf 40 {7 * n} Td (police met {n}) Tj ET" for n in range(50))
    shown = [
        ("/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << /Font << /F 3 0 R >> >>",
         lines.encode()),
        ("", b"/X Do " * times),
    ]  # fmt: skip
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [6 0 R] /Count 1 >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>",
    ]
    for keys, content in shown:
        packed = zlib.compress(content, 9)
        head = f"<< {keys} /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode()
        objects.append(head + packed + b"\nendstream")
    objects.append(
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R "
        b"/Resources << /XObject << /X 4 0 R >> >> >>"
    )
    body = b"%PDF-1.4\n"
    for number, content in enumerate(objects, 1):
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    return body + b"trailer << /Size 7 /Root 1 0 R >>\n%%EOF"


def test_a_page_that_repeats_one_object_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "MEMORY", 400 << 20)
    data = repeating_pdf(20_000)
    assert len(data) < 4_000
    with pytest.raises(UnreadableInput, match="far more"):
        read_document(data, name="small.pdf")


def test_a_file_is_read_under_the_limits() -> None:
    data = pdf_bytes([[(72.0, 700.0, 10.0, "Courts convicted 12 traffickers in 2021.")]])
    assert read_document(data).text == "Courts convicted 12 traffickers in 2021."


def test_a_refusal_keeps_its_reason_and_names_the_file() -> None:
    with pytest.raises(UnreadableInput, match=r"torn\.pdf: The PDF is damaged"):
        read_document(b"%PDF-1.7\nnothing", name="torn.pdf")
