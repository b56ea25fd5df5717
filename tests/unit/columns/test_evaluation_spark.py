"""The cluster gives the result of one machine: the same rows, the same report, the same errors."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from palermo.columns import coded_files
from palermo.columns.evaluation import evaluate_files
from palermo.kernel.errors import BadValue, UnreadableInput
from palermo.procedures.shapes import Procedure, Question
from palermo.procedures.variables import row_rules
from tests.spark import spark_engine, spark_environment, write_rows
from tests.unit.columns.test_evaluation import procedure

NAMES = ["screen-adult-labour", "child-pathway", "take-hotline-call", "admit-to-shelter"]


def answer(question: Question, chance: random.Random) -> str:
    known = {
        "number": [str(n) for n in range(-1, 31)],
        "choice": [c.id for c in question.choices],
        "yes_no": ["yes", "no", "no", "no"],
    }[question.type]
    if chance.random() < 0.02:
        return "wrong"
    return chance.choice([*known, *known, "unknown", "", "not_asked"])


def people(count: int, chosen: Procedure, chance: random.Random) -> list[dict[str, str]]:
    return [
        {
            "id": f"{chance.randrange(10**6):06}",
            "procedure_version": chance.choice(["1"] * 9 + ["2"]),
            "shoe_size": "40",
            **{q.id: answer(q, chance) for q in chosen.questions},
        }
        for _ in range(count)
    ]


def several_files(folder: Path, chosen: Procedure) -> list[Path]:
    """A file with many row groups, an empty file, a CSV file, and a file without some columns."""
    chance = random.Random(chosen.id)  # noqa: S311 - the same people in every run
    rows = people(260, chosen, chance)
    names = list(rows[0])
    few = [names[-1], *names[3:8]]
    return [
        write_rows(folder / "1.parquet", rows[:100], names),
        write_rows(folder / "2.csv", rows[100:180], names),
        write_rows(folder / "3.parquet", [], names),
        write_rows(folder / "4.csv", [{n: r[n] for n in few} for r in rows[180:220]], few),
        write_rows(folder / "5.parquet", rows[220:], [*reversed(names)]),
    ]


@pytest.mark.parametrize(
    ("name", "ending"), [*((name, "parquet") for name in NAMES), (NAMES[0], "csv")]
)
def test_both_engines_give_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, ending: str
) -> None:
    monkeypatch.setattr(coded_files, "PIECE", 10)
    chosen = procedure(name)
    files = several_files(tmp_path, chosen)
    pieces = list(coded_files.read_pieces(files[0], ["id"]))
    assert len(pieces) == 8
    here, there = (tmp_path / f"{place}.{ending}" for place in ("here", "there"))
    expected = evaluate_files(row_rules(chosen), files, here)
    assert evaluate_files(row_rules(chosen), files, there, spark_engine()) == expected
    assert expected.rows == 260
    assert {"procedure_version", chosen.questions[0].id} <= set(expected.first_wrong)
    if ending == "csv":
        assert there.read_bytes() == here.read_bytes()
    else:
        table = pq.read_table(here)
        assert pq.read_table(there).equals(table)
        assert table["row"].to_pylist() == list(range(1, 261))
    assert not list(tmp_path.glob(".*"))


def test_the_cluster_has_two_workers_in_processes_of_their_own(tmp_path: Path) -> None:
    source = write_rows(tmp_path / "in.csv", [{"EX01": "yes"}], ["EX01"])
    evaluate_files(row_rules(procedure()), [source], tmp_path / "out.csv", spark_engine())
    assert len(list(Path(os.environ["SPARK_HOME"], "work").glob("app-*/*/stderr"))) == 2


def test_no_row_gives_no_row(tmp_path: Path) -> None:
    source, out = tmp_path / "in.parquet", tmp_path / "out.csv"
    pq.write_table(pa.table({"EX01": pa.array([], pa.string())}), source)
    assert evaluate_files(row_rules(procedure()), [source], out, spark_engine()).rows == 0
    assert out.read_text(encoding="utf-8").startswith('"row","outcome"')


def test_what_a_worker_cannot_read_is_said_as_here(tmp_path: Path) -> None:
    whole, ragged = tmp_path / "1.csv", tmp_path / "2.csv"
    whole.write_text("EX01,EX02\nyes,no\n", encoding="utf-8")
    ragged.write_text("EX01,EX02\nyes,no\nyes\n", encoding="utf-8")
    with pytest.raises(
        UnreadableInput,
        match=r"2\.csv: Row 2 has the wrong number of values: 1\. Number of columns: 2",
    ):
        evaluate_files(
            row_rules(procedure()), [whole, ragged], tmp_path / "out.csv", spark_engine()
        )
    with pytest.raises(BadValue, match="overwrite an input"):
        evaluate_files(row_rules(procedure()), [whole], whole, spark_engine())
    assert sorted(p.name for p in tmp_path.iterdir()) == ["1.csv", "2.csv"]


def command(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", "palermo", "evaluate", "take-hotline-call", *map(str, arguments)]
    told = {**os.environ, **environment}
    return subprocess.run(words, env=told, capture_output=True, text=True, check=False)


def test_the_command_line_says_and_writes_the_same(tmp_path: Path) -> None:
    files = several_files(tmp_path, procedure("take-hotline-call"))
    given = [word for path in files for word in ("--in", path)]
    home = tmp_path / "spark"
    home.mkdir()
    here, there = tmp_path / "here.csv", tmp_path / "there.csv"
    local = command(*given, "--out", here)
    cluster = command(
        *given,
        "--out",
        there,
        "--engine",
        "spark",
        "--master",
        "local[2]",
        **spark_environment(home),
    )
    assert cluster.returncode == local.returncode == 9, cluster.stderr
    assert cluster.stdout == local.stdout
    assert cluster.stderr.endswith(local.stderr)
    assert there.read_bytes() == here.read_bytes()


def test_a_worker_without_its_python_is_told(tmp_path: Path) -> None:
    source = write_rows(tmp_path / "in.csv", [{"danger_now": "yes"}], ["danger_now"])
    home = tmp_path / "spark"
    home.mkdir()
    told = command(
        "--in", source, "--out", tmp_path / "out.csv", "--engine", "spark", "--master", "local[1]",
        **{**spark_environment(home), "PYSPARK_PYTHON": str(tmp_path / "none")},
    )  # fmt: skip
    assert told.returncode == 10, told.stderr
    assert "palermo: Spark did not finish (java.io.IOException)" in told.stderr
    assert not list(tmp_path.glob("*out.csv*"))


def test_without_java_it_says_what_to_install(tmp_path: Path) -> None:
    source = write_rows(tmp_path / "in.csv", [{"EX01": "yes"}], ["EX01"])
    home = tmp_path / "spark"
    home.mkdir()
    told = command(
        "--in", source, "--out", tmp_path / "out.csv", "--engine", "spark",
        **{**spark_environment(home), "JAVA_HOME": str(tmp_path / "none")},
    )  # fmt: skip
    assert told.returncode == 10
    assert "palermo: Spark does not start" in told.stderr
    assert "Install Java 17 or later" in told.stderr
    assert not (tmp_path / "out.csv").exists()


def test_without_pyspark_it_says_what_to_install(tmp_path: Path) -> None:
    """A Python with all of Palermo's requirements except PySpark."""
    packages = tmp_path / "packages"
    packages.mkdir()
    for path in Path(pa.__file__).parents[1].iterdir():
        if not path.name.startswith(("pyspark", "py4j")):
            (packages / path.name).symlink_to(path)
    source = write_rows(tmp_path / "in.csv", [{"EX01": "yes"}], ["EX01"])
    script = "from palermo.cli.main import main; main()"
    paths = os.pathsep.join([str(Path(coded_files.__file__).parents[2]), str(packages)])
    words = [sys.executable, "-S", "-c", script, "evaluate", "screen-adult-labour"]
    words += ["--in", str(source), "--out", str(tmp_path / "out.csv"), "--engine", "spark"]
    environment = {**os.environ, "PYTHONPATH": paths}
    told = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    assert told.returncode == 10, told.stderr
    assert "pip install 'palermo[spark]'" in told.stderr
