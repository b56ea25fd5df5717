"""Two assessments compared; directions checked by figures."""

from __future__ import annotations

import pytest

from palermo.kernel.errors import Refused
from palermo.kernel.spans import Span
from palermo.packs.load import load_pack
from palermo.reports.assessment import (
    Assessment,
    Direction,
    Figure,
    Finding,
    Polarity,
    ReadRecommendation,
    Tier,
)
from palermo.reports.compare import compare_assessments, compare_figures
from palermo.reports.direction_checks import CheckResult, DirectionCheck
from palermo.reports.finding_links import FindingOutcome
from palermo.reports.linking import link_recommendations

PACK = load_pack("AZE")
RULES = PACK.finding_figures
LINKING = PACK.linking


def _finding(
    direction: Direction | None,
    *themes: str,
    polarity: Polarity = Polarity.SHORTFALL,
    at: int = 0,
    text: str = "text",
) -> Finding:
    return Finding(text, Span(at, at + 4), polarity, direction, themes)


def _figure(measure: str, value: float, year: int, currency: str | None = None) -> Figure:
    return Figure(measure, value, year, "quote", Span(0, 5), currency)


def _asks(*texts: str) -> tuple[ReadRecommendation, ...]:
    return tuple(ReadRecommendation(t, Span(n, n + 1)) for n, t in enumerate(texts))


def _check(
    finding: Finding, earlier: tuple[Figure, ...] = (), later: tuple[Figure, ...] = ()
) -> DirectionCheck:
    before = Assessment("AZE", 2022, figures=earlier)
    after = Assessment("AZE", 2023, findings=(finding,), figures=later)
    (found,) = compare_assessments(before, after, (), RULES, LINKING).checks
    return found


def test_tier_and_findings_side_by_side() -> None:
    again = _finding(Direction.CONTINUED, "labor_inspection")
    before = Assessment(
        "AZE", 2021, Tier.WATCH_LIST, findings=(again, _finding(Direction.LACKED, "screening"))
    )
    after = Assessment("AZE", 2022, Tier.TWO, findings=(_finding(None, "coercion"), again))
    found = compare_assessments(before, after, (), RULES, LINKING)
    assert found.tier.changed is True
    assert found.placement.changed is None
    assert [(c.became, (c.after or c.before or again).themes) for c in found.shortfalls] == [
        (FindingOutcome.NEW, ("coercion",)),
        (FindingOutcome.PERSISTING, ("labor_inspection",)),
        (FindingOutcome.NOT_MENTIONED, ("screening",)),
    ]
    assert found.efforts == ()


def test_the_same_theme_in_another_direction_or_without_theme_is_another_finding() -> None:
    before = Assessment(
        "AZE", 2021, findings=(_finding(Direction.MORE, "prosecution"), _finding(None))
    )
    after = Assessment(
        "AZE", 2022, findings=(_finding(Direction.FEWER, "prosecution"), _finding(None))
    )
    kinds = [c.became for c in compare_assessments(before, after, (), RULES, LINKING).shortfalls]
    assert kinds == [
        FindingOutcome.NEW,
        FindingOutcome.NEW,
        FindingOutcome.NOT_MENTIONED,
        FindingOutcome.NOT_MENTIONED,
    ]


LACK = "Officials lacked proactive identification of victims among vulnerable groups"
BAN = "The moratorium on labor inspections was extended"


def test_a_shortfall_is_recognised_by_its_words_through_the_years() -> None:
    joined = _finding(
        Direction.LACKED, "identification", "labor_inspection",
        text="Officials continued to lack identification of victims among vulnerable groups, "
        "and the moratorium on labor inspections was extended again",
    )  # fmt: skip
    apart = (
        _finding(Direction.LACKED, "screening", "identification", text=LACK),
        _finding(None, "labor_inspection", text=BAN, at=9),
    )
    found = compare_assessments(
        Assessment("AZE", 2022, findings=apart),
        Assessment("AZE", 2023, findings=(joined,)),
        (),
        RULES,
        LINKING,
        [(2021, apart[1:]), (2022, apart), (2023, (joined,))],
    ).shortfalls
    # One sentence says what two said: neither of them is "no longer mentioned".
    assert [(c.became, c.after) for c in found] == [(FindingOutcome.PERSISTING, joined)]
    assert found[0].mentioned in {(2022, 2023), (2021, 2022, 2023)}


def test_a_shortfall_that_returns_is_mentioned_again_and_an_effort_never_persists() -> None:
    ban = _finding(None, "labor_inspection", text=BAN)
    more = _finding(Direction.MORE, "prosecution", polarity=Polarity.EFFORT)
    found = compare_assessments(
        Assessment("AZE", 2022, findings=(more,)),
        Assessment("AZE", 2023, findings=(ban, more)),
        (),
        RULES,
        LINKING,
        [(2020, (ban,))],
    )
    assert [(c.became, c.mentioned) for c in found.shortfalls] == [
        (FindingOutcome.AGAIN, (2020, 2023))
    ]
    assert [(c.became, c.mentioned) for c in found.efforts] == [
        (FindingOutcome.AGAIN, (2022, 2023))
    ]


def test_other_words_about_another_theme_are_not_the_same_shortfall() -> None:
    before = Assessment("AZE", 2022, findings=(_finding(None, "funding", text=BAN),))
    after = Assessment("AZE", 2023, findings=(_finding(None, "labor_inspection", text=BAN),))
    kinds = [c.became for c in compare_assessments(before, after, (), RULES, LINKING).shortfalls]
    assert kinds == [FindingOutcome.NEW, FindingOutcome.NOT_MENTIONED]


def test_no_word_says_that_a_shortfall_is_gone() -> None:
    assert not any("gone" in outcome.label or "gone" in outcome for outcome in FindingOutcome)


def test_recommendations_of_both_sides_stand_beside_each_other() -> None:
    before = Assessment("AZE", 2021, recommendations=_asks("Fund NGO shelters", "Train judges"))
    after = Assessment(
        "AZE", 2022, recommendations=_asks("Pay for shelters of NGOs", "Lift the moratorium")
    )
    links = link_recommendations(before.recommendations, after.recommendations, LINKING)
    found = compare_assessments(before, after, links, RULES, LINKING).recommendations
    said = [(c.kind.value, c.before and c.before.text, c.after and c.after.text) for c in found]
    assert said == [
        ("reworded", "Fund NGO shelters", "Pay for shelters of NGOs"),
        ("new", None, "Lift the moratorium"),
        ("dropped", "Train judges", None),
    ]


def test_figures_by_year_with_their_change() -> None:
    rows = compare_figures(
        [_figure("convictions", 15, 2020), _figure("convictions", 14, 2021)],
        [_figure("convictions", 14, 2021), _figure("convictions", 12, 2022)],
    )
    assert [(r.year, r.value, r.delta) for r in rows] == [
        (2020, 15, None),
        (2021, 14, -1),
        (2022, 12, -2),
    ]
    assert [len(r.before) + len(r.after) for r in rows] == [1, 2, 1]


def test_contradicting_figures_have_no_value_and_no_change() -> None:
    rows = compare_figures(
        [_figure("victims_identified", 94, 2020)],
        [_figure("victims_identified", 95, 2020), _figure("victims_identified", 90, 2021)],
    )
    assert rows[0].conflict
    assert rows[0].value is None
    assert rows[1].delta is None


def test_money_of_two_currencies_is_never_subtracted() -> None:
    rows = compare_figures(
        [_figure("funding", 109_000, 2015, "AZN")], [_figure("funding", 90_060, 2016, "USD")]
    )
    assert [r.delta for r in rows] == [None, None]


def test_a_year_without_a_value_breaks_the_chain() -> None:
    rows = compare_figures([_figure("convictions", 10, 2019)], [_figure("convictions", 12, 2021)])
    assert [r.delta for r in rows] == [None, None]


@pytest.mark.parametrize(
    ("direction", "before", "now", "result"),
    [
        (Direction.FEWER, 30, 25, CheckResult.AGREES),
        (Direction.FEWER, 25, 30, CheckResult.CONTRADICTS),
        (Direction.FEWER, 25, 25, CheckResult.CONTRADICTS),
        (Direction.MORE, 25, 30, CheckResult.AGREES),
        (Direction.MORE, 25, 25, CheckResult.CONTRADICTS),
        (Direction.MORE, 0, 1, CheckResult.AGREES),
    ],
)
def test_a_direction_is_held_against_both_years(
    direction: Direction, before: int, now: int, result: CheckResult
) -> None:
    found = _check(
        _finding(direction, "prosecution"),
        (_figure("prosecutions", before, 2021),),
        (_figure("prosecutions", now, 2022),),
    )
    assert (found.result, found.before, found.now) == (result, before, now)


@pytest.mark.parametrize(
    ("before", "now", "small"), [(19, 12, True), (20, 12, False), (5, 0, True)]
)
def test_below_twenty_in_both_years_is_called_small(before: int, now: int, small: bool) -> None:
    figures = (_figure("convictions", before, 2021), _figure("convictions", now, 2022))
    assert _check(_finding(Direction.FEWER, "conviction"), figures).small_numbers is small


def test_what_is_missing_contradictory_or_unlike_is_not_checked() -> None:
    fewer = _finding(Direction.FEWER, "prosecution")
    alone = _check(fewer, later=(_figure("prosecutions", 16, 2022),))
    assert (alone.result, alone.now, alone.before) == (CheckResult.UNCHECKED, 16, None)
    assert str(alone.why) == "The value for 2021 or 2022 is missing."
    both = (_figure("prosecutions", 16, 2022), _figure("prosecutions", 20, 2021))
    contradicted = _check(fewer, (_figure("prosecutions", 21, 2021),), both)
    assert "different values" in str(contradicted.why)
    money = _check(_finding(Direction.MORE, "ngo_funding", "shelter"), both)
    assert "No figure was found" in str(money.why)


def test_victims_of_internal_trafficking_are_not_checked_by_all_victims() -> None:
    total = (_figure("victims_identified", 94, 2021), _figure("victims_identified", 95, 2022))
    more = _finding(Direction.MORE, "identification", "internal_trafficking")
    assert _check(more, total).measure == "victims_domestic"
    assert _check(more, total).result is CheckResult.UNCHECKED
    domestic = (_figure("victims_domestic", 1, 2021), _figure("victims_domestic", 8, 2022))
    found = _check(more, (*total, *domestic))
    assert (found.result, found.small_numbers) == (CheckResult.AGREES, True)


def test_a_text_without_a_year_is_not_checked() -> None:
    judged = Assessment("AZE", None, findings=(_finding(Direction.MORE, "conviction"),))
    (found,) = compare_assessments(Assessment("AZE", 2022), judged, (), RULES, LINKING).checks
    assert "does not give the year" in str(found.why)


def test_two_countries_or_the_wrong_order_are_refused() -> None:
    with pytest.raises(Refused, match="two countries"):
        compare_assessments(Assessment("AZE", 2022), Assessment("ARM", 2023), (), RULES, LINKING)
    with pytest.raises(Refused, match="2023 is later than 2022"):
        compare_assessments(Assessment("AZE", 2023), Assessment("AZE", 2022), (), RULES, LINKING)
