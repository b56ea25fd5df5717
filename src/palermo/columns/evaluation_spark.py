"""The cluster engine: Apache Spark hands out the pieces; workers decide them as one machine does.

A worker reads its piece and writes the result to a folder beside the output. All machines must
therefore see the same files under the same paths and have a Python with Palermo's requirements.
Palermo's own code is sent along, so that every worker runs the same version.
"""

from __future__ import annotations

import os
import re
import sys
import zipfile
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from uuid import uuid4

import pyarrow as pa
import pyarrow.ipc

import palermo
from palermo.columns.coded_files import FilePiece
from palermo.columns.deciding import DecidedBatch, Decider, EvaluationReport
from palermo.columns.evaluation import Engine
from palermo.kernel.errors import NotReady, PalermoError
from palermo.kernel.messages import N_

if TYPE_CHECKING:
    from pyspark import SparkContext

#: No web page of Spark's own, and no progress bar between our messages.
_QUIET = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false"}
_PACKAGE = Path(palermo.__file__).parent


@contextmanager
def open_spark_engine(master: str | None = None) -> Iterator[Engine]:
    """The engine of a cluster, for the duration of the block.

    `master` is a Spark master URL; None uses Spark's own configuration, otherwise all processors of
    this machine. Raises NotReady if PySpark or Java is missing.
    """
    with TemporaryDirectory(prefix="palermo-") as folder:
        context = _start(master, _code(Path(folder) / "palermo.zip"))
        try:
            yield partial(_decided, context)
        finally:
            context.stop()


def _start(master: str | None, code: Path) -> SparkContext:
    try:
        from py4j.protocol import Py4JError
        from pyspark import SparkConf, SparkContext
        from pyspark.errors import PySparkException
    except ImportError:
        raise NotReady(
            N_("The cluster engine needs PySpark."),
            remedy=N_("Install it (pip install 'palermo[spark]'), and Java 17 or later."),
        ) from None
    # Workers use this Python at the same path unless the cluster is configured otherwise.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    conf = SparkConf().setAppName("palermo evaluate").setAll(list(_QUIET.items()))
    if master:
        conf.setMaster(master)
    try:
        context = SparkContext(conf=conf)
        context.setLogLevel("ERROR")
        context.addPyFile(str(code))
    except (PySparkException, Py4JError, OSError) as error:
        raise NotReady(
            N_("Spark does not start ({why})."),
            remedy=N_("Install Java 17 or later, set JAVA_HOME to it, and check --master."),
            why=type(error).__name__,
        ) from None
    return context


def _code(archive: Path) -> Path:
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for path in sorted(_PACKAGE.rglob("*.py")):
            file.write(path, path.relative_to(_PACKAGE.parent))
    return archive


def _decided(
    context: SparkContext, decider: Decider, work: Sequence[FilePiece], beside: Path
) -> Generator[DecidedBatch, None, None]:
    """Let the workers decide all pieces, then read their results in order."""
    with TemporaryDirectory(prefix=".palermo-", dir=beside.resolve()) as name:
        folder = Path(name)
        tasks = [(n, replace(piece, path=piece.path.resolve())) for n, piece in enumerate(work)]
        for (number, _), met in zip(
            tasks, _carry_out(context, decider, folder, tasks), strict=True
        ):
            if isinstance(met, PalermoError):
                raise met
            with (
                pa.OSFile(str(_part(folder, number))) as source,
                pa.ipc.open_stream(source) as batches,
            ):
                yield from zip(batches, met, strict=True)


def _carry_out(
    context: SparkContext, decider: Decider, folder: Path, tasks: list[tuple[int, FilePiece]]
) -> list[list[EvaluationReport] | PalermoError]:
    from py4j.protocol import Py4JError

    if not tasks:
        return []
    try:
        results: list[list[EvaluationReport] | PalermoError] = (
            context.parallelize(tasks, len(tasks))
            .map(partial(_decide_piece, decider, folder))
            .collect()
        )
    except Py4JError as error:
        # Report only the names of the exceptions: their messages could hold what a person wrote.
        raised = re.findall(r"([\w.]+(?:Error|Exception)):", str(error))
        raise NotReady(
            N_("Spark did not finish ({why})."),
            remedy=N_(
                "Check --master, and that every worker has Palermo's Python and reads and writes "
                "the files."
            ),
            why=raised[-1] if raised else type(error).__name__,
        ) from None
    return results


def _decide_piece(
    decider: Decider, folder: Path, task: tuple[int, FilePiece]
) -> list[EvaluationReport] | PalermoError:
    """Runs on a worker: decides one piece, writes its rows to `folder`, reports each batch."""
    number, piece = task
    # Spark may run a task twice in parallel: write to a temporary name, then rename.
    own = folder / uuid4().hex
    reports = []
    try:
        with (
            pa.OSFile(str(own), "wb") as sink,
            pa.ipc.new_stream(sink, decider.nothing().schema) as writer,
        ):
            for batch in piece.batches():
                decided, report = decider.decide(batch)
                writer.write_batch(decided)
                reports.append(report)
    except PalermoError as error:
        return error
    own.replace(_part(folder, number))
    return reports


def _part(folder: Path, number: int) -> Path:
    return folder / f"{number}.arrows"
