"""Documents as offices send them: each reads as the same text in a plain file does.

The files lie beside the project and are named for their numbers; texts made here try the same
kinds where they are absent.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from palermo.cli.main import main
from palermo.documents.document import read_document
from palermo.documents.normalized_text import normalize_text
from tests.shared import SHARED, needs_shared

FIELD = SHARED / "field"
#: File, and the figures that differ from those of the plain file.
SAME_AS_PLAIN = (
    "F06-superscript.docx", "F06-sup.html", "F08-space-thousands.html", "F08-thin-space.docx",
    "F09-numbered-table.docx", "F22-ligature.docx", "F22-soft-hyphen.html",
    "F21-three-columns.pdf", "F34-accordion.html", "F35-saved-page.mht", "F35-macro.docm",
)  # fmt: skip


def _read(path: Path) -> Any:
    answer = CliRunner().invoke(main, ["read", "--format", "json", str(path)])
    assert answer.exit_code == 0, answer.output
    return json.loads(answer.stdout)


def _facts(reading: Any) -> tuple[Any, ...]:
    figures = sorted((f["measure"], f["value"], f["year"]) for f in reading["figures"])
    wanted = [r["text"] for r in reading["recommendations"]]
    return reading["tier"], reading["year"], figures, wanted, reading["missing_chapters"]


@needs_shared
@pytest.mark.parametrize("name", SAME_AS_PLAIN)
def test_the_kind_of_file_changes_nothing(name: str) -> None:
    assert _facts(_read(FIELD / name)) == _facts(_read(FIELD / "F06-plain.docx"))


@needs_shared
def test_f07_deleted_text_is_not_read() -> None:
    figures = {(f["measure"], f["value"]) for f in _read(FIELD / "F07-del-ins.html")["figures"]}
    assert ("victims_identified", 96) in figures
    assert not any(value > 9000 for measure, value in figures if measure == "victims_identified")


@needs_shared
def test_f47_what_did_not_happen_is_no_figure() -> None:
    measures = {f["measure"] for f in _read(FIELD / "F47-not.html")["figures"]}
    assert "officials_trained" not in measures


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>identified 95<sup>3</sup> victims</p>", "identified 95 victims"),
        ("<p>on the 2<sup>nd</sup> day</p>", "on the 2nd day"),
        ("<p>identified <del>95</del><ins>96</ins> victims</p>", "identified 96 victims"),
        ("<p>identified <s>9</s> 12 victims</p>", "identified 12 victims"),
        ("<h2><button aria-expanded='false'>PROTECTION</button></h2>", "PROTECTION"),
        ("<p>Read<button>Share</button> this</p>", "Read this"),
        ("<p>1\u00a0200 calls\u00a0in 2022</p>", "1\u00a0200 calls in 2022"),
    ],
)
def test_what_a_page_shows_is_what_is_read(body: str, text: str) -> None:
    html = f"<!DOCTYPE html><html><body>{body}</body></html>".encode()
    assert read_document(html, name="page.html").text.strip() == text


def test_a_saved_page_is_decoded() -> None:
    page = (
        b"From: <Saved>\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\n'
        b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable"
        b"\r\n\r\n<html><body><p>convicted 12 traf=\r\nfickers</p></body></html>\r\n--b--\r\n"
    )
    assert read_document(page, name="page.mht").text.strip() == "convicted 12 traffickers"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("identi\ufb01ed of\ufb02ine", "identified offline"),
        ("traf\u00adfickers", "traffickers"),
        ("1\tFind victims.\n2\tTrain judges.\n", "• Find victims.\n• Train judges.\n"),
    ],
)
def test_traces_of_typesetting_are_taken_out_before_reading(source: str, text: str) -> None:
    assert normalize_text(source).text == text
