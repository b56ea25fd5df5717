"""A listing says a code in words to people, and as it is to programs."""

from __future__ import annotations

import json

import pytest

from palermo.cases.duty import Status
from palermo.cli.listing import print_table
from palermo.tables.table import Table, TableColumn

LIST = Table(
    "trial",
    "Trial",
    (TableColumn("ref", "Demand"), TableColumn("status", "Status")),
    tuple((f"AZE-2023-{n:02}", status) for n, status in enumerate(Status, 1)),
)


def test_a_code_is_said_in_words_in_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(LIST, "text")
    shown = capsys.readouterr().out
    for status in Status:
        assert status.label in shown
        assert "_" not in status or status.value not in shown


def test_a_program_gets_the_code(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(LIST, "json")
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert [row["status"] for row in rows] == [status.value for status in Status]
