"""Every procedure becomes a form that pyxform accepts, in all languages."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree
from openpyxl import load_workbook
from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from palermo.cases.handover import find_handover_procedure
from palermo.cli.main import main
from palermo.conditions.nodes import LessThan
from palermo.exchange.xlsform import split_at_age, to_xlsform, xpath_if_no, xpath_if_yes
from palermo.kernel.answers import VERSION
from palermo.kernel.errors import BadValue
from palermo.packs.load import load_pack
from palermo.procedures.answers import check_answers
from palermo.procedures.form_names import find_form_problems
from palermo.procedures.interview_order import age_questions
from palermo.procedures.shapes import Choice, Procedure
from palermo.saying.handover_texts import possible_child_text
from palermo.sheets.paper_form import form_data

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


def _shown(row: dict[object, object], given: dict[str, str]) -> bool:
    """Whether a row of the form is shown after these answers; what is not given is empty."""
    relevant = str(row["relevant"] or "true()")
    said = re.sub(r"\$\{(\w+)\}", lambda m: repr(given.get(m[1], "")), relevant)
    return bool(etree.fromstring("<form/>").xpath(f"boolean({said})"))


NEWEST = [PACK.procedures.versions_of(name)[-1] for name in sorted(PACK.procedures.ids)]


@pytest.mark.parametrize("language", PACK.languages)
@pytest.mark.parametrize("procedure", NEWEST, ids=lambda p: p.id)
def test_k1_where_there_is_no_talk_paper_and_form_name_what_protects_a_child(
    procedure: Procedure, language: str
) -> None:
    """As the page does: whom to call, who decides nothing, and the procedure that protects."""
    words = possible_child_text(procedure, PACK, language)
    kept = PACK.procedures.versions_of(find_handover_procedure(procedure))[-1]
    assert kept.people == "children"
    paper = PACK.speech.paper
    assert paper["no_talk_call"].in_language(language) in words
    assert (kept.title.in_language(language) in words) is (kept.id != procedure.id)
    assert "{" not in words
    if procedure.form != "card":
        assert form_data(procedure, PACK, language)["no_talk"]["child"] == words
    column = 2 + list(PACK.languages).index(language)
    labels = list(_rows(procedure)["note_no_talk_child"].values())
    assert labels[column] == words


@pytest.mark.parametrize("procedure", NEWEST, ids=lambda p: p.id)
def test_k1_a16_the_form_says_what_follows_from_a_refusal(procedure: Procedure) -> None:
    rows = _rows(procedure)

    def shown(**given: str) -> set[str]:
        names = ("note_no_talk_code", "note_no_talk_stay", "note_no_talk_child")
        return {name.removeprefix("note_no_talk_") for name in names
                if name in rows and _shown(rows[name], given)}  # fmt: skip

    assert shown() == shown(surely_adult="yes") == set()
    assert shown(no_talk="declined") == {"stay", "child"}
    assert shown(no_talk="declined", surely_adult="unknown") == {"stay", "child"}
    gate = procedure.before[0].id
    assert shown(no_talk=gate, surely_adult="no") == {"stay", "child"}
    if procedure.people != "children":
        assert shown(no_talk="declined", surely_adult="yes") == {"code"}
        assert shown(no_talk=gate, surely_adult="yes") == {"stay"}


HANDED_OVER = [p for p in PACK.procedures.versions if p.child_procedure]


@pytest.mark.parametrize("procedure", HANDED_OVER, ids=lambda p: f"{p.id}-{p.version}")
def test_f03_who_may_be_under_18_is_asked_nothing_meant_for_adults(procedure: Procedure) -> None:
    rows = _rows(procedure)
    order = list(rows)
    ages = [name for name in age_questions(procedure) if rows[name]["relevant"] is None]
    first, rest = split_at_age(procedure)
    assert {q.id for q in first} >= set(ages)
    assert all(q.stops for q in first if q.id not in ages)
    # Place and conditions come before the age, and the age before everything for adults.
    assert order.index("place_kind") < order.index("surely_adult")
    gates = [order.index(f"note_{gate.id}") for gate in procedure.before]
    assert max(gates) < order.index("surely_adult")
    for question in rest:
        assert order.index("surely_adult") < order.index(question.id)
        assert all(order.index(age) < order.index(question.id) for age in ages)
    everything = {q.id: "yes" for q in rest}
    adult: list[dict[str, str]] = [{"surely_adult": "yes"}, *({age: "no"} for age in ages)]
    child: list[dict[str, str]] = [{"surely_adult": "no"}, {"surely_adult": "unknown"}]
    child += [{age: word, "surely_adult": said} for age in ages for said in ("", "unknown", "yes")
              for word in ("yes", "does_not_know", "prefers_not_to_say")]  # fmt: skip
    for given in child:
        assert _shown(rows["note_child"], given)
        assert not [q.id for q in rest if _shown(rows[q.id], {**everything, **given})], given
    for given in adult:
        assert not _shown(rows["note_child"], given)
        assert [q.id for q in rest if _shown(rows[q.id], {**everything, **given})], given
    assert not any(_shown(rows[q.id], everything) for q in rest)


def test_f03_the_note_names_the_way_for_children_in_every_language() -> None:
    procedure = HANDED_OVER[0]
    child = PACK.procedures.version(procedure.child_procedure or "", 1)
    assert child is not None
    note = _rows(procedure)["note_child"]
    labels = [str(text) for head, text in note.items() if str(head).startswith("label")]
    titles = [child.title.in_language(code) for code in PACK.languages]
    assert len(labels) == len(titles)
    assert all("{" not in text for text in labels)


@pytest.mark.parametrize(
    "name",
    ["start", "end", "meta", "procedure_version", "procedure_status", "note_safe", "note_child",
     "place_kind", "surely_adult", "no_talk", "first_sign_at", "name", "uuid", "version", "data",
     "told", "yes_no", "instanceID", "GROUNDS", "audit", "label"],
)  # fmt: skip
@pytest.mark.parametrize("choices", [(), ("a", "b"), ("a", "a"), ("does_not_know",)])
def test_f31_what_pyxform_refuses_the_check_names(name: str, choices: tuple[str, ...]) -> None:
    procedure = next(p for p in PACK.procedures.versions if p.id == "screen-domestic-work")
    last = procedure.questions[-1]
    made = last.model_copy(
        update={
            "id": name,
            "type": "choice" if choices else "yes_no",
            "choices": tuple(Choice(id=c, text=last.text) for c in choices),
        }
    )
    wrong = procedure.model_copy(update={"questions": (*procedure.questions[:-1], made)})
    found = list(find_form_problems(wrong))
    try:
        convert(io.BytesIO(to_xlsform(wrong, PACK)), file_type=".xlsx")
    except PyXFormError:
        assert found, name
    if name in {"name", "uuid", "version", "audit", "label"} and choices in {(), ("a", "b")}:
        assert not found


def test_f31_no_procedure_of_ours_has_such_a_name() -> None:
    assert [p.id for p in PACK.procedures.versions if list(find_form_problems(p))] == []


def test_the_form_begins_in_the_language_that_was_asked_for(tmp_path: Path) -> None:
    out = tmp_path / "form.xlsx"
    for language in PACK.languages:
        words = ["form", "refer-victim", "--out", str(out), "--country", "aze", "--lang", language]
        assert CliRunner().invoke(main, words).exit_code == 0
        head, row = load_workbook(out)["settings"].iter_rows(values_only=True)
        settings = dict(zip(head, row, strict=True))
        assert str(settings["default_language"]).endswith(f"({language})")
        convert(out.read_bytes(), file_type=".xlsx")
