"""Tiers beside the register, values of measures, the checklist: kept with their source."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from palermo.actions.countries.file_finding import file_finding
from palermo.actions.countries.import_register import import_register
from palermo.actions.countries.record_checklist_evidence import record_checklist_evidence
from palermo.actions.countries.verify_checklist_evidence import verify_checklist_evidence
from palermo.actions.reading.review_again import review_again
from palermo.actions.reading.withdraw_narrative import withdraw_narrative
from palermo.actions.recommendations.enter_value import enter_value
from palermo.cases.checklist import CheckState
from palermo.cases.plan import ValueState
from palermo.kernel.errors import BadValue, NotFound, Refused, UnreadableInput
from palermo.kernel.periods import Period
from palermo.ledger.checklist.queries import filed_evidence, read_checklist
from palermo.ledger.measures.queries import list_values
from palermo.ledger.narratives.queries import accepted_narrative
from palermo.ledger.register.queries import merge_register
from palermo.packs.pack import Pack
from palermo.tables.catalogue import TABLES, TableRequest, make_table
from tests.integration.conftest import People
from tests.reading import accept_as_read
from tests.visits import this_day

YEAR = Period(date(2022, 1, 1), date(2022, 12, 31))
HEAD = b"country,year,tier,source\n"


def test_a_value_corrected_leaves_the_first_one_kept(people: People, pack: Pack) -> None:
    def enter(value: str) -> int:
        return enter_value(
            people.analyst,
            country="AZE",
            measure="I-02",
            period=YEAR,
            source="a letter",
            value=Decimal(value),
        )

    enter("16")
    enter("17")
    (now,) = list_values("AZE", "I-02")
    assert (now.value, now.entered_by, now.source) == (Decimal(17), "analyst", "a letter")
    assert [v.superseded for v in list_values("AZE", "I-02", superseded=True)] == [True, False]


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"measure": "I-9999"}, NotFound),
        ({"value": None}, BadValue),
        ({"state": ValueState.NOT_REPORTED}, BadValue),
        ({"value": Decimal(-1)}, BadValue),
        ({"source": " "}, BadValue),
    ],
)
def test_a_value_that_cannot_be_is_not_kept(
    people: People, pack: Pack, wrong: dict[str, object], error: type[Exception]
) -> None:
    given: dict[str, object] = {
        "country": "AZE",
        "measure": "I-02",
        "period": YEAR,
        "source": "a letter",
        "value": Decimal(1),
    }
    with pytest.raises(error):
        enter_value(people.analyst, **{**given, **wrong})
    assert list_values("AZE", superseded=True) == ()


def test_zero_and_not_reported_stay_two_things(people: People, pack: Pack) -> None:
    given = {"country": "AZE", "measure": "I-02", "source": "a letter"}
    enter_value(people.analyst, period=YEAR, value=Decimal(0), **given)
    later = Period(date(2023, 1, 1), date(2023, 12, 31))
    enter_value(people.analyst, period=later, state=ValueState.NOT_REPORTED, **given)
    states = {v.start.year: (v.state, v.value) for v in list_values("AZE")}
    assert states == {
        2022: (ValueState.VALUE, Decimal(0)),
        2023: (ValueState.NOT_REPORTED, None),
    }


def test_imported_years_stand_beside_the_register(people: People, pack: Pack) -> None:
    base = len(merge_register(pack.register).claims)
    lines = HEAD + b"AZE,2016,2,a list\nAZE,2023,2WL,a letter\n"
    given = {"file_name": "more.csv"}
    assert import_register(people.coordinator, content=lines, **given) == 2
    assert import_register(people.coordinator, content=lines, **given) == 0
    claims = merge_register(pack.register).claims
    assert len(claims) == base + 2
    told = {c.tier.value for c in claims if (c.country, c.year) == ("AZE", 2023)}
    assert told == {"2", "2WL"}, "both are kept"


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", UnreadableInput),
        (HEAD + b"AZE,2030,9,x\n", BadValue),
        (HEAD + b"XXX,2030,2,x\n", BadValue),
        (HEAD + b"AZE,two,2,x\n", BadValue),
        (HEAD + b"AZE,2030,2,ok\nAZE,2031,5,x\n", BadValue),
        ("country,year\nə".encode("utf-16"), BadValue),
        (b"\xff\xfe\x00\xd8 no text", UnreadableInput),
        (HEAD + b"AZE,2099,2,x\n", BadValue),
        (HEAD + b"SCG,2010,2,x\n", BadValue),
    ],
)
def test_a_table_with_one_wrong_line_is_not_taken_at_all(
    people: People, pack: Pack, content: bytes, error: type[Exception]
) -> None:
    before = len(merge_register(pack.register).claims)
    with pytest.raises(error) as caught:
        import_register(people.coordinator, content=content, file_name="x.csv")
    assert caught.value.remedy
    assert len(merge_register(pack.register).claims) == before


def test_an_accepted_narrative_is_one_more_claim(accepted: Callable[..., None], pack: Pack) -> None:
    accepted(2023)
    sources = [
        c.source
        for c in merge_register(pack.register).claims
        if (c.country, c.year) == ("AZE", 2023)
    ]
    assert any("aze-2023.txt" in source for source in sources)
    assert len(sources) > 1


def test_the_checklist_is_met_only_by_what_a_person_verified(
    accepted: Callable[..., None], people: People, pack: Pack
) -> None:
    def states() -> dict[str, CheckState]:
        found = read_checklist(pack.checklist_rules, "AZE", 2023)
        return {i.id: i.state for i in found}

    accepted(2023)
    assert set(states().values()) == {CheckState.NO_DATA}
    given = {"country": "AZE", "edition": 2023, "speaks_for": True}
    where = {"country": "AZE", "edition": 2023}
    filed = record_checklist_evidence(
        people.coordinator, item="C-10", text="A report.", source="art. 1", **given
    )
    assert states()["C-10"] is CheckState.OPEN
    with pytest.raises(Refused):
        verify_checklist_evidence(people.coordinator, evidence_id=filed, **where)
    assert states()["C-10"] is CheckState.OPEN
    verify_checklist_evidence(people.second, evidence_id=filed, **where)
    assert states()["C-10"] is CheckState.MET
    with pytest.raises(NotFound):
        verify_checklist_evidence(people.second, evidence_id=filed, country="GEO", edition=2023)
    with pytest.raises(NotFound):
        record_checklist_evidence(people.analyst, item="C-99", text="x", source="y", **given)


def test_a_finding_counts_as_long_as_an_accepted_text_says_it(
    accepted: Callable[..., None], people: People, pack: Pack
) -> None:
    accepted(2023)
    where = {"country": "AZE", "edition": 2023}
    items = read_checklist(pack.checklist_rules, "AZE", 2023)
    item = next(i for i in items if i.proposals)
    with pytest.raises(NotFound):
        file_finding(people.analyst, item=item.id, finding=0, **where)
    number = file_finding(people.analyst, item=item.id, finding=item.proposals[0].finding, **where)
    (filed,) = filed_evidence("AZE", 2023)
    assert (filed.id, filed.by, filed.counts) == (number, "analyst", True)
    old = accepted_narrative("AZE", 2023)
    assert old is not None
    withdraw_narrative(people.coordinator, narrative_id=old.id, reason="The wrong file.")
    assert [e.counts for e in filed_evidence("AZE", 2023)] == [False]
    accept_as_read(people.coordinator, review_again(people.analyst, narrative_id=old.id))
    assert [e.counts for e in filed_evidence("AZE", 2023)] == [True]


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_made_with_a_constant_number_of_queries(
    name: str,
    accepted: Callable[..., None],
    pack: Pack,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    asked = TableRequest(pack, this_day(), country="AZE", edition=2023)
    accepted(2023, 2022, 2021)
    with django_assert_max_num_queries(16):
        table = make_table(name, asked)
    assert table.columns
