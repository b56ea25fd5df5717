"""HTML and DOCX become the visible lines."""

from __future__ import annotations

import io
import os

import docx
import pytest
from docx.oxml import parse_xml

from palermo.documents.document import read_document
from palermo.documents.media import Media
from tests.unit.documents.files import docx_bytes, with_part

PAGE = """<!DOCTYPE html><html><head><title>Azerbaijan</title><style>p {}</style>
<script>alert("Tier 3")</script></head><body>
<nav><a href=x>Tier 1</a></nav><h1>Azerbaijan</h1>
<p>The government&rsquo;s <b>work</b>
  went&nbsp;on.<br>It opened a shelter &amp; a&#32;hotline.</p>
<h2>Recommendations</h2><ul><li>Train judges.</li><li><p>Fund shelters.</p>
<li>Inspect<ol><li>farms</ol></ul>
<table><tr><th>Year<th>Victims<tr><td>2022<td>98</table>
<div hidden>Tier 3</div><p style="display: none">Tier 3</p><noscript>Tier 3</noscript>
<!-- Tier 3 --><footer>Tier 3</footer></body></html>"""


def test_html_gives_one_line_a_block_and_nothing_hidden() -> None:
    document = read_document(PAGE.encode(), name="page")
    assert document.media is Media.HTML
    assert document.text.split("\n") == [
        "Azerbaijan",
        "The government’s work went on.",
        "It opened a shelter & a hotline.",
        "Recommendations",
        "• Train judges.",
        "• Fund shelters.",
        "• Inspect",
        "• farms",
        "Year\tVictims",
        "2022\t98",
    ]


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("windows-1252", "cp1252"), ("iso-8859-1", "cp1252"), ("utf-8", "utf-8"), ("", "utf-8-sig")],
)
def test_html_says_its_encoding(declared: str, encoding: str) -> None:
    meta = f'<meta charset="{declared}">' if declared else ""
    page = f"<html><head>{meta}</head><p>Côte d’Ivoire – São Tomé</p></html>"
    document = read_document(page.encode(encoding))
    assert document.text == "Côte d’Ivoire – São Tomé"
    assert document.warnings == ()


def test_html_in_utf16_is_html() -> None:
    assert read_document("<html><p>Ağdam</p></html>".encode("utf-16")).text == "Ağdam"


def test_text_with_an_angle_bracket_stays_text() -> None:
    assert read_document(b"<10 victims were identified> in 2022").media is Media.PLAIN


def test_docx_gives_paragraphs_bullets_and_rows() -> None:
    data = docx_bytes(
        [
            ("Heading 1", "AZERBAIJAN (Tier 2)"),
            ("Normal", "The government opened a shelter."),
            ("List Bullet", "Train judges."),
            ("List Number", "Fund shelters."),
        ],
        [["Year", "Victims"], ["2022", "98"]],
    )
    document = read_document(data, name="report")
    assert document.media is Media.DOCX
    assert document.text.split("\n") == [
        "AZERBAIJAN (Tier 2)",
        "The government opened a shelter.",
        "• Train judges.",
        "• Fund shelters.",
        "Year\tVictims",
        "2022\t98",
    ]


def test_docx_shows_what_was_inserted_and_not_what_was_deleted() -> None:
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    document = docx.Document()
    document.element.body.insert(
        0,
        parse_xml(
            f"<w:sdt {word}><w:sdtContent><w:p><w:r><w:t xml:space='preserve'>It </w:t></w:r>"
            "<w:ins w:id='1' w:author='a'><w:r><w:t>trained</w:t></w:r></w:ins>"
            "<w:del w:id='2' w:author='a'><w:r><w:delText>ignored</w:delText></w:r></w:del>"
            "<w:r><w:t xml:space='preserve'> judges</w:t><w:br/><w:t>again.</w:t></w:r>"
            "</w:p></w:sdtContent></w:sdt>"
        ),
    )
    out = io.BytesIO()
    document.save(out)
    assert read_document(out.getvalue()).text == "It trained judges\nagain."


def test_docx_with_a_large_picture_is_no_bomb() -> None:
    picture = os.urandom(3_000_000)
    data = with_part(docx_bytes([("Normal", "Text")]), "word/media/image1.png", picture)
    assert read_document(data).text == "Text"
