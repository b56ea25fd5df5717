"""The ledger's values as tables: absent values have a reason, history is complete."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from palermo.cases.narrative import ItemKind, NarrativeState, ReviewDecision
from palermo.cases.plan import ValueState
from palermo.kernel.messages import Message
from palermo.ledger.checklist.values import CheckEvidence, CheckItem
from palermo.ledger.measures.values import ValueRow
from palermo.ledger.narratives.values import AcceptedFigure, NarrativePage, NarrativeRow, ReviewItem
from palermo.reports.assessment import Tier
from palermo.reports.register import Register, RegisterClaim
from palermo.tables.ledger_tables import checklist_table, figures_table, values_table
from palermo.tables.passages import write_passages
from palermo.tables.register_tables import register_table
from palermo.tables.table import AbsentValue, Table

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def _cells(table: Table, key: str) -> list[object]:
    index = [column.key for column in table.columns].index(key)
    return [row[index] for row in table.rows]


def _value(state: ValueState, value: Decimal | None) -> ValueRow:
    year = (date(2022, 1, 1), date(2022, 12, 31))
    return ValueRow(1, "AZE", "I-02", *year, state, value, "by hand", "amina", NOW, False)


@pytest.mark.parametrize(
    ("state", "value", "shown"),
    [
        (ValueState.VALUE, Decimal("0"), 0),
        (ValueState.NOT_REPORTED, None, AbsentValue.NOT_REPORTED),
        (ValueState.NOT_APPLICABLE, None, AbsentValue.NOT_APPLICABLE),
        (ValueState.SUPPRESSED, None, AbsentValue.SUPPRESSED),
    ],
)
def test_a_value_or_the_reason_why_there_is_none(
    state: ValueState, value: Decimal | None, shown: object
) -> None:
    assert _cells(values_table([_value(state, value)]), "value") == [shown]


def test_a_figure_without_currency_is_not_money() -> None:
    figure = AcceptedFigure(1, "AZE", 2023, "convictions", 12.0, 2022, None, "convicted 12")
    assert _cells(figures_table([figure]), "currency") == [AbsentValue.NOT_APPLICABLE]


def test_an_item_without_evidence_says_no_data() -> None:
    why = Message("Nothing was found.")
    evidence = CheckEvidence(1, "C-1", False, "fewer were convicted", "edition 2023", "amina", True)
    items = [
        CheckItem("MS-1", "no_data", why, ()),
        CheckItem("C-1", "evidence_against", why, (evidence,)),
    ]
    table = checklist_table("AZE", 2023, items)
    assert _cells(table, "text") == [AbsentValue.NO_DATA, "fewer were convicted"]
    assert _cells(table, "speaks") == [AbsentValue.NO_DATA, "against"]


def test_the_register_shows_gaps_and_contradictions() -> None:
    register = Register(
        (
            RegisterClaim("AZE", 2020, Tier.WATCH_LIST, "a"),
            RegisterClaim("AZE", 2022, Tier.TWO, "a"),
            RegisterClaim("AZE", 2022, Tier.WATCH_LIST, "b"),
        )
    )
    table = register_table(register, ["AZE"])
    assert _cells(table, "year") == [2020, 2021, 2022, 2022]
    assert _cells(table, "tier") == ["2WL", AbsentValue.NO_DATA, "2", "2WL"]
    assert _cells(table, "conflict") == [False, AbsentValue.NO_DATA, True, True]


def test_a_passage_holds_what_stands_after_review_and_every_correction() -> None:
    row = NarrativeRow(
        1,
        "AZE",
        2023,
        "a.txt",
        NarrativeState.ACCEPTED,
        "2",
        "amina",
        NOW,
        "leyla",
        NOW,
        "",
        3,
        0,
        1,
    )
    read = {"text": "Train judges.", "start": 0, "end": 13}
    mended = {"text": "Train judges", "start": 0, "end": 12}
    kind = ItemKind.RECOMMENDATION
    items = (
        ReviewItem(
            1,
            ItemKind.HEADER,
            1,
            {},
            {"name": "tier", "value": "2"},
            ReviewDecision.ACCEPTED,
            "a",
            1,
        ),
        ReviewItem(2, kind, 1, read, mended, ReviewDecision.CORRECTED, "amina", 2),
        ReviewItem(3, kind, 2, read, read, ReviewDecision.REJECTED, "amina", 2),
    )
    page = NarrativePage(row, "text/plain", "0" * 64, "Train judges.", {}, items, ())
    (line,) = write_passages([page])
    found = json.loads(line)
    assert found["gold"]["tier"] == "2"
    assert found["gold"]["recommendations"] == ["Train judges"]
    assert [c["decision"] for c in found["corrections"]] == ["corrected", "rejected"]
    assert found["corrections"][0]["read"] == read
