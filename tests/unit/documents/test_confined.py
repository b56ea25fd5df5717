"""A small file that asks for gigabytes or hours is refused; the process that asked goes on."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from dataclasses import replace

import pytest
from openpyxl import Workbook

from palermo.documents import confined
from palermo.documents.confined_child import ConfinedKind, Job, answer_of, choose_at_once
from palermo.documents.document import read_document
from palermo.documents.table_files import read_table
from palermo.kernel.errors import UnreadableInput
from tests.unit.documents.files import docx_bytes, pdf_bytes, with_part


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


def tighten(monkeypatch: pytest.MonkeyPatch, kind: ConfinedKind, **limits: int) -> None:
    """Lower limits, so that the test takes a second and not the time that a large file may take."""
    small = replace(confined.LIMITS[kind], **limits)
    monkeypatch.setattr(confined, "LIMITS", {**confined.LIMITS, kind: small})


def test_a_page_that_repeats_one_object_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    tighten(monkeypatch, ConfinedKind.PDF, memory=400 << 20)
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


WORD = (
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
)
SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
SHEET_END = b"</sheetData></worksheet>"
SHEET_PART = "xl/worksheets/sheet1.xml"


def numbers(count: int) -> list[bytes]:
    """Numbers that do not compress as repeated bytes do."""
    chance = random.Random(1)  # noqa: S311 - no secret
    return [b"%x" % chance.getrandbits(40) for _ in range(count)]


def long_docx() -> bytes:
    cells = b"".join(
        b"<w:tr><w:tc><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:tc></w:tr>" % n
        for n in numbers(200_000)
    )
    body = WORD + b"<w:tbl>" + cells + b"</w:tbl></w:body></w:document>"
    return with_part(docx_bytes([("Normal", "x")]), "word/document.xml", body)


def crowded_page() -> bytes:
    """One element with so many attributes that finding doubles takes long."""
    return b"<html><body><p " + b"".join(b"a%d " % n for n in range(60_000)) + b">x"


def workbook(**parts: bytes) -> bytes:
    made = Workbook()
    made.active.append(["case", "age"])
    made.active.append(["x", 3])
    out = io.BytesIO()
    made.save(out)
    data = out.getvalue()
    for name, content in parts.items():
        data = with_part(data, {"sheet": SHEET_PART, "book": "xl/workbook.xml"}[name], content)
    return data


def long_workbook() -> bytes:
    rows = b"".join(b'<row><c s="0"><v>%d</v></c></row>' % n for n in range(80_000))
    return workbook(sheet=SHEET + rows + SHEET_END)


HARMFUL = {
    ConfinedKind.DOCX: long_docx,
    ConfinedKind.HTML: crowded_page,
    ConfinedKind.MIME: lambda: b"MIME-Version: 1.0\nContent-Type: text/html\n\n" + crowded_page(),
    ConfinedKind.WORKBOOK: long_workbook,
}


@pytest.mark.parametrize("kind", HARMFUL)
def test_every_kind_ends_at_its_limit_of_time(
    monkeypatch: pytest.MonkeyPatch, kind: ConfinedKind
) -> None:
    tighten(monkeypatch, kind, seconds=1, seconds_of_a_mb=0)
    read = read_table if kind is ConfinedKind.WORKBOOK else read_document
    with pytest.raises(UnreadableInput, match="harmful: The file needs far more time or memory"):
        read(HARMFUL[kind](), name="harmful")


def test_a_file_is_refused_at_its_limit_of_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    tighten(monkeypatch, ConfinedKind.DOCX, memory=60 << 20, memory_of_a_byte=0)
    with pytest.raises(UnreadableInput, match="harmful: The file needs far more time or memory"):
        read_document(long_docx(), name="harmful")


def test_a_process_that_used_much_memory_itself_hears_why_a_file_is_refused() -> None:
    """A new process begins with the peak of the one that started it."""
    held = bytearray(600 << 20)
    held[:: 1 << 12] = b"x" * len(held[:: 1 << 12])
    with pytest.raises(UnreadableInput, match=r"torn\.pdf: The PDF is damaged"):
        read_document(b"%PDF-1.7\nnothing", name="torn.pdf")


def test_every_kind_but_plain_text_is_read_under_limits() -> None:
    assert set(confined.LIMITS) == set(ConfinedKind) == {*HARMFUL, ConfinedKind.PDF}


READABLE = {
    ConfinedKind.DOCX: docx_bytes([("List Bullet", "Train judges."), ("Normal", "Ağdam, 2021.")]),
    ConfinedKind.HTML: "<html><p>Ağdam <b>met</b> 12 judges.</html>".encode(),
    ConfinedKind.MIME: b"MIME-Version: 1.0\nContent-Type: text/plain\n\nJudges met.\n",
    ConfinedKind.WORKBOOK: workbook(),
}


@pytest.mark.parametrize("kind", READABLE)
def test_a_process_of_its_own_reads_the_same(
    monkeypatch: pytest.MonkeyPatch, kind: ConfinedKind
) -> None:
    data = READABLE[kind]
    asked = []

    def choose(heads: list[list[list[str]]], visible: int) -> int:
        asked.append(heads)
        assert visible == len(heads)
        return choose_at_once(heads, visible)

    job = Job(kind, 100)
    here = answer_of(job, data, choose)
    assert confined._is_harmless(kind, data)
    there = confined._ask_process(job, confined.LIMITS[kind], data, choose)
    assert here == there
    assert here[0] == "read"
    assert asked == ([[[["case", "age"], ["x", "3"]]]] * 2 if kind is ConfinedKind.WORKBOOK else [])


def test_a_choice_that_is_refused_is_the_same_in_both() -> None:
    data = READABLE[ConfinedKind.WORKBOOK]

    def choose(_heads: list[list[list[str]]], _visible: int) -> int:
        raise UnreadableInput("Neither of {n}.", remedy="Ask.", n=2)

    job = Job(ConfinedKind.WORKBOOK, 100)
    there = confined._ask_process(job, confined.LIMITS[job.kind], data, choose)
    assert there == answer_of(job, data, choose) == ["refused", "Neither of {n}.", {"n": 2}, "Ask."]


def test_a_long_list_of_parts_is_not_read() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for n in range(20_000):
            archive.writestr(f"word/{n}.xml", "")
    for read in (read_document, read_table):
        with pytest.raises(UnreadableInput, match="damaged"):
            read(out.getvalue(), name="parts.docx")


def test_the_part_that_names_the_text_is_not_inflated_without_end() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/other.xml", "")
        archive.writestr("_rels/.rels", b" " * 20_000_000)
    with pytest.raises(UnreadableInput, match="ZIP archive"):
        read_document(out.getvalue(), name="bomb.docx")


def test_few_bytes_make_no_endless_table() -> None:
    far = b"".join(b'<row><c r="XFD%d"><v>1</v></c></row>' % n for n in range(1, 1_000))
    with pytest.raises(UnreadableInput, match="more than fits into memory"):
        read_table(workbook(sheet=SHEET + far + SHEET_END), name="far.xlsx")
    wide = ",".join(f"c{n}" for n in range(2_000)) + "\n" + "a\n" * 6_000
    with pytest.raises(UnreadableInput, match="more than fits into memory"):
        read_table(wide.encode(), name="wide.csv")


def test_one_sheet_named_a_thousand_times_is_refused() -> None:
    sheets = b"".join(b'<sheet name="s%d" sheetId="1" r:id="rId1"/>' % n for n in range(1_000))
    book = (
        b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r='
        b'"http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
    )
    with pytest.raises(UnreadableInput, match="more than 250 sheets"):
        read_table(workbook(book=book + sheets + b"</sheets></workbook>"), name="sheets.xlsx")
