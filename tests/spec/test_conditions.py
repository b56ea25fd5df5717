"""The meaning of each kind of condition, on every reader."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from palermo.conditions.nodes import KINDS, Node
from palermo.conditions.yaml_form import parse_condition
from palermo.kernel.answers import Answer, Answers, Missing
from tests.readers import READERS

TABLES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("conditions.yaml").read_text(encoding="utf-8")
)


def answers_of(written: dict[str, Any]) -> Answers:
    missing = set(Missing)
    return {n: Missing(v) if v in missing else v for n, v in written.items()}


CASES: list[tuple[Node, Answers]] = [
    (parse_condition(table["condition"]), answers_of(answers))
    for table in TABLES
    for answers, _ in table["rows"]
]
EXPECTED = [Answer(told) for table in TABLES for _, told in table["rows"]]


@pytest.mark.parametrize("reader", READERS)
def test_every_reader_says_what_the_table_says(reader: str) -> None:
    told = READERS[reader](CASES)
    wrong = [
        (case, expected, said)
        for case, expected, said in zip(CASES, EXPECTED, told, strict=True)
        if expected is not said
    ]
    assert not wrong


def test_every_kind_of_condition_has_a_table() -> None:
    assert {table["kind"] for table in TABLES} == {kind.__name__ for kind in KINDS}
    for table in TABLES:
        assert type(parse_condition(table["condition"])).__name__ == table["kind"]
