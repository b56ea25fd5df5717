"""The known contradictions of Azerbaijan's public figures are found, and no others."""

from __future__ import annotations

from palermo.reports.assessment import Tier
from palermo.reports.conflicts import (
    ConflictKind,
    FigureClaim,
    StatedChange,
    StatedSum,
    find_conflicts,
)
from palermo.reports.register import RegisterClaim


def _figure(
    measure: str, year: int, value: float, source: str, currency: str | None = None
) -> FigureClaim:
    return FigureClaim("AZE", measure, year, value, source, currency)


def test_parts_that_do_not_add_up_to_the_total() -> None:
    total = _figure("victims_identified", 2020, 94, "APA")
    parts = tuple(
        _figure(measure, 2020, value, "APA")
        for measure, value in (("victims_female", 89), ("victims_male", 3), ("victims_child", 3))
    )
    (found,) = find_conflicts(sums=[StatedSum(total, parts)])
    assert found.kind is ConflictKind.PARTS
    assert str(found.message) == "The parts add up to 95, but the stated total is 94."
    assert found.claims == (total, *parts)


def test_parts_that_add_up_are_no_conflict() -> None:
    total = _figure("convictions", 2020, 15, "TIP 2021")
    parts = tuple(_figure("sentences", 2020, v, "TIP 2021") for v in (12, 2, 1))
    assert find_conflicts(sums=[StatedSum(total, parts)]) == ()


def test_two_values_for_one_measure_and_year_are_both_kept() -> None:
    claims = [
        _figure("crimes_registered", 2017, 142, "report.az, 25 April 2018"),
        _figure("crimes_registered", 2017, 14, "report.az, 4 May 2018"),
        _figure("victims_domestic", 2020, 8, "TIP 2021"),
        _figure("victims_domestic", 2020, 9, "APA"),
    ]
    found = find_conflicts(figures=claims)
    assert [(c.subject, c.year, len(c.claims)) for c in found] == [
        ("crimes_registered", 2017, 2),
        ("victims_domestic", 2020, 2),
    ]
    assert "142 (report.az, 25 April 2018); 14" in str(found[0].message)


def test_money_is_held_against_money_of_the_same_currency_only() -> None:
    claims = [
        _figure("funding", 2016, 154_000, "TIP 2017", "AZN"),
        _figure("funding", 2016, 83_696, "TIP 2017", "USD"),
        _figure("funding", 2016, 154_000, "TIP 2018", "AZN"),
        _figure("funding", 2016, 90_060, "TIP 2018", "USD"),
    ]
    (found,) = find_conflicts(figures=claims)
    assert {getattr(c, "currency", None) for c in found.claims} == {"USD"}


def test_a_change_that_does_not_fit_its_percentage() -> None:
    crimes = _figure("crimes_registered", 2020, 195, "National Coordinator")
    (found,) = find_conflicts(changes=[StatedChange(crimes, change=14, percent=7.5)])
    assert str(found.message) == "The change from 181 to 195 is 7.7 %, but the text states 7.5 %."
    assert find_conflicts(changes=[StatedChange(crimes, change=14, percent=7.7)]) == ()


def test_no_percentage_leads_up_from_nothing() -> None:
    first = _figure("hotline_calls", 2008, 5, "x")
    assert len(find_conflicts(changes=[StatedChange(first, change=5, percent=100)])) == 1


def test_a_narrative_that_contradicts_the_register() -> None:
    claims = [
        RegisterClaim("AZE", 2021, Tier.WATCH_LIST, "register", waiver=True),
        RegisterClaim("AZE", 2021, Tier.TWO, "narrative"),
        RegisterClaim("AZE", 2022, Tier.TWO, "register"),
        RegisterClaim("AZE", 2022, Tier.TWO, "narrative"),
    ]
    (found,) = find_conflicts(tiers=claims)
    assert (found.kind, found.year) == (ConflictKind.TIER, 2021)
    assert str(found.message) == "Sources name different tiers: 2WL (register); 2 (narrative)."


def test_a_waiver_stated_and_denied() -> None:
    claims = [
        RegisterClaim("AZE", 2021, Tier.WATCH_LIST, "a", waiver=True),
        RegisterClaim("AZE", 2021, Tier.WATCH_LIST, "b", waiver=False),
        RegisterClaim("AZE", 2021, Tier.WATCH_LIST, "c"),
    ]
    (found,) = find_conflicts(tiers=claims)
    assert found.kind is ConflictKind.WAIVER
