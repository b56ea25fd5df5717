"""Every procedure becomes a form that pyxform accepts, in all languages."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from palermo.cli.main import main
from palermo.exchange.xlsform import to_xlsform
from palermo.packs.load import load_pack
from palermo.procedures.shapes import Procedure

PACK = load_pack("aze")


@pytest.mark.parametrize("procedure", PACK.procedures.versions, ids=lambda p: p.id)
def test_pyxform_accepts_it(procedure: Procedure) -> None:
    form = convert(io.BytesIO(to_xlsform(procedure, PACK)), file_type=".xlsx").xform
    for question in procedure.questions:
        assert f'nodeset="/data/{question.id}"' in form or f"/{question.id}" in form
        assert question.text.in_language("az") in form.replace("&quot;", '"')


def test_relevance_and_limits_are_written() -> None:
    procedure = next(p for p in PACK.procedures.versions if p.id == "child-pathway")
    age = _rows(procedure)["age"]
    assert age["type"] == "decimal"
    assert age["relevant"] == "${age_known} = 'yes'"
    assert age["constraint"] == ". >= 0 and . <= 30"


def test_the_label_is_said_and_the_hint_is_what_is_recorded() -> None:
    procedure = next(p for p in PACK.procedures.versions if p.id == "screen-commercial-sex")
    rows = _rows(procedure)
    assert rows["debt"]["label::English (en)"] == "Do you have to work off a debt?"
    assert rows["debt"]["hint::English (en)"] == "Recorded: The person works off a debt"
    assert rows["violence"]["label::English (en)"] == "There are marks of violence"
    assert "It is not read out" in str(rows["violence"]["hint::English (en)"])


def _rows(procedure: Procedure) -> dict[object, dict[object, object]]:
    sheet = load_workbook(io.BytesIO(to_xlsform(procedure, PACK)))["survey"]
    head, *rows = sheet.iter_rows(values_only=True)
    return {row[1]: dict(zip(head, row, strict=True)) for row in rows}


def test_the_command_writes_the_file(tmp_path: Path) -> None:
    out = tmp_path / "form.xlsx"
    result = CliRunner().invoke(
        main, ["form", "refer-victim", "--out", str(out), "--country", "aze"]
    )
    assert result.exit_code == 0, result.output
    assert load_workbook(out).sheetnames == ["survey", "choices", "settings"]
