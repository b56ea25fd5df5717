"""Invalid input: reported by file, column and row, never guessed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from palermo.columns.deciding import EvaluationReport
from palermo.columns.evaluation import evaluate_files
from palermo.kernel.errors import BadValue, PalermoError, UnreadableInput
from palermo.procedures.variables import row_rules
from tests.unit.columns.test_evaluation import procedure, read_rows, write_csv


def decided(
    folder: Path, *files: Path, name: str = "screen-adult-labour"
) -> tuple[EvaluationReport, list[dict[str, Any]]]:
    out = folder / "out.parquet"
    report = evaluate_files(row_rules(procedure(name)), files, out)
    return report, read_rows(out)


def written(path: Path, content: str | dict[str, Any]) -> Path:
    if isinstance(content, str):
        path.write_text(content, encoding="utf-8")
    else:
        pq.write_table(pa.table(content), path)
    return path


@pytest.mark.parametrize(
    ("column", "wrong", "missing"),
    [
        (["7", "120", "121", "-1", "x", "7.5", " 9 ", "", "Unknown", None], [3, 4, 5], 3),
        ([7, 120, 121, -1, None], [3, 4], 1),
        ([7.0, float("nan"), float("inf"), None], [3], 2),
        ([True, False, None], [1, 2], 1),
        ([[7], None], [1], 1),
    ],
)
def test_a_number_outside_its_limits_or_of_another_kind_is_a_wrong_code(
    tmp_path: Path, column: list[Any], wrong: list[int], missing: int
) -> None:
    source = written(tmp_path / "in.parquet", {"age": column})
    report, rows = decided(tmp_path, source, name="child-pathway")
    assert report.first_wrong == {"age": wrong}
    assert report.missing["age"] == missing
    assert [n for n, row in enumerate(rows, 1) if row["wrong"] == "age"] == wrong
    assert [n for n, row in enumerate(rows, 1) if row["outcome"] == "invalid"] == wrong


@pytest.mark.parametrize(
    ("column", "reasons", "wrong"),
    [
        (["YES", " no ", "True", "0", "2"], ["EX01", "", "EX01", "", ""], [5]),
        ([1, 0, 2, None], ["EX01", "", "", ""], [3]),
        ([1.0, 0.0, float("nan"), 0.5], ["EX01", "", "", ""], [4]),
        ([True, False, None], ["EX01", "", ""], []),
        ([b"yes", b"\xff", None], ["EX01", "", ""], [2]),
        ([["yes"], None], ["", ""], [1]),
    ],
)
def test_yes_and_no_may_be_written_in_several_ways(
    tmp_path: Path, column: list[Any], reasons: list[str], wrong: list[int]
) -> None:
    report, rows = decided(tmp_path, written(tmp_path / "in.parquet", {"EX01": column}))
    assert [row["reasons"] for row in rows] == reasons
    assert report.first_wrong == ({"EX01": wrong} if wrong else {})


def test_a_choice_is_read_in_any_case_of_letters_and_a_truth_is_none(tmp_path: Path) -> None:
    chosen = procedure("take-hotline-call")
    question = next(q for q in chosen.questions if q.type == "choice")
    first = question.choices[0].id
    values = [first.upper(), "yes", "1", ""]
    source = written(tmp_path / "in.parquet", {question.id: values})
    report, _ = decided(tmp_path, source, name="take-hotline-call")
    assert report.first_wrong == {question.id: [2, 3]}
    assert report.missing[question.id] == 1


def test_a_version_may_be_a_number_and_none_is_another_version(tmp_path: Path) -> None:
    version = procedure().version
    columns = {"procedure_version": [version, None, version + 1], "EX01": ["yes"] * 3}
    report, rows = decided(tmp_path, written(tmp_path / "in.parquet", columns))
    assert report.first_wrong == {"procedure_version": [2, 3]}
    assert [row["wrong"] for row in rows] == ["", "procedure_version", "procedure_version"]
    padded = written(tmp_path / "in.csv", f"procedure_version,EX01\n {version} ,yes\n1.5,yes\n")
    assert decided(tmp_path, padded)[0].first_wrong == {"procedure_version": [2]}


def test_a_mark_of_utf8_and_lines_within_quotes_are_read(tmp_path: Path) -> None:
    lines = '\ufeffEX01,notes\nyes,"one\ntwo, three"\n\nno,x\n'
    report, rows = decided(tmp_path, written(tmp_path / "in.csv", lines))
    assert [row["reasons"] for row in rows] == ["EX01", ""]
    assert report.unknown_columns == ("notes",)


@pytest.mark.parametrize("line", ["yes", "yes,no,no"])
def test_a_line_with_too_few_or_too_many_values_is_named(tmp_path: Path, line: str) -> None:
    source = written(tmp_path / "in.csv", f"EX01,EX02\nyes,no\n{line}\n")
    with pytest.raises(
        UnreadableInput, match=rf"in.csv: Row 2 .* {line.count(',') + 1}\. Number of columns: 2"
    ):
        decided(tmp_path, source)


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_a_column_that_stands_twice_is_named(tmp_path: Path, ending: str) -> None:
    source = tmp_path / f"in.{ending}"
    if ending == "csv":
        written(source, "EX01,EX02,EX01\nyes,no,no\n")
    else:
        columns = [pa.array(["yes"])] * 3
        pq.write_table(pa.Table.from_arrays(columns, ["EX01", "EX02", "EX01"]), source)
    with pytest.raises(BadValue, match=rf"in.{ending}: These columns .* more than once: EX01\."):
        decided(tmp_path, source)


def test_files_may_have_different_columns(tmp_path: Path) -> None:
    first = written(tmp_path / "1.csv", "EX01,EX02,id\nyes,no,007\nno,perhaps,008\n")
    second = written(tmp_path / "2.parquet", {"EX01": ["no", "often"], "shoes": [40, 41]})
    report, rows = decided(tmp_path, first, second)
    assert [(row["id"], row["row"]) for row in rows] == [
        ("007", 1), ("008", 2), (None, 3), (None, 4),
    ]  # fmt: skip
    assert report.first_wrong == {"EX02": [2], "EX01": [4]}
    assert report.missing["EX02"] == 2
    assert "EX02" not in report.missing_columns
    assert "EX03" in report.missing_columns
    assert report.unknown_columns == ("shoes",)
    # These rows answer two, one (wrong), one, and one (wrong) of all questions.
    count = len(procedure("screen-adult-labour").questions)
    assert [count - row["missing"] for row in rows] == [2, 2, 1, 1]


def test_ids_of_different_kinds_become_words(tmp_path: Path) -> None:
    first = written(tmp_path / "1.parquet", {"id": [7, 8], "EX01": ["yes", "no"]})
    second = written(tmp_path / "2.csv", "id,EX01\n007,yes\n")
    _, rows = decided(tmp_path, first, second)
    assert [row["id"] for row in rows] == ["7", "8", "007"]
    assert [row["id"] for row in decided(tmp_path, first)[1]] == [7, 8]


def test_every_file_must_have_a_column_of_the_procedure(tmp_path: Path) -> None:
    first = written(tmp_path / "1.csv", "EX01\nyes\n")
    with pytest.raises(BadValue, match=r"2\.csv: No column of the input"):
        decided(tmp_path, first, written(tmp_path / "2.csv", "colour,size\nred,3\n"))


@pytest.mark.parametrize("name", ["none.csv", "none.parquet", "folder.csv", "folder.parquet"])
def test_a_file_that_is_not_there_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "folder.parquet").mkdir()
    with pytest.raises(UnreadableInput, match=name):
        decided(tmp_path, tmp_path / name)


def test_a_procedure_without_indicators_is_run(tmp_path: Path) -> None:
    chosen = procedure("admit-to-shelter")
    assert not chosen.indicators
    source = written(tmp_path / "in.csv", f"id,{chosen.questions[0].id}\na,yes\nb,maybe\n")
    _, rows = decided(tmp_path, source, name="admit-to-shelter")
    assert [(row["id"], row["wrong"]) for row in rows] == [
        ("a", ""), ("b", chosen.questions[0].id),
    ]  # fmt: skip


def test_more_wrong_codes_than_are_named_are_counted(tmp_path: Path) -> None:
    files = [write_csv(tmp_path / f"{n}.csv", [{"EX01": "x"}] * 4) for n in (1, 2)]
    report, _ = decided(tmp_path, *files)
    assert report.wrong["EX01"] == 8
    assert report.first_wrong["EX01"] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("out", ["in.csv", "none/out.csv", "./in.csv"])
def test_a_result_has_a_place_of_its_own(tmp_path: Path, out: str) -> None:
    source = written(tmp_path / "in.csv", "EX01\nyes\n")
    with pytest.raises(PalermoError):
        evaluate_files(row_rules(procedure()), [source], tmp_path / out)
    assert source.read_text(encoding="utf-8") == "EX01\nyes\n"
    assert list(tmp_path.iterdir()) == [source]
