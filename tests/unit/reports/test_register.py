"""The register: each source's statement, missing years, and tables accepted only as a whole."""

from __future__ import annotations

import pytest

from palermo.kernel.errors import BadValue
from palermo.packs.load import load_pack
from palermo.reports.assessment import Tier
from palermo.reports.names import FormerCode
from palermo.reports.register import Register, RegisterClaim, parse_register_csv, read_register

CODES = {"AZE", "XKX"}
HEAD = "country,year,tier,source\n"


def _claim(year: int, tier: Tier, source: str = "a") -> RegisterClaim:
    return RegisterClaim("AZE", year, tier, source)


def test_a_missing_year_stands_in_the_history_without_a_tier() -> None:
    history = load_pack().register.history("AZE")
    by_year = {entry.year: entry for entry in history}
    assert [entry.year for entry in history] == list(range(2004, 2026))
    assert by_year[2016].missing
    assert by_year[2016].tier is None
    assert not by_year[2016].conflict
    assert by_year[2021].tier is Tier.WATCH_LIST
    assert by_year[2021].waiver is True


def test_sources_that_contradict_each_other_leave_no_tier_and_are_all_kept() -> None:
    register = Register((_claim(2012, Tier.WATCH_LIST), _claim(2012, Tier.TWO, "b")))
    entry = register.entry("AZE", 2012)
    assert entry.conflict
    assert entry.tier is None
    assert {c.source for c in entry.claims} == {"a", "b"}


def test_a_second_source_that_agrees_is_no_conflict() -> None:
    register = Register((_claim(2023, Tier.TWO),)).with_claims([_claim(2023, Tier.TWO, "b")])
    entry = register.entry("AZE", 2023)
    assert (entry.tier, entry.conflict, len(entry.claims)) == (Tier.TWO, False, 2)


def test_the_same_claim_is_counted_once() -> None:
    register = Register((_claim(2023, Tier.TWO),)).with_claims([_claim(2023, Tier.TWO)])
    assert len(register.claims) == 1


def test_a_history_can_be_drawn_to_a_year_without_a_claim() -> None:
    history = Register((_claim(2023, Tier.TWO),)).history("AZE", until=2025)
    assert [(e.year, e.missing) for e in history] == [(2023, False), (2024, True), (2025, True)]
    assert Register().history("AZE") == ()


def test_a_table_of_more_years_is_read() -> None:
    text = "\ufeffCountry,Year,Tier,Source,Waiver\nAZE,2016,2,Report 2016,\nXKX,2021,2WL,R,yes\n"
    assert parse_register_csv(text, CODES) == (
        RegisterClaim("AZE", 2016, Tier.TWO, "Report 2016"),
        RegisterClaim("XKX", 2021, Tier.WATCH_LIST, "R", waiver=True),
    )


def test_every_wrong_line_is_named_and_nothing_is_taken() -> None:
    lines = ["AZE,2016,2,ok", "QQQ,2016,2,s", "AZE,2016,4,s", "AZE,1999,2,s", "AZE,2016,2,ok"]
    lines += ["AZE,2017,2,", "AZE,2018,2"]
    with pytest.raises(BadValue) as caught:
        parse_register_csv(HEAD + "\n".join(lines) + "\n", CODES)
    said = str(caught.value)
    for number in range(3, 9):
        assert f"line {number}:" in said
    assert "line 2:" not in said
    assert "'QQQ'" in said
    assert "1, 2, 2WL, 3, SC" in said


@pytest.mark.parametrize(
    "year", ["２０２３", "2_23", "-2023", "2023.0", "", "20233", "2000", "2101"]
)
def test_a_year_is_four_plain_digits_in_range(year: str) -> None:
    with pytest.raises(BadValue, match="is not between 2001 and 2100"):
        parse_register_csv(f"{HEAD}AZE,{year},2,s\n", CODES)


def test_a_source_cannot_say_two_things_of_one_year() -> None:
    with pytest.raises(BadValue, match="twice for the same source"):
        parse_register_csv(HEAD + "AZE,2016,2,s\nAZE,2016,3,s\n", CODES)
    assert len(parse_register_csv(HEAD + "AZE,2016,2,s\nAZE,2016,3,t\n", CODES)) == 2


@pytest.mark.parametrize("text", ["", "a,b\n", "country,year,tier\n", HEAD, "country,country\n"])
def test_a_table_without_its_columns_or_lines_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        parse_register_csv(text, CODES)


def test_a_cell_too_large_for_a_table_is_refused_in_words() -> None:
    with pytest.raises(BadValue, match="line 2 cannot be read"):
        parse_register_csv(HEAD + "AZE,2016,2," + "s" * 200_000, CODES)
    with pytest.raises(BadValue, match="line 1 cannot be read"):
        parse_register_csv("s" * 200_000, CODES)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_f29_f33_a_table_of_any_office_and_of_a_former_state(delimiter: str) -> None:
    former = {"SCG": FormerCode(now="SRB", first=2003, last=2006)}
    text = f"{HEAD}SCG,2005,2,S\n".replace(",", delimiter)
    for content in (text.encode(), text.encode("utf-16"), f"\n{text}".encode()):
        (claim,) = read_register(content, "x", {"SRB"}, last=2026, former=former)
        assert (claim.country, claim.year) == ("SRB", 2005)
    with pytest.raises(BadValue, match="SCG was used from 2003 to 2006: write SRB"):
        read_register(text.replace("2005", "2007").encode(), "x", {"SRB"}, former=former)


def test_f33_a_year_after_this_one_is_a_wrong_line() -> None:
    with pytest.raises(BadValue, match="line 2: year '2027' has not come yet"):
        read_register(f"{HEAD}AZE,2027,2,S\n".encode(), "x", CODES, last=2026)
