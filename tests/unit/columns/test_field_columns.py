"""Files of answers as current programs write them: F23 and F43 of `../shared/field`, and others."""

from __future__ import annotations

import csv
from pathlib import Path
from uuid import UUID

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from palermo.cli.main import main
from tests.shared import SHARED, needs_shared

FIELD = SHARED / "field"
QUESTIONS = ("grounds", "agrees", "may_be_child", "danger_now")
ROWS = [["a", "yes", "yes", "no", "no"], ["b", "no", "no", "no", "no"], ["c", "", "yes", "no", ""]]
#: A text as other programs store it in Parquet.
KINDS = {
    "text": pa.string(),
    "view": pa.string_view(),
    "large": pa.large_string(),
    "binary view": pa.binary_view(),
    "words once": pa.dictionary(pa.int32(), pa.string()),
    "large words once": pa.dictionary(pa.uint8(), pa.large_string()),
}


def evaluate(source: Path, out: Path) -> tuple[Result, list[str]]:
    words = ["evaluate", "refer-victim", "--country", "aze", "--in", str(source), "--out", str(out)]
    done = CliRunner().invoke(main, words)
    if not out.is_file() or out.suffix != ".csv":
        return done, []
    with out.open(encoding="utf-8") as file:
        return done, [row["outcome"] for row in csv.DictReader(file)]


@needs_shared
@pytest.mark.parametrize(
    "name", ["F23-polars-1.38.parquet", "F23-utf16.csv", "F43-heading-case.csv"]
)
def test_f23_f43_all_rows_are_decided(tmp_path: Path, name: str) -> None:
    done, outcomes = evaluate(FIELD / name, tmp_path / "out.csv")
    assert done.exit_code == 0, done.output
    assert outcomes == ["positive", "negative", "undetermined"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ids", ["text", "view", "large", "words once", "uuid"])
def test_text_is_text_however_it_is_stored(tmp_path: Path, kind: str, ids: str) -> None:
    columns = dict(zip(("id", *QUESTIONS), zip(*ROWS, strict=True), strict=True))
    made = {
        name: pa.array([c.encode() if kind == "binary view" else c for c in cells], pa.string()
                       if "once" in kind else KINDS[kind]).cast(KINDS[kind])
        for name, cells in columns.items()
    }  # fmt: skip
    if ids == "uuid":
        storage = pa.array([UUID(int=n).bytes for n in range(3)], pa.binary(16))
        made["id"] = pa.ExtensionArray.from_storage(pa.uuid(), storage)
    else:
        made["id"] = pa.array(columns["id"], pa.string()).cast(KINDS[ids])
    pq.write_table(pa.table(made), tmp_path / "in.parquet")
    for out in (tmp_path / "out.csv", tmp_path / "out.parquet"):
        done, _ = evaluate(tmp_path / "in.parquet", out)
        assert done.exit_code == 0, done.output
    with (tmp_path / "out.csv").open(encoding="utf-8") as file:
        outcomes = [row["outcome"] for row in csv.DictReader(file)]
    assert outcomes == ["positive", "negative", "undetermined"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("above", ["", "sep={d}\n", "\n\n"])
def test_a_table_of_any_spreadsheet_is_read(
    tmp_path: Path, encoding: str, delimiter: str, above: str
) -> None:
    lines = [delimiter.join(row) for row in [["id", *QUESTIONS], *ROWS]]
    text = above.replace("{d}", delimiter) + "\n".join(lines) + "\n"
    source = tmp_path / "in.csv"
    source.write_bytes(text.encode(encoding))
    done, outcomes = evaluate(source, tmp_path / "out.csv")
    assert done.exit_code == 0, done.output
    assert outcomes == ["positive", "negative", "undetermined"]


@pytest.mark.parametrize("near", ["grounds_001", "ground", "grounds.1", "graunds", "grounds (2)"])
def test_f43_a_column_that_only_comes_near_a_question_stops_the_run(
    tmp_path: Path, near: str
) -> None:
    source = tmp_path / "in.csv"
    source.write_text(f"id,{near},agrees\na,yes,yes\n", encoding="utf-8")
    done, outcomes = evaluate(source, tmp_path / "out.csv")
    assert (done.exit_code, outcomes) == (9, [])
    assert f"{near} (grounds?)" in done.stderr


def test_f43_two_spellings_of_one_question_stop_the_run(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text("id,Grounds,grounds\na,yes,no\n", encoding="utf-8")
    done, _ = evaluate(source, tmp_path / "out.csv")
    assert done.exit_code == 9
    assert "more than once: grounds" in done.stderr


def test_text_that_is_not_utf8_is_read_or_refused_in_words(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_bytes("id,grounds\nИванов Пётр,yes\n".encode("cp1251"))
    done, outcomes = evaluate(source, tmp_path / "out.csv")
    assert done.exit_code == 0, done.output
    assert len(outcomes) == 1
    source.write_bytes(b"id,grounds\n" + b"a,yes\n" * 90_000 + b"\xd0,yes\n")
    done, _ = evaluate(source, tmp_path / "out.csv")
    assert done.exit_code == 3
    assert "unexpected" not in done.stderr
