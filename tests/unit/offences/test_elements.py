"""Act, means, purpose: every means alone suffices, a child needs none, nothing else counts."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.kernel.answers import Answer, Answers
from palermo.kernel.errors import BadValue
from palermo.kernel.sources import Certainty
from palermo.offences.charges import Charge, article_in_force, read_charge
from palermo.offences.elements import qualify_facts
from palermo.offences.flags import FlagLevel
from palermo.packs.load import load_pack

PACK = load_pack("aze")
FACTS = PACK.facts
BASE: Answers = {"recruited": "yes", "sexual_exploitation": "yes", "under_18": "no"}
PLAIN_MEANS = [
    f.id for f in FACTS if f.element == "means" and f.branch not in ("vulnerability", "abuse")
]
WEIGHTLESS = [f.id for f in FACTS if not f.counts]
REASONS = {r.id: r for r in PACK.closing_reasons}


def charge(code: str, on: date = date(2026, 1, 1)) -> Charge:
    return read_charge(code, PACK.articles, on)


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
    rules = {flag.rule for flag in qualify_facts(answers, FACTS, charge=charge("244")).flags}
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
    assert {"lesser-charge", "coercion-not-addressed"} <= flags(facts, charge=charge(code))
    assert flags(facts, charge=charge("144-1")) == set()
    assert "lesser-charge" not in flags({**BASE, "recruited": "no"}, charge=charge(code))


@pytest.mark.parametrize("code", ["106", "144-2", "144-2.1"])
def test_an_article_of_equal_weight_is_never_called_a_lesser_one(code: str) -> None:
    """Case A24: 144-2 has its own weight."""
    facts: Answers = {
        "received": "yes",
        "papers_held": "yes",
        "isolated": "yes",
        "wages_kept": "yes",
        "threat_of_force": "yes",
        "forced_labour": "yes",
        "under_18": "no",
    }
    found = qualify_facts(facts, FACTS, charge=charge(code))
    assert found.trafficking is Answer.YES
    assert [(f.rule, f.level) for f in found.flags] == [("equal-weight-charge", FlagLevel.NOTE)]
    assert "lesser" not in found.flags[0].what.say()
    assert found.flags[0].source is not None
    assert found.flags[0].source.certainty is Certainty.UNVERIFIED
    assert flags({**facts, "received": "no"}, charge=charge(code)) == set()


@pytest.mark.parametrize("code", ["127", "234.1", "26, 150"])
def test_any_other_charge_is_accepted_as_outside_the_pack(code: str) -> None:
    assert charge(code) == Charge(code, None, False, date(2026, 1, 1))
    facts = {**BASE, "deceived": "yes"}
    assert flags(facts, charge=charge(code)) == {"charge-outside-pack", "coercion-not-addressed"}
    met = qualify_facts(facts, FACTS, charge=charge(code)).flags[0]
    assert met.level is FlagLevel.WARNING
    not_met = qualify_facts({**facts, "recruited": "no"}, FACTS, charge=charge(code)).flags[0]
    assert (not_met.rule, not_met.level) == ("charge-outside-pack", FlagLevel.NOTE)


def test_a_charge_names_an_article_by_any_of_its_paragraphs() -> None:
    by_paragraph = charge(" 144\N{EN DASH}1.2.4-1 ")
    assert by_paragraph.article is not None
    assert (by_paragraph.code, by_paragraph.article.code) == ("144-1.2.4-1", "144-1")
    assert charge("144-12").in_pack is False


def test_a_charge_before_the_article_was_in_force_is_flagged() -> None:
    early = charge("144-3", date(2010, 1, 1))
    assert (early.article, early.in_pack) == (None, True)
    flag = qualify_facts(BASE, FACTS, charge=early).flags[0]
    assert flag.what.say() == "Article 144-3 was not in force on 1 January 2010."


@pytest.mark.parametrize("code", ["", "  ", "Aliyev Ali", "1" * 41])
def test_a_charge_that_is_no_code_is_refused_and_not_repeated(code: str) -> None:
    with pytest.raises(BadValue, match="not the code of an article") as caught:
        charge(code)
    assert not code.strip() or code not in caught.value.say()


@pytest.mark.parametrize("reason", ["complaint_withdrawn", "reconciled"])
def test_no_investigation_depends_on_a_complaint(reason: str) -> None:
    for facts in (BASE, {**BASE, "recruited": "no"}):
        found = qualify_facts(facts, FACTS, reason=REASONS[reason]).flags
        assert [f.rule for f in found] == ["complaint-not-needed"]
        assert found[0].level is FlagLevel.WARNING
        assert found[0].source is not None
        assert found[0].source.certainty is Certainty.UNVERIFIED


@pytest.mark.parametrize("reason", ["labour_or_civil_dispute", "family_matter", "no_evidence"])
def test_a_closing_is_questioned_only_where_the_facts_show_trafficking(reason: str) -> None:
    assert REASONS[reason].prohibited is False
    assert flags(BASE, reason=REASONS[reason]) == set()
    assert flags({**BASE, "force": "yes"}, reason=REASONS[reason]) == {"closed-although-met"}


@pytest.mark.parametrize("reason", REASONS)
def test_a_reason_that_the_law_does_not_know_is_flagged(reason: str) -> None:
    told = "prohibited-reason" in flags(BASE, reason=REASONS[reason])
    assert told is REASONS[reason].prohibited


def test_an_article_holds_from_its_day() -> None:
    assert article_in_force(PACK.articles, "144-3", date(2012, 1, 1)) is None
    assert article_in_force(PACK.articles, "144-3", date(2013, 1, 1)) is not None
    assert article_in_force(PACK.articles, "999", date(2026, 1, 1)) is None


def test_a_name_that_is_no_fact_is_refused() -> None:
    with pytest.raises(BadValue, match="shoe_size"):
        qualify_facts({"shoe_size": "yes"}, FACTS)


@pytest.mark.parametrize("value", ["maybe", 1, True])
def test_a_fact_that_is_neither_yes_no_nor_unknown_is_refused(value: str | int) -> None:
    with pytest.raises(BadValue, match="recruited") as caught:
        qualify_facts({"recruited": value}, FACTS)
    assert "maybe" not in caught.value.say()
