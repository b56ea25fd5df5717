"""Histories that the rules accept, reject, or cannot decide."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from palermo.packs.load import load_pack
from palermo.reports.assessment import Tier
from palermo.reports.register import RegisterClaim, YearEntry
from palermo.reports.tier_history import Waiver, YearStatus, judge_history, judge_next_year
from palermo.reports.tier_rules import TierRules

RULES = load_pack().tier_rules
WAIVER = "2WL+waiver"
DENIED = "2WL-waiver"


def _history(first: int, *tiers: str) -> tuple[YearEntry, ...]:
    """Years from `first`; "?" is a missing year."""
    found = []
    for year, word in enumerate(tiers, first):
        waiver = {WAIVER: True, DENIED: False}.get(word)
        tier = word[:3] if waiver is not None else word
        claim = () if word == "?" else (RegisterClaim("AZE", year, Tier(tier), "s", waiver),)
        found.append(YearEntry(year, claim))
    return tuple(found)


def _broken(*statuses: YearStatus) -> list[tuple[str, int]]:
    return [(v.rule, v.year) for s in statuses for v in s.violations]


def _judge(first: int, *tiers: str) -> tuple[YearStatus, ...]:
    return judge_history(_history(first, *tiers), RULES)


def _said(first: int, *tiers: str) -> str:
    following = judge_next_year(_history(first, *tiers), RULES)
    assert following is not None
    return " ".join(str(s) for s in following.statements)


def test_azerbaijan_2018_to_2023_is_accepted() -> None:
    judged = _judge(2018, "2", "2WL", "2WL", WAIVER, "2", "2")
    assert _broken(*judged) == []
    assert [s.counted.exact for s in judged] == [0, 1, 2, 3, 0, 0]
    assert judged[3].waiver is Waiver.STATED


@pytest.mark.parametrize("fourth", ["2WL", WAIVER, DENIED])
def test_a_fourth_year_after_the_waiver_is_rejected(fourth: str) -> None:
    assert _broken(*_judge(2019, "2WL", "2WL", WAIVER, fourth)) == [("T-1", 2022)]


def test_a_waiver_alone_shows_that_the_years_before_were_used() -> None:
    assert _broken(*_judge(2021, WAIVER, "2WL")) == [("T-1", 2022)]


def test_azerbaijan_2008_to_2012_is_accepted_under_the_older_version_only() -> None:
    judged = _judge(2007, "2", *["2WL"] * 5, "2")
    assert _broken(*judged) == []
    assert [s.counted.exact for s in judged] == [0, 0, 1, 2, 3, 4, 0]
    # The report of 2010 calls it the third consecutive year; the limit counts only from 2009.
    assert judged[3].consecutive.least == 3
    assert [s.waiver for s in judged][3:6] == [Waiver.NOT_NEEDED, Waiver.NEEDED, Waiver.NEEDED]
    assert _broken(*_judge(2008, *["2WL"] * 6)) == [("T-1", 2013)]


def test_the_whole_register_of_azerbaijan_breaks_no_rule() -> None:
    judged = judge_history(load_pack().register.history("AZE"), RULES)
    assert _broken(*judged) == []
    assert {s.year: s.counted.exact for s in judged}[2023] == 0


def test_a_missing_year_is_neither_on_nor_off_the_list() -> None:
    judged = _judge(2019, "2", "2WL", "?", "2WL")
    assert (judged[3].counted.least, judged[3].counted.most) == (1, 3)
    assert judged[3].counted.exact is None
    assert judged[3].waiver is Waiver.UNKNOWN
    assert any("missing" in str(d) for d in judged[3].doubts)
    assert judged[2].waiver is Waiver.UNKNOWN


def test_missing_years_never_make_a_violation() -> None:
    assert _broken(*_judge(2019, "2WL", "2WL", WAIVER, "?", "2WL", "2WL")) == []


def test_contradicting_sources_leave_the_count_open() -> None:
    claims = tuple(RegisterClaim("AZE", 2020, Tier(t), t) for t in ("2", "2WL"))
    judged = judge_history((*_history(2018, "2", "2WL"), YearEntry(2020, claims)), RULES)
    assert judged[-1].counted.exact is None
    assert "contradict" in str(judged[-1].doubts[0])


def test_a_waiver_when_none_was_due_is_a_violation() -> None:
    assert _broken(*_judge(2018, "2", WAIVER)) == [("T-2", 2019)]


def test_a_third_year_that_a_source_says_had_no_waiver_is_a_violation() -> None:
    assert _broken(*_judge(2019, "2WL", "2WL", DENIED)) == [("T-2", 2021)]
    silent = _judge(2019, "2WL", "2WL", "2WL")
    assert _broken(*silent) == []
    assert any("no source on file" in str(d) for d in silent[-1].doubts)


def test_who_used_the_waiver_and_fell_may_come_back_for_one_year() -> None:
    come_back = _judge(2019, "2WL", "2WL", WAIVER, "3", "2WL", "2WL", "2WL")
    assert _broken(*come_back) == [("T-3", 2025)]
    assert any("reason is not known" in str(d) for d in come_back[5].doubts)
    assert _broken(*_judge(2019, "2WL", "2WL", "3", "2WL", "2WL", WAIVER)) == []


def test_what_could_follow_is_said_without_a_predicted_tier() -> None:
    assert "within the limit" in _said(2019, "2", "2WL")
    assert "needs a waiver" in _said(2019, "2", "2WL", "2WL")
    assert "not possible" in _said(2019, "2WL", "2WL", WAIVER)
    assert "first consecutive year" in _said(2022, "2", "2")
    assert "180 days" in _said(2022, "3")
    assert "rise to Tier 1" in _said(2022, "1", "2")
    assert "special watch list" not in _said(2022, "2", "1")
    returned = _said(2018, "2", "2WL", "2WL", WAIVER, "3", "3", "2WL", "2WL")
    assert "not possible (T-3)" in returned
    assert "needs a waiver" not in returned
    assert "It is not known whether" in _said(2019, "2", "2WL", "?", "2WL")
    assert "is not known" in _said(2019, "2", "?")
    for tier in ("1", "2", "2WL", "3", "SC"):
        assert "do not predict a tier" in _said(2022, tier)
    assert judge_next_year((), RULES) is None


def test_versions_of_the_limit_follow_each_other_without_gap() -> None:
    limits = [limit.model_dump(by_alias=True) for limit in RULES.limits]
    limits[1]["from"] = 2020
    with pytest.raises(ValidationError, match="must end in the edition before 2020"):
        TierRules.model_validate({"limits": limits, "rules": ()})
    assert RULES.limit_of(2008) is None
    assert [
        RULES.limits.index(limit) for y in (2009, 2018, 2019, 2030) if (limit := RULES.limit_of(y))
    ] == [0, 0, 1, 1]


@given(st.lists(st.sampled_from(["1", "2", "2WL", "3", "SC", "?"]), min_size=1, max_size=15))
def test_a_hidden_year_only_widens_the_count(tiers: list[str]) -> None:
    """Whatever the tier of a missing year, the true count lies between the least and the most."""
    vague = _judge(2010, *tiers)
    for guess in ("2", "2WL"):
        full = _judge(2010, *[guess if t == "?" else t for t in tiers])
        for loose, tight in zip(vague, full, strict=True):
            if tight.tier is loose.tier:
                assert loose.counted.least <= tight.counted.least
                assert tight.counted.most <= loose.counted.most
