"""Exports as offices send them, by their numbers in `../shared/field`: taken whole, or explained.

Each row has a sibling of the same kind in the tests of `exchange` and `documents`, made here.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from palermo.accounts.rights import Role
from palermo.cli.main import main
from palermo.exchange.headings import HeadingVocabulary
from palermo.exchange.submission_mapping import keep_coded_columns
from palermo.exchange.submissions import read_submissions
from palermo.kernel.errors import BadValue, UnreadableInput
from palermo.procedures.interview_order import question_wording
from palermo.records.interviews.models import Interview
from tests.shared import SHARED, needs_shared
from tests.submissions import PACK
from tests.visits import add_user

pytestmark = [pytest.mark.django_db, needs_shared]
FIELD = SHARED / "field"
LABOUR = next(p for p in PACK.procedures.versions if p.id == "screen-adult-labour")


@pytest.fixture(autouse=True)
def _officer(db: None) -> None:
    add_user(username="officer", password="a long password", role=Role.OFFICER, agency="ATD")


def take_in(name: str, mapping: str = "refer", procedure: str = "refer-victim") -> Result:
    words = [
        "interviews", "import", str(FIELD / name), "--procedure", procedure,
        "--mapping", str(FIELD / f"map-{mapping}.yaml"), "--as", "officer",
    ]  # fmt: skip
    return CliRunner().invoke(main, words, env={"COLUMNS": "300"})


def check(name: str, mapping: str = "refer", procedure: str = "refer-victim") -> Result:
    words = [
        "interviews", "import", str(FIELD / name), "--procedure", procedure,
        "--mapping", str(FIELD / f"map-{mapping}.yaml"), "--as", "officer", "--dry-run",
    ]  # fmt: skip
    return CliRunner().invoke(main, words, env={"COLUMNS": "300"})


def kept() -> list[dict[str, Any]]:
    return [dict(i.answers) for i in Interview.objects.order_by("started_at")]


def test_f01_labels_and_names_give_the_same_answers(tmp_path: Path) -> None:
    labour = ("labour", "screen-adult-labour")
    assert take_in("F01-own-form-kobo-names.csv", *labour).exit_code == 0
    names = kept()
    assert sum(map(len, names)) >= 2 * 70
    # The words of the form have changed since: under the words of today the columns are the same.
    with (FIELD / "F01-own-form-kobo-names.csv").open(encoding="utf-8-sig") as file:
        ids, *rows = csv.reader(file, delimiter=";")
    asked = {q.id: q for q in LABOUR.questions}
    words = [str(question_wording(asked[n], None)) if n in asked else n for n in ids]
    said = {q.id: {c: str(t) for c, t in PACK.speech.choices(q)} for q in LABOUR.questions}
    rows = [[said.get(n, {}).get(c, c) for n, c in zip(ids, row, strict=True)] for row in rows]
    today = tmp_path / "labels.csv"
    with today.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([words, *rows])
    again = take_in(str(today), *labour)
    assert again.exit_code == 0, again.output
    assert "Already in Palermo: 2." in again.stderr
    assert kept() == names


@pytest.mark.parametrize(
    ("name", "language", "mapping", "procedure"),
    [
        ("F01-own-form-kobo-labels-en.csv", "en", "labour", "screen-adult-labour"),
        ("F01-own-form-kobo-labels-az.csv", "az", "refer", "refer-victim"),
    ],
)
def test_f01_a_column_under_words_of_an_earlier_form_is_named(
    name: str, language: str, mapping: str, procedure: str
) -> None:
    done = take_in(name, mapping, procedure)
    assert done.exit_code == BadValue.exit_code
    version = PACK.procedures.version(procedure, 1)
    assert version is not None
    known = HeadingVocabulary(version, PACK).knows
    raw = read_submissions((FIELD / name).read_bytes(), name, known)
    table = keep_coded_columns(raw, version, PACK)
    lost = [c.header for c in table.columns if not c.proposed or c.proposed.startswith("?")]
    assert lost
    output = done.output + check(name, mapping, procedure).output
    assert [heading for heading in lost if heading not in output] == []
    assert not Interview.objects.exists()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("F02-autoname-001.csv", "danger_now_001"),
        ("F10-age17-not-child.csv", "contradict"),
        ("F11-clock-1970.csv", "when no procedure applied yet"),
        ("F14-formula.xlsx", "formulas without a computed value, first in C2"),
        ("F15-not-approved.csv", "rejected in the other tool"),
        ("F16-same-id-other-answers.csv", "with other answers"),
        ("F25-table.ods", "OpenDocument"),
    ],
)
def test_what_is_not_taken_is_said(name: str, words: str) -> None:
    for run in (check, take_in):
        done = run(name)
        assert done.exit_code in (BadValue.exit_code, UnreadableInput.exit_code), done.output
        assert words in " ".join(done.output.split())
    assert not Interview.objects.exists()


def test_f04_f05_a_correction_is_told_and_a_first_id_holds() -> None:
    assert take_in("F04-edit-1.csv").exit_code == 0
    before = kept()
    done = take_in("F04-edit-2.csv")
    assert done.exit_code == BadValue.exit_code
    # The table breaks the lines, so single words are looked for.
    assert [w for w in ("grounds", "referred", "under", "danger") if w not in done.output] == []
    assert kept() == before
    done = check("F05-root-partial-2.csv")
    assert "Would be imported: 2" in done.stderr, done.output


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("F12-excel-az-dates.csv", 1),
        ("F12-serial.xlsx", 1),
        ("F17-two-columns.csv", 2),
        ("F24-cover-first.xlsx", 1),
        ("F24-chart-first.xlsx", 1),
        ("F25-sep-line.csv", 1),
        ("F25-blank-first.xlsx", 1),
        ("F26-cp1251-short.csv", 1),
    ],
)
def test_it_is_read(name: str, rows: int) -> None:
    done = take_in(name)
    assert done.exit_code == 0, done.output
    assert len(kept()) == rows
    assert all(kept())


def test_f12_the_time_is_that_of_the_office() -> None:
    for name in ("F12-excel-az-dates.csv", "F12-serial.xlsx"):
        take_in(name)
        (one,) = Interview.objects.all()
        assert one.started_at.isoformat() == "2026-03-01T05:30:00+00:00", name


def test_f13_a_delimiter_counts_only_outside_quotes() -> None:
    done = check("F13-semicolons-with-commas.csv")
    # The third column is a question of another procedure: it is named, not lost.
    assert "coded columns that are no question" in done.stderr
    assert "keep your passport, permit, or card?" in done.stderr
    assert "Would be imported: 1" in done.stderr


def test_f17_both_columns_are_the_question() -> None:
    take_in("F17-two-columns.csv")
    assert [answers["danger_now"] for answers in kept()] == ["yes", "yes"]


def test_f27_capitals_of_azerbaijani() -> None:
    done = take_in("F27-az-capitals.csv", "sexual", "screen-adult-sexual")
    assert done.exit_code == 0, done.output
    (answers,) = kept()
    assert (answers["tell_day"], answers["tell_began"]) == ("yes", "yes")


@pytest.mark.parametrize("name", ["F30-mapping-30-february.yaml", "F30-vertical-tab.yaml"])
def test_f30_a_mapping_with_a_wrong_date_or_character_is_one_line(name: str) -> None:
    words = [
        "interviews", "import", str(FIELD / "F02-autoname-001.csv"), "--procedure", "refer-victim",
        "--mapping", str(FIELD / name), "--dry-run", "--as", "officer",
    ]  # fmt: skip
    done = CliRunner().invoke(main, words)
    assert done.exit_code == UnreadableInput.exit_code, done.output
    assert "The mapping cannot be read" in done.stderr
    assert json.dumps(done.stderr).count("\\n") <= 2
