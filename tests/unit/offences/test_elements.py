"""Act, means, purpose: every means alone suffices, a child needs none, nothing else counts."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.kernel.answers import Answer, Answers
from palermo.kernel.errors import BadValue
from palermo.offences.elements import article_in_force, qualify_facts
from palermo.offences.shapes import Article
from palermo.packs.load import load_pack

PACK = load_pack("aze")
FACTS = PACK.facts
BASE: Answers = {"recruited": "yes", "sexual_exploitation": "yes", "under_18": "no"}
PLAIN_MEANS = [
    f.id for f in FACTS if f.element == "means" and f.branch not in ("vulnerability", "abuse")
]
WEIGHTLESS = [f.id for f in FACTS if not f.counts]
REASONS = {r.id: r for r in PACK.closing_reasons}


def article(code: str) -> Article:
    found = article_in_force(PACK.articles, code, date(2026, 1, 1))
    assert found is not None
    return found


def flags(answers: Answers, **more: object) -> set[str]:
    return {f.rule for f in qualify_facts(answers, FACTS, **more).flags}  # type: ignore[arg-type]


@pytest.mark.parametrize("means", PLAIN_MEANS)
def test_every_means_alone_is_enough_force_or_none(means: str) -> None:
    found = qualify_facts({**BASE, means: "yes"}, FACTS)
    assert found.trafficking is Answer.YES
    assert [f.id for f in found.elements[1].met_by] == [means]


def test_non_physical_means_are_many_and_weigh_the_same() -> None:
    branches = [f.branch for f in FACTS if f.id in PLAIN_MEANS]
    assert branches.count("non_physical") > branches.count("physical")


@pytest.mark.parametrize(
    ("existed", "abused", "expected"),
    [
        ("yes", "yes", Answer.YES),
        ("yes", "no", Answer.NO),
        ("no", "yes", Answer.NO),
        ("yes", None, Answer.UNKNOWN),
    ],
)
def test_vulnerability_and_its_abuse_are_two_facts(
    existed: str, abused: str | None, expected: Answer
) -> None:
    answers: dict[str, str] = {**dict.fromkeys(PLAIN_MEANS, "no"), "vulnerable": existed}
    if abused:
        answers["vulnerability_abused"] = abused
    found = qualify_facts({**BASE, **answers}, FACTS)
    assert found.elements[1].answer is expected
    assert found.trafficking is expected


def test_a_child_needs_no_means() -> None:
    means = {f.id: "no" for f in FACTS if f.element == "means"}
    child = {**BASE, **means, "under_18": "yes"}
    assert qualify_facts(child, FACTS).trafficking is Answer.YES
    assert qualify_facts({**child, "under_18": "no"}, FACTS).trafficking is Answer.NO


def test_whose_age_is_unknown_counts_as_a_child_until_it_is_verified() -> None:
    means = {f.id: "no" for f in FACTS if f.element == "means"}
    answers = {"recruited": "yes", "sexual_exploitation": "yes", **means}
    assert qualify_facts(answers, FACTS).trafficking is Answer.YES
    assert "age-unknown" in flags(answers)
    assert qualify_facts({**answers, "under_18": "no"}, FACTS).trafficking is Answer.NO
    rules = {flag.rule for flag in qualify_facts(answers, FACTS, charge=article("244")).flags}
    assert {"age-unknown", "lesser-charge"} <= rules


answered = st.dictionaries(
    st.sampled_from([f.id for f in FACTS if f.counts]), st.sampled_from(["yes", "no"])
)


@given(answered)
def test_border_movement_group_consent_and_cooperation_change_nothing(answers: Answers) -> None:
    before = qualify_facts(answers, FACTS)
    for name, value in product(WEIGHTLESS, ("yes", "no")):
        after = qualify_facts({**answers, name: value}, FACTS)
        assert (after.trafficking, after.elements) == (before.trafficking, before.elements)


def test_what_is_missing_is_named() -> None:
    found = qualify_facts({"recruited": "yes", "deceived": "yes", "under_18": "no"}, FACTS)
    assert found.trafficking is Answer.UNKNOWN
    assert {f.id for f in found.elements[2].open} >= {"forced_labour", "sexual_exploitation"}


@pytest.mark.parametrize("code", ["243", "244", "171"])
def test_a_lesser_charge_is_flagged_where_the_facts_carry_trafficking(code: str) -> None:
    facts = {**BASE, "dependency": "yes"}
    assert {"lesser-charge", "coercion-not-addressed"} <= flags(facts, charge=article(code))
    assert flags(facts, charge=article("144-1")) == set()
    assert "lesser-charge" not in flags({**BASE, "recruited": "no"}, charge=article(code))


@pytest.mark.parametrize("reason", REASONS)
def test_a_reason_that_the_law_does_not_know_is_flagged(reason: str) -> None:
    told = "prohibited-reason" in flags(BASE, reason=REASONS[reason])
    assert told is REASONS[reason].prohibited


def test_an_article_holds_from_its_day() -> None:
    assert article_in_force(PACK.articles, "144-3", date(2012, 1, 1)) is None
    assert article("144-3").trafficking is False
    assert article_in_force(PACK.articles, "999", date(2026, 1, 1)) is None


def test_a_name_that_is_no_fact_is_refused() -> None:
    with pytest.raises(BadValue, match="shoe_size"):
        qualify_facts({"shoe_size": "yes"}, FACTS)


@pytest.mark.parametrize("value", ["maybe", 1, True])
def test_a_fact_that_is_neither_yes_no_nor_unknown_is_refused(value: str | int) -> None:
    with pytest.raises(BadValue, match="recruited") as caught:
        qualify_facts({"recruited": value}, FACTS)
    assert "maybe" not in caught.value.say()
