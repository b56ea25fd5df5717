"""Every procedure becomes a form that pyxform accepts, in all languages."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from palermo.cli.main import main
from palermo.conditions.nodes import LessThan
from palermo.exchange.xlsform import to_xlsform, xpath_if_no, xpath_if_yes
from palermo.kernel.answers import VERSION
from palermo.kernel.errors import BadValue
from palermo.packs.load import load_pack
from palermo.procedures.answers import check_answers
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
    assert rows["debt"]["label::English (en)"] == "Do you have to work to pay off a debt?"
    assert rows["debt"]["hint::English (en)"] == "Recorded: The person works to pay off a debt"
    assert rows["violence"]["label::English (en)"] == "There are marks of violence"
    assert "It is not read out" in str(rows["violence"]["hint::English (en)"])


def _rows(procedure: Procedure) -> dict[object, dict[object, object]]:
    sheet = load_workbook(io.BytesIO(to_xlsform(procedure, PACK)))["survey"]
    head, *rows = sheet.iter_rows(values_only=True)
    return {row[1]: dict(zip(head, row, strict=True)) for row in rows}


def _accepted(procedure: Procedure, question: str, number: float) -> bool:
    try:
        check_answers(procedure, {question: number})
    except BadValue:
        return False
    return True


@pytest.mark.parametrize("procedure", PACK.procedures.versions, ids=lambda p: p.id)
def test_limits_hold_in_the_form_as_they_do_here(procedure: Procedure) -> None:
    rows = _rows(procedure)
    constraints = {name: row["constraint"] or "true()" for name, row in rows.items()}
    for question in (q for q in procedure.questions if q.type == "number"):
        limits = [limit for limit in (question.least, question.most) if limit is not None]
        for number in {0.5, *(limit + step for limit in limits for step in (-1, -0.5, 0, 0.5, 1))}:
            typed = etree.fromstring(f"<answer>{number}</answer>")
            allowed = bool(typed.xpath(constraints[question.id]))
            assert allowed is _accepted(procedure, question.id, number), number


def test_large_limits_are_written_in_digits() -> None:
    assert (
        xpath_if_yes(LessThan("income", 2_500_000)) == "(${income} != '' and ${income} < 2500000)"
    )
    assert xpath_if_no(LessThan("income", 0.25)) == "(${income} != '' and ${income} >= 0.25)"


def test_the_form_says_when_it_began_and_which_version_it_is() -> None:
    procedure = PACK.procedures.versions[0]
    sheet = load_workbook(io.BytesIO(to_xlsform(procedure, PACK)))["survey"]
    rows = list(sheet.iter_rows(values_only=True))
    assert (rows[1][0], rows[1][1]) == ("start", "start")
    assert (rows[2][0], rows[2][1], rows[2][-1]) == ("calculate", VERSION, procedure.version)


def test_the_command_writes_the_file(tmp_path: Path) -> None:
    out = tmp_path / "form.xlsx"
    result = CliRunner().invoke(
        main, ["form", "refer-victim", "--out", str(out), "--country", "aze"]
    )
    assert result.exit_code == 0, result.output
    assert load_workbook(out).sheetnames == ["survey", "choices", "settings"]


def test_an_opening_question_has_no_no() -> None:
    pack = load_pack("aze")
    procedure = pack.procedure("child-pathway", date(2026, 11, 1))
    book = load_workbook(io.BytesIO(to_xlsform(procedure, pack)))
    kinds = {row[1]: row[0] for row in book["survey"].iter_rows(values_only=True)}
    assert kinds["tell_day"] == "select_one told"
    assert kinds["no_school"] == "select_one yes_no"
    told = [row[1] for row in book["choices"].iter_rows(values_only=True) if row[0] == "told"]
    assert told == ["yes", "does_not_know", "prefers_not_to_say"]
