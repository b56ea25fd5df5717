"""The readers of a condition side by side: one person, columns, Spark, the browser's JavaScript."""

from __future__ import annotations

import atexit
import json
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from palermo.columns.evaluation import evaluate_files
from palermo.conditions import columnar
from palermo.conditions.explain import evaluate_condition
from palermo.conditions.nodes import Node
from palermo.conditions.yaml_form import write_condition
from palermo.kernel.answers import Answer, Answers, Missing
from palermo.procedures.shapes import Procedure
from palermo.procedures.variables import row_rules
from tests.node import node_binary
from tests.spark import spark_engine, write_rows

OFFLINE = Path(columnar.__file__).with_name("offline.js")
VARIABLES = (
    columnar.Variable("papers_taken", "yes_no"),
    columnar.Variable("locked_in", "yes_no"),
    columnar.Variable("in_debt", "yes_no"),
    columnar.Variable("place", "choice", ("border", "port", "street")),
    columnar.Variable("age", "number"),
)
_TRUTHS = {"yes": columnar.YES, "no": columnar.NO}
_SAID = {columnar.YES: Answer.YES, columnar.NO: Answer.NO, columnar.UNKNOWN: Answer.UNKNOWN}
_SCRIPT = """
const { holds } = await import(process.argv[1]);
const { createInterface } = await import("node:readline");
for await (const line of createInterface({ input: process.stdin })) {
  const told = JSON.parse(line).map(([node, answers]) => holds(node, answers));
  console.log(JSON.stringify(told));
}
"""


def by_person(cases: Sequence[tuple[Node, Answers]]) -> list[Answer]:
    """The reference: one person at a time."""
    return [evaluate_condition(node, answers) for node, answers in cases]


def by_column(cases: Sequence[tuple[Node, Answers]]) -> list[Answer]:
    """Each condition over the rows of all people; the row of its own person is taken."""
    columns = as_columns([answers for _, answers in cases])
    told = []
    for row, (node, _) in enumerate(cases):
        program = columnar.Program(VARIABLES, {"it": node})
        told.append(_SAID[int(program.run(columns)["it"][row])])
    return told


def as_columns(people: Sequence[Answers]) -> dict[str, columnar.ValueArray]:
    """Coded columns of many people's answers."""
    found = {}
    for variable in VARIABLES:
        values = [_code(variable, answers) for answers in people]
        found[variable.name] = np.array(values, variable.dtype)
    return found


def _code(variable: columnar.Variable, answers: Answers) -> float:
    value = answers.get(variable.name)
    missing = value is None or isinstance(value, Missing)
    if variable.kind == "yes_no":
        return columnar.UNKNOWN if missing else _TRUTHS[str(value)]
    if variable.kind == "choice":
        return columnar.NO_CHOICE if missing else variable.choices.index(value) + 1  # type: ignore[arg-type]
    return float("nan") if missing else float(value)  # type: ignore[arg-type]


def by_spark(cases: Sequence[tuple[Node, Answers]]) -> list[Answer]:
    """A procedure with a dimension for each condition, over files with a row for each person."""
    procedure = _as_procedure([node for node, _ in cases])
    rows = [{n: str(v) for n, v in answers.items()} for _, answers in cases]
    names = [v.name for v in VARIABLES]
    half = len(rows) // 2
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = [
            write_rows(folder / "first.parquet", rows[:half], names),
            write_rows(folder / "second.csv", rows[half:], names),
        ]
        evaluate_files(row_rules(procedure), files, folder / "out.parquet", spark_engine())
        found = pq.read_table(folder / "out.parquet")
    return [Answer(found[f"d{row}"][row].as_py()) for row in range(len(rows))]


def _as_procedure(nodes: Sequence[Node]) -> Procedure:
    text = {"en": "random"}
    source = {"title": "random"}
    return Procedure.model_validate(
        {
            "id": "random",
            "version": 1,
            "from": "2026-01-01",
            "title": text,
            "purpose": text,
            "kind": "screening",
            "people": "everybody",
            "source": source,
            "questions": [
                {"id": v.name, "text": text, "type": v.kind}
                | {"choices": [{"id": c, "text": text} for c in v.choices]}
                for v in VARIABLES
            ],
            "dimensions": [
                {"id": f"d{n}", "text": text, "rule": node, "source": source}
                for n, node in enumerate(nodes)
            ],
        }
    )


def by_javascript(cases: Sequence[tuple[Node, Answers]]) -> list[Answer]:
    """All cases as one line to a Node that stays open: a start costs more than all the cases."""
    line = json.dumps([[write_condition(node), _plain(answers)] for node, answers in cases])
    node = _node()
    node.stdin.write(f"{line}\n")
    node.stdin.flush()
    return [Answer(told) for told in json.loads(node.stdout.readline())]


@cache
def _node() -> Any:
    command = [node_binary(), "--input-type=module", "-e", _SCRIPT, OFFLINE.as_uri()]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    atexit.register(process.communicate)
    return process


def _plain(answers: Answers) -> Mapping[str, object]:
    return {name: str(v) if isinstance(v, Missing) else v for name, v in answers.items()}


READERS = {
    "explain": by_person,
    "columnar": by_column,
    "spark": by_spark,
    "offline.js": by_javascript,
}
