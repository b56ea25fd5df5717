"""Many rows are decided as each single person would be; wrong codes are reported."""

from __future__ import annotations

import csv
import random
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from palermo.columns.evaluation import evaluate_files
from palermo.kernel.errors import BadValue, UnreadableInput
from palermo.packs.load import load_pack
from palermo.procedures.decide import run_procedure
from palermo.procedures.scenarios import parse_answers
from palermo.procedures.shapes import Procedure
from palermo.procedures.variables import row_rules


def procedure(name: str = "screen-adult-labour") -> Procedure:
    found = load_pack("base").procedures.in_force(name, date(2026, 12, 1))
    assert found is not None
    return found


def people(count: int, chosen: Procedure) -> list[dict[str, str]]:
    chance = random.Random(7)  # noqa: S311 - the same people in every run
    words = ("yes", "yes", "no", "unknown", "", "not_asked", "prefers_not_to_say")
    return [
        {"id": str(n), **{q.id: chance.choice(words) for q in chosen.questions}}
        for n in range(count)
    ]


def write_csv(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path


def read_rows(path: Path) -> list[dict[str, Any]]:
    if path.suffix == ".parquet":
        return pq.read_table(path).to_pylist()
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", ["screen-adult-labour", "screen-child-labour"])
@pytest.mark.parametrize("ending", [".csv", ".parquet"])
def test_rows_are_decided_as_one_person_at_a_time(tmp_path: Path, name: str, ending: str) -> None:
    chosen = procedure(name)
    rows = people(300, chosen)
    source = write_csv(tmp_path / "in.csv", rows)
    if ending == ".parquet":
        source = tmp_path / "in.parquet"
        pq.write_table(pa.Table.from_pylist(rows), source)
    out = tmp_path / f"out{ending}"
    report = evaluate_files(row_rules(chosen), [source], out)
    assert report.rows == 300
    assert not report.wrong
    found = read_rows(out)
    outcomes = set()
    for row, told in zip(rows, found, strict=True):
        answers = parse_answers((q, v) for q, v in row.items() if q != "id" and v)
        one = run_procedure(chosen, answers)
        assert one.outcome is not None
        assert told["outcome"] == one.outcome.value
        assert told["reasonable_grounds"] == one.reasonable_grounds
        assert [told[d.id] for d in one.dimensions] == [d.answer.value for d in one.dimensions]
        assert set(told["reasons"].split()) == {i.id for i in one.grounds}
        outcomes.add(told["outcome"])
    assert len(outcomes) > 1


def test_a_wrong_code_is_named_by_column_and_row_and_its_row_is_not_decided(tmp_path: Path) -> None:
    source = write_csv(
        tmp_path / "in.csv",
        [
            {"id": "a", "DR01": "yes", "EX01": "no", "shoe_size": "40"},
            {"id": "b", "DR01": "perhaps", "EX01": "yes", "shoe_size": ""},
            {"id": "c", "DR01": "", "EX01": "07", "shoe_size": ""},
        ],
    )
    report = evaluate_files(row_rules(procedure()), [source], tmp_path / "out.csv")
    assert report.first_wrong == {"DR01": [2], "EX01": [3]}
    assert dict(report.wrong) == {"DR01": 1, "EX01": 1}
    assert report.missing["DR01"] == 1
    assert report.unknown_columns == ("shoe_size",)
    assert "CD01" in report.missing_columns
    outcomes = [r["outcome"] for r in read_rows(tmp_path / "out.csv")]
    assert outcomes == ["undetermined", "invalid", "invalid"]


def test_rows_of_another_version_are_not_decided(tmp_path: Path) -> None:
    chosen = procedure()
    versions = (str(chosen.version), str(chosen.version + 1), "")
    rows = [{"procedure_version": v, "EX01": "yes"} for v in versions]
    report = evaluate_files(
        row_rules(chosen), [write_csv(tmp_path / "in.csv", rows)], tmp_path / "out.csv"
    )
    assert report.first_wrong == {"procedure_version": [2, 3]}
    found = read_rows(tmp_path / "out.csv")
    assert [r["outcome"] for r in found] == ["undetermined", "invalid", "invalid"]
    assert [r["row"] for r in found] == ["1", "2", "3"]


def test_several_files_are_one_result(tmp_path: Path) -> None:
    chosen = procedure()
    rows = people(20, chosen)
    files = [write_csv(tmp_path / f"{n}.csv", rows[n : n + 10]) for n in (0, 10)]
    report = evaluate_files(row_rules(chosen), files, tmp_path / "out.parquet")
    assert report.rows == 20
    assert [r["id"] for r in read_rows(tmp_path / "out.parquet")] == [str(n) for n in range(20)]


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("in.csv", b"", UnreadableInput),
        ("in.parquet", b"no table", UnreadableInput),
        ("in.csv", b"a,b\n1,2\n", BadValue),
        ("in.xls", b"x", BadValue),
    ],
)
def test_a_file_that_does_not_fit_leaves_no_result(
    tmp_path: Path, name: str, content: bytes, error: type[Exception]
) -> None:
    source = tmp_path / name
    source.write_bytes(content)
    out = tmp_path / "out.csv"
    with pytest.raises(error):
        evaluate_files(row_rules(procedure()), [source], out)
    assert sorted(p.name for p in tmp_path.iterdir()) == [name]


def test_a_table_without_rows_is_decided_to_a_table_without_rows(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text("id,DR01\n", encoding="utf-8")
    report = evaluate_files(row_rules(procedure()), [source], tmp_path / "out.csv")
    assert report.rows == 0
    assert read_rows(tmp_path / "out.csv") == []
