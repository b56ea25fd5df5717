"""What KoboToolbox exports from our own form comes back whole: every procedure, in each language.

The headings are written from the XLSForm by the rules of KoboToolbox's exporter: the label of a
question or its name, answers as labels or names, several choices in one column and in one for each.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from openpyxl import Workbook, load_workbook

from palermo.conditions.explain import evaluate_condition
from palermo.exchange.headings import HeadingVocabulary
from palermo.exchange.submission_mapping import (
    ColumnMapping,
    keep_coded_columns,
    list_unused_columns,
    propose_mapping,
)
from palermo.exchange.submission_rows import check_rows
from palermo.exchange.submissions import read_submissions
from palermo.exchange.xlsform import to_xlsform
from palermo.kernel.answers import Answer, Value
from palermo.procedures.interview_order import AGE_QUESTION, age_questions
from palermo.procedures.shapes import Procedure
from tests.submissions import IDS, PACK

BAKU = ZoneInfo("Asia/Baku")
STARTED = "2026-11-30T10:15:00.000+04:00"
NAMES = ""
Row = dict[str, Any]


@cache
def form(procedure_id: str, version: int) -> tuple[list[Row], list[Row]]:
    """The rows of the sheets `survey` and `choices`."""
    procedure = PACK.procedures.version(procedure_id, version)
    assert procedure is not None
    book = load_workbook(io.BytesIO(to_xlsform(procedure, PACK)))
    return tuple(list(_rows(book[name])) for name in ("survey", "choices"))  # type: ignore[return-value]


def _rows(sheet: Any) -> Iterator[Row]:
    head, *rows = sheet.iter_rows(values_only=True)
    for row in rows:
        yield {h.split(" (")[-1].rstrip(")") if "label" in h else h: c or "" for h, c in zip(
            head, row, strict=True)}  # fmt: skip


def label(row: Row, language: str) -> str:
    return str(row[language] if language else row["name"])


def answered(procedure: Procedure) -> dict[str, Value]:
    """An answer to everything that is asked of an adult: the last choice of each question."""
    answers: dict[str, Value] = {}
    for q in procedure.questions:
        if evaluate_condition(q.when, answers) is not Answer.YES:
            continue
        if q.type == "number":
            answers[q.id] = q.most or 7
        elif q.id in age_questions(procedure):
            answers[q.id] = "no"
        else:
            answers[q.id] = (*(c.id for c in q.choices), "yes")[0]
        if q.id == AGE_QUESTION and procedure.people != "children":
            answers[q.id] = 40
    return answers


def export(procedure: Procedure, language: str, rows: Sequence[Row]) -> list[list[str]]:
    """A heading and lines as the exporter writes them."""
    survey, choices = form(procedure.id, procedure.version)
    heading: list[str] = []
    lines: list[list[str]] = [[] for _ in rows]
    for asked in survey:
        kind, _, listed = str(asked["type"]).partition(" ")
        title = label(asked, language) or str(asked["name"])
        words = {c["name"]: label(c, language) for c in choices if c["list_name"] == listed}
        heading.append(title)
        for line, row in zip(lines, rows, strict=True):
            cell = row.get(asked["name"], "")
            given = cell if isinstance(cell, list) else [cell]
            line.append(" ".join(words.get(c, str(c)) for c in given))
        for code, word in words.items() if kind == "select_multiple" else ():
            heading.append(f"{title}/{word}")
            for line, row in zip(lines, rows, strict=True):
                given = row.get(asked["name"], [])
                line.append(str(int(code in given)) if given else "")
    own = ["_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status",
           "_submitted_by", "__version__", "_tags", "_index", "meta/rootUuid"]  # fmt: skip
    for number, line in enumerate(lines):
        line += [str(700 + number), IDS[number], "2026-11-30T06:41:02", "", "", "submitted_via_web",
                 "field", "vQ8", "", str(number + 1), f"uuid:{IDS[number]}"]  # fmt: skip
    return [[*heading, *own], *lines]


def as_csv(lines: list[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL).writerows(lines)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(lines: list[list[str]]) -> bytes:
    book = Workbook()
    for line in lines:
        book.worksheets[0].append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("write", [as_csv, as_xlsx])
@pytest.mark.parametrize("language", [NAMES, *PACK.languages])
@pytest.mark.parametrize("procedure", PACK.procedures.versions, ids=lambda p: f"{p.id}-{p.version}")
def test_the_export_of_our_own_form_comes_back_whole(
    procedure: Procedure, language: str, write: Any
) -> None:
    answers = answered(procedure)
    first: Row = {
        "start": STARTED, "procedure_version": procedure.version,
        "place_kind": procedure.settings[-1], "surely_adult": "yes", **answers,
    }  # fmt: skip
    survey, choices = form(procedure.id, procedure.version)
    assert {r["name"] for r in survey} >= answers.keys()
    called = [c["name"] for c in choices if c["list_name"] == "no_talk_called"][:3]
    reason = procedure.before[0].id
    second: Row = {
        "start": STARTED, "procedure_version": procedure.version, "surely_adult": "yes",
        "place_kind": procedure.settings[0], "no_talk": reason, "no_talk_called": called,
        "no_talk_expected_at": "2026-11-30T12:00:00.000+04:00",
        "first_sign_at": "2026-11-30T10:20:00.000+04:00",
    }  # fmt: skip
    content = write(export(procedure, language, [first, second]))
    raw = read_submissions(content, "export", HeadingVocabulary(procedure, PACK).knows)
    table = keep_coded_columns(raw, procedure, PACK)
    mapping = propose_mapping(table)
    assert list_unused_columns(table, ColumnMapping()) == ()
    found = check_rows(table, mapping, procedure, PACK, BAKU)
    assert found.problems == ()
    one, other = found.ready
    assert dict(one.answers) == answers
    assert (one.place_kind, one.adult) == (procedure.settings[-1], procedure.people != "children")
    assert other.handover is not None
    assert (other.handover.reason, other.handover.called) == (reason, tuple(called))
    assert other.first_sign_at is not None
