"""The ledger's values as tables: absent values have a reason, history is complete."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from palermo.cases.checklist import (
    CheckEvidence,
    CheckItem,
    CheckProposal,
    CheckState,
    EvidenceKind,
)
from palermo.cases.narrative import HeaderName, ItemKind, NarrativeState, ReviewDecision
from palermo.cases.plan import ValueState
from palermo.kernel.messages import Message
from palermo.ledger.measures.values import ValueRow
from palermo.ledger.narratives.items import HeaderItem, RecommendationItem, item_json
from palermo.ledger.narratives.values import AcceptedFigure, NarrativePage, NarrativeRow, ReviewItem
from palermo.reports.assessment import Tier
from palermo.reports.register import Register, RegisterClaim
from palermo.tables.checklist_table import checklist_table
from palermo.tables.ledger_tables import figures_table, values_table
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
    evidence = CheckEvidence(
        id=1,
        item="C-1",
        speaks_for=False,
        kind=EvidenceKind.STATEMENT,
        text="fewer were convicted",
        source="edition 2023",
        provision="",
        by="amina",
        read_at_source=False,
        finding=7,
        counts=True,
        verified_by="rashad",
        verified_at=None,
        version=2,
    )
    proposal = CheckProposal(8, True, "more were helped", reviewed=True)
    items = [
        CheckItem("MS-1", CheckState.NO_DATA, why, ()),
        CheckItem("C-1", CheckState.NOT_MET, why, (evidence,), (proposal,)),
    ]
    table = checklist_table("AZE", 2023, items)
    texts = [AbsentValue.NO_DATA, "fewer were convicted", "more were helped"]
    assert _cells(table, "text") == texts
    assert _cells(table, "speaks") == [AbsentValue.NO_DATA, "against", "for"]
    assert _cells(table, "standing") == [AbsentValue.NO_DATA, "filed", "proposed"]
    assert _cells(table, "counts") == [AbsentValue.NO_DATA, True, False]


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
        Tier.TWO,
        "amina",
        NOW,
        "leyla",
        NOW,
        "",
        items=3,
        items_open=0,
        items_unreviewed=0,
        accepted_other=None,
        superseded_by=None,
        copy_of=None,
        version=1,
    )
    read = RecommendationItem("Train judges.", start=0, end=13)
    mended = RecommendationItem("Train judges", start=0, end=12)
    tier = HeaderItem(HeaderName.TIER, Tier.TWO)
    kind = ItemKind.RECOMMENDATION
    items = (
        ReviewItem(1, ItemKind.HEADER, 1, None, tier, ReviewDecision.ACCEPTED, "a", 1),
        ReviewItem(2, kind, 1, read, mended, ReviewDecision.CORRECTED, "amina", 2),
        ReviewItem(3, kind, 2, read, read, ReviewDecision.REJECTED, "amina", 2),
    )
    page = NarrativePage(
        row, "text/plain", "0" * 64, "Train judges.", None, False, (), (), items, ()
    )
    (line,) = write_passages([page])
    found = json.loads(line)
    assert found["gold"]["tier"] == "2"
    assert found["gold"]["recommendations"] == ["Train judges"]
    assert [c["decision"] for c in found["corrections"]] == ["corrected", "rejected"]
    assert found["corrections"][0]["read"] == item_json(read)
    assert found["corrections"][0]["read"]["text"] == "Train judges."
