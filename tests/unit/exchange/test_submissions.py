"""Exports of KoboToolbox and ODK Central: read, mapped, checked against the procedure."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from palermo.conditions.explain import evaluate_condition
from palermo.exchange.answer_vocabulary import UNREADABLE
from palermo.exchange.no_talk_columns import NO_TALK_COLUMNS
from palermo.exchange.submission_mapping import (
    CodedTable,
    ColumnMapping,
    check_mapping,
    keep_coded_columns,
    propose_mapping,
    read_mapping,
)
from palermo.exchange.submission_rows import CheckedRows, check_rows
from palermo.exchange.submissions import read_submissions
from palermo.exchange.xlsform import to_xlsform
from palermo.kernel.answers import Answer, Missing, Value
from palermo.kernel.errors import BadValue, UnreadableInput
from palermo.procedures.interview_order import AGE_QUESTION
from palermo.procedures.shapes import Procedure
from tests.submissions import CHILD, IDS, NAME, PACK, REFER, kobo_csv, kobo_xlsx, odk_csv

BAKU = ZoneInfo("Asia/Baku")
QUESTIONS = [q.id for q in REFER.questions]


def table_of(
    content: bytes, procedure: Procedure = REFER, said: ColumnMapping | None = None
) -> CodedTable:
    raw = read_submissions(content, "export")
    return keep_coded_columns(raw, procedure, PACK, said)


def checked(
    content: bytes, procedure: Procedure = REFER, said: ColumnMapping | None = None, **more: object
) -> CheckedRows:
    table = table_of(content, procedure, said)
    proposed = said.columns if said and said.columns else propose_mapping(table).columns
    values = {"place_kind": procedure.settings[0], "columns": proposed, **more}
    return check_rows(table, ColumnMapping.model_validate(values), procedure, PACK, BAKU)


def in_words(language: str, *codes: str) -> list[str]:
    return [PACK.speech.answers[c].in_language(language) if c else "" for c in codes]


ROWS = [
    ["yes", "no", "does_not_know", "yes", "", "prefers_not_to_say", "no"],
    ["no", "no", "no", "no", "no", "no", "not_asked"],
]
EXPECTED = [
    {q: v for q, v in zip(QUESTIONS, row, strict=True) if v} for row in ROWS
]  # an empty cell was not asked


def test_kobo_csv_with_semicolons_and_groups() -> None:
    found = checked(kobo_csv(ROWS, QUESTIONS))
    assert found.problems == ()
    assert [dict(s.answers) for s in found.ready] == EXPECTED
    assert [str(s.key) for s in found.ready] == IDS[:2]
    assert found.ready[0].started_at == datetime(2026, 3, 1, 6, 15, tzinfo=UTC)
    assert found.ready[0].answers["agrees"] in ("no", "yes", *Missing)


@pytest.mark.parametrize("language", ["en", "az", "ru"])
def test_kobo_xlsx_with_labels(language: str) -> None:
    labels = [q.text.in_language(language) for q in REFER.questions]
    headings = [*labels, "Qeydlər", "_id", "_uuid", "_submission_time", "__version__"]
    rows = [
        [*in_words(language, *row), NAME, n, IDS[n], datetime(2026, 3, 1, 6, 41, 2), "vQ8"]  # noqa: DTZ001
        for n, row in enumerate(ROWS)
    ]
    content = kobo_xlsx(rows, headings, ["companions"])
    table = table_of(content)
    assert table.other_sheets == ("companions",)
    assert "Qeydlər" in table.left_out
    found = checked(content)
    assert found.problems == ()
    assert [dict(s.answers) for s in found.ready] == EXPECTED
    # KoboToolbox writes this column in UTC without saying so.
    assert found.ready[0].started_at == datetime(2026, 3, 1, 6, 41, 2, tzinfo=UTC)


def test_odk_csv() -> None:
    found = checked(odk_csv(ROWS, QUESTIONS))
    assert found.problems == ()
    assert [dict(s.answers) for s in found.ready] == EXPECTED
    assert str(found.ready[0].key) == IDS[0]


@pytest.mark.parametrize("procedure", PACK.procedures.versions, ids=lambda p: p.id)
def test_what_our_own_form_asks_comes_back(procedure: Procedure) -> None:
    sheet = load_workbook(io.BytesIO(to_xlsform(procedure, PACK)))["survey"]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    first = {"start": "2026-03-01T10:15:00.000+04:00", "procedure_version": procedure.version}
    answers: dict[str, Value] = {}
    for q in procedure.questions:
        if evaluate_condition(q.when, answers) is Answer.YES:
            first_choice = (*(c.id for c in q.choices), "yes")[0]
            answers[q.id] = (q.most or 7) if q.type == "number" else first_choice
            if q.id == AGE_QUESTION and q.most and q.most > 17:
                # The first answer about the age says that the person may be a child.
                answers[q.id] = 17
    asked = {q.id for q in procedure.questions}
    names = [str(row[1]) for row in rows]
    cells = [first.get(name, answers.get(name, "")) for name in names]
    content = kobo_xlsx([[*cells, IDS[0]]], [*names, "_uuid"])
    table = table_of(content, procedure)
    # The columns of a first sign and of a talk that did not take place are recognised, too; they
    # are empty here.
    without_talk = {"first_sign_at", "place_kind", *NO_TALK_COLUMNS.values()} & set(names)
    assert {c.header for c in table.columns} == {*first, *asked, "_uuid", *without_talk}
    assert not any(c.proposed.startswith("?") for c in table.columns)
    found = checked(content, procedure, adults=True)
    assert [dict(s.answers) for s in found.ready] == [answers], found.problems


def test_free_text_is_in_nothing_that_is_kept() -> None:
    rows = [[NAME, "no", "no", "no", "no", "no", "no"]]
    for content in (kobo_csv(rows, QUESTIONS), odk_csv(rows, QUESTIONS)):
        table = table_of(content)
        assert NAME.split()[0] not in repr(table)
        assert {"remarks"} <= set(table.left_out)
        found = checked(content)
        assert NAME.split()[0] not in repr(found)
        assert table.columns[[c.proposed for c in table.columns].index(QUESTIONS[0])].cells == (
            UNREADABLE,
        )
        (problem,) = found.problems
        assert (problem.row, found.ready) == (2, ())
        assert "yes, no" in problem.remedy.say()


def test_telephone_numbers_and_birthdays_are_not_kept() -> None:
    headings = [*QUESTIONS, "phone", "born", "_uuid", "start"]
    row = [*ROWS[1], "0501234567", "1999-05-06", IDS[0], "2026-03-01T10:15:00+04:00"]
    table = table_of(kobo_xlsx([row], headings))
    assert set(table.left_out) == {"phone", "born"}
    assert "0501234567" not in repr(table)
    assert "1999" not in repr(table)


def test_a_table_survives_being_kept() -> None:
    table = table_of(kobo_csv(ROWS, QUESTIONS))
    kept = CodedTable.from_json(table.to_json())
    # The number of columns left out is stored; their names may be those of persons.
    assert len(kept.left_out) == len(table.left_out) > 0
    assert "remarks" in table.left_out
    assert "remarks" not in str(table.to_json())
    assert replace(kept, left_out=table.left_out) == table


def test_a_heading_that_only_comes_near_is_never_taken_unasked() -> None:
    near = REFER.questions[0].text.in_language("en").replace("?", "") + "s"
    headings = [near, *QUESTIONS[1:], "_uuid", "start"]
    content = kobo_xlsx([[*ROWS[1], IDS[0], "2026-03-01T10:15:00+04:00"]], headings)
    table = table_of(content)
    assert table.columns[0].proposed == f"?{QUESTIONS[0]}"
    with pytest.raises(BadValue, match=r"\?" + QUESTIONS[0]):
        checked(content)
    said = propose_mapping(table)
    said.columns[near] = QUESTIONS[0]
    assert checked(content, said=said).ready[0].answers[QUESTIONS[0]] == "no"


def test_two_columns_of_one_question_are_one_where_they_agree() -> None:
    headings = [f"a/{QUESTIONS[0]}", f"b/{QUESTIONS[0]}", *QUESTIONS[1:], "_uuid", "start"]
    rest = [*ROWS[1][1:], IDS[0], "2026-03-01T10:15:00+04:00"]
    for one, other in (("no", ""), ("", "no"), ("no", "no")):
        found = checked(kobo_xlsx([[one, other, *rest]], headings))
        assert [s.answers[QUESTIONS[0]] for s in found.ready] == ["no"]
    found = checked(kobo_xlsx([["no", "yes", *rest]], headings))
    assert not found.ready
    (problem,) = found.problems
    assert problem.column == ", ".join(headings[:2])


def test_two_columns_that_come_near_are_both_asked_about() -> None:
    near = REFER.questions[0].text.in_language("en")
    headings = [f"{near}s", f"{near}z", "_uuid", "start"]
    table = table_of(kobo_xlsx([["no", "no", IDS[0], "2026-03-01T10:15:00+04:00"]], headings))
    assert [c.proposed for c in table.columns][:2] == [f"?{QUESTIONS[0]}"] * 2


def test_an_edited_submission_keeps_its_first_id() -> None:
    headings = [*QUESTIONS, "_uuid", "meta/rootUuid", "start"]
    rows = [[*ROWS[1], IDS[n + 5], f"uuid:{IDS[n]}", "2026-03-01T10:15:00+04:00"] for n in (0, 1)]
    assert [str(s.key) for s in checked(kobo_xlsx(rows, headings)).ready] == IDS[:2]
    # A submission of an older server lacks the first id: then its own is used.
    rows[1][-2] = ""
    assert [str(s.key) for s in checked(kobo_xlsx(rows, headings)).ready] == [IDS[0], IDS[6]]


def test_another_form_says_its_own_words() -> None:
    headings = ["Q1", *QUESTIONS[1:], "_uuid", "start"]
    content = kobo_xlsx(
        [["1", *ROWS[1][1:], IDS[0], "2026-03-01T10:15:00+04:00"],
         ["var", *ROWS[1][1:], IDS[1], "2026-03-01T10:15:00+04:00"]], headings
    )  # fmt: skip
    text = f"columns: {{Q1: {QUESTIONS[0]}, _uuid: '@key', start: '@started_at'}}\n"
    said = read_mapping(text + "values: {Q1: {1: yes}, '*': {VAR: no}}", "m.yaml")
    found = checked(content, said=said)
    assert [s.answers[QUESTIONS[0]] for s in found.ready] == ["yes", "no"]
    # Without them the words are not answers, and nothing is guessed.
    bare = read_mapping(text, "m.yaml")
    assert len(checked(content, said=bare).problems) == 2


def test_a_mapping_must_be_whole() -> None:
    table = table_of(kobo_csv(ROWS, QUESTIONS))
    whole = propose_mapping(table)
    check_mapping(whole, table, REFER)
    for change in (
        {"start": "-"},
        {"start": "@start"},
        {"no such column": "grounds"},
    ):
        with pytest.raises(BadValue, match="not complete"):
            check_mapping(
                whole.model_copy(update={"columns": {**whole.columns, **change}}), table, REFER
            )
    for wrong in ("columns: [", "colums: {}", "version: first"):
        with pytest.raises(UnreadableInput):
            read_mapping(wrong, "m.yaml")


def test_rows_of_another_version_are_listed() -> None:
    found = checked(odk_csv([ROWS[1]] * 4, QUESTIONS, ["1", "7", "", "2026030112"]))
    assert [s.row for s in found.ready] == [2]
    assert [p.row for p in found.problems] == [3, 4, 5]
    assert all("no such version" in p.what.say() for p in found.problems)


def test_the_same_submission_twice_in_a_file() -> None:
    row = [*ROWS[1], IDS[0], "2026-03-01T10:15:00+04:00"]
    found = checked(kobo_xlsx([row, row], [*QUESTIONS, "_uuid", "start"]))
    assert len(found.ready) == 1
    assert "Row 2 has the same submission" in found.problems[0].what.say()


def _child_rows(*cells: tuple[str, str]) -> CheckedRows:
    rows = [[known, age, IDS[n], "2026-03-01T10:15:00+04:00"] for n, (known, age) in
            enumerate(cells)]  # fmt: skip
    return checked(kobo_xlsx(rows, ["age_known", "age", "_uuid", "start"]), CHILD)


def test_relevance_and_limits_hold_as_in_the_form() -> None:
    found = _child_rows(("yes", "15"), ("no", "15"), ("yes", "31"), ("no", ""), ("yes", "-1"))
    assert [s.row for s in found.ready] == [2, 5]
    assert found.ready[0].answers == {"age_known": "yes", "age": 15}
    said = {p.row: (p.column, p.what.say()) for p in found.problems}
    assert "is not asked" in said[3][1]
    assert "between 0 and 30" in said[4][1]
    assert said[6] == said[4]


def test_what_every_row_must_hold() -> None:
    good = [*ROWS[1], IDS[0], "2026-03-01T10:15:00", "police"]
    rows = [
        good,
        [*ROWS[1], "17", "2026-03-01T10:15:00", "police"],
        [*ROWS[1], IDS[1], "yesterday", "police"],
        [*ROWS[1], IDS[2], "2026-03-01T10:15:00", "the moon"],
        [*([""] * len(QUESTIONS)), IDS[3], "2026-03-01T10:15:00", "police"],
        [],
    ]
    headings = [*QUESTIONS, "_uuid", "start", "place_kind"]
    found = checked(kobo_xlsx(rows, headings), place_kind="")
    assert (found.rows, [s.row for s in found.ready]) == (5, [2])
    assert [(p.row, p.column) for p in found.problems] == [
        (3, "_uuid"), (4, "start"), (5, "place_kind"), (6, ""),
    ]  # fmt: skip
    # A time without a time zone is in that of the office.
    assert found.ready[0].started_at == datetime(2026, 3, 1, 6, 15, tzinfo=UTC)


def test_who_may_be_under_18_is_marked_for_the_pathway() -> None:
    adults = next(p for p in PACK.procedures.versions if p.id == "screen-domestic-work")
    first = adults.questions[0].id
    headings = [first, "may_be_child", "age", "_uuid", "start"]
    cases = [("no", "34"), ("no", "17"), ("yes", ""), ("", ""), ("no", ""), ("yes", "34")]
    rows = [["no", child, age, IDS[n], "2026-03-01T10:15:00+04:00"] for n, (child, age) in
            enumerate(cases)]  # fmt: skip
    content = kobo_xlsx(rows, headings)
    found = checked(content, adults)
    assert [s.child for s in found.ready] == [
        False, True, True, True, False, True,
    ]  # fmt: skip
    # Where an age and an answer contradict each other the person is a child, and it is said.
    assert [s.row for s in found.ready if s.doubtful_age] == [3, 7]
    sure = checked(content, adults, adults=True)
    assert [s.child for s in sure.ready] == [False, True, True, False, False, True]
    # A procedure for everybody does not hand over to another.
    assert not any(s.child for s in checked(kobo_csv(ROWS, QUESTIONS)).ready)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01\x02\x03" * 50,
        b"PK\x03\x04 broken",
        b"\xd0\xcf\x11\xe0 old excel",
        b"a;b\n",
        b'a;b\n"1;2\n',
        b"a;b\n1;2;3\n",
        b"a\n" * 6000,
        b"x" * (5 * 1024 * 1024 + 1),
        kobo_xlsx([], []),
    ],
)
def test_broken_files_are_told(content: bytes) -> None:
    with pytest.raises(UnreadableInput) as caught:
        read_submissions(content, "export.csv")
    assert caught.value.remedy.template


def test_a_table_without_headings_is_not_kept() -> None:
    with pytest.raises(UnreadableInput, match="headings") as caught:
        table_of(kobo_xlsx([[NAME, "yes"], [NAME, "no"]], [NAME, "no"]))
    assert "Leyla" not in caught.value.say()


def test_an_archive_of_tables_is_told() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("form.csv", "a,b\n1,2\n")
    with pytest.raises(UnreadableInput, match="Unpack"):
        read_submissions(out.getvalue(), "export.zip")


def test_what_a_spreadsheet_saves_as_unicode_text_is_read() -> None:
    rows = [in_words("ru", *ROWS[0])]
    text = kobo_csv(rows, QUESTIONS).decode("utf-8-sig").replace('";"', '"\t"')
    found = checked(text.encode("utf-16"))
    assert [dict(s.answers) for s in found.ready] == EXPECTED[:1]


def test_letters_that_were_damaged_are_no_answers() -> None:
    rows = [in_words("ru", *ROWS[0])]
    text = kobo_csv(rows, QUESTIONS).decode("utf-8-sig").replace(NAME, "")
    found = checked(text.replace("да", "??").encode())
    assert (found.ready, len(found.problems)) == ((), ROWS[0].count("yes"))
