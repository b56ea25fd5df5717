"""One small cluster for all tests: Spark with two workers, each a process of its own."""

from __future__ import annotations

import atexit
import csv
import os
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pyspark

from palermo.columns.evaluation import Engine
from palermo.columns.evaluation_spark import open_spark_engine

MASTER = "local-cluster[2,1,1024]"


@cache
def spark_engine() -> Engine:
    """The engine; a start costs more than all the work, so that it stays until the tests end."""
    stack = ExitStack()
    atexit.register(stack.close)
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="palermo-spark-"))
    os.environ.update(spark_environment(Path(folder)))
    return stack.enter_context(open_spark_engine(MASTER))


def spark_environment(folder: Path) -> dict[str, str]:
    """Spark under `folder`, where its workers leave their files, and closed to the network."""
    for part in Path(pyspark.__file__).parent.iterdir():
        (folder / part.name).symlink_to(part)
    return {"SPARK_HOME": str(folder), "SPARK_LOCAL_IP": "127.0.0.1"}


def write_rows(path: Path, rows: Sequence[Mapping[str, str]], names: Sequence[str]) -> Path:
    """Rows as CSV or Parquet, by the ending of the file."""
    if path.suffix == ".parquet":
        columns = {n: pa.array([row.get(n) for row in rows], pa.string()) for n in names}
        pq.write_table(pa.table(columns), path, row_group_size=7)
        return path
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)
    return path
