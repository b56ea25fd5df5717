"""Which penalty paragraph the facts point to: a circumstance raises it and is never an element."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.kernel.answers import Answer, Answers
from palermo.kernel.sources import Certainty
from palermo.offences.charges import read_charge
from palermo.offences.elements import qualify_facts
from palermo.offences.penalties import find_penalties, flag_lower_paragraph, list_circumstances
from palermo.offences.shapes import Article
from palermo.packs.load import load_pack

PACK = load_pack("aze")
DAY = date(2026, 6, 1)
MET: Answers = {
    "recruited": "yes",
    "deceived": "yes",
    "sexual_exploitation": "yes",
    "slavery": "no",
    "forced_labour": "no",
    "under_18": "no",
}
RAISING = list_circumstances(PACK.articles)
NO_CIRCUMSTANCE: Answers = {**dict.fromkeys(RAISING, "no"), **MET}


def pointed(answers: Answers, articles: tuple[Article, ...] = PACK.articles) -> dict[str, Answer]:
    """Paragraph to whether the facts point to it."""
    whole = qualify_facts(answers, PACK.facts).trafficking
    found = find_penalties(whole, answers, articles, DAY)
    return {one.penalty.paragraph: one.answer for one in found.paragraphs}


def test_the_ordinary_penalty_applies_until_a_circumstance_is_shown() -> None:
    assert pointed(NO_CIRCUMSTANCE) == {"144-1.1": Answer.YES}
    assert pointed(MET) == {"144-1.1": Answer.YES, "144-1.2": Answer.UNKNOWN}


CIRCUMSTANCES = [
    "several_victims", "under_18", "pregnant", "border_crossed", "group", "organised_group",
    "official_position", "violence_dangerous", "tortured", "organs", "tissues",
]  # fmt: skip


@pytest.mark.parametrize("fact", CIRCUMSTANCES)
def test_each_circumstance_of_the_law_raises_the_penalty(fact: str) -> None:
    whole = Answer.YES
    found = find_penalties(whole, {**NO_CIRCUMSTANCE, fact: "yes"}, PACK.articles, DAY).paragraphs
    assert [(one.penalty.paragraph, one.answer) for one in found] == [("144-1.2", Answer.YES)]
    assert (found[0].penalty.minimum_years, found[0].penalty.maximum_years) == (8, 12)
    assert [fact in one.facts for one in found[0].met] == [True]
    assert found[0].open == ()


def test_a_crossed_border_has_its_own_paragraph_and_meets_no_element() -> None:
    crossed = {**NO_CIRCUMSTANCE, "border_crossed": "yes"}
    found = find_penalties(Answer.YES, crossed, PACK.articles, DAY).paragraphs[0]
    assert [one.paragraph for one in found.met] == ["144-1.2.4-1"]
    without_act = {**crossed, **{f.id: "no" for f in PACK.facts if f.element == "act"}}
    assert pointed(without_act) == {}


ASKED = st.dictionaries(st.sampled_from([f.id for f in PACK.facts]), st.sampled_from(["yes", "no"]))


@given(ASKED)
def test_no_penalty_is_shown_before_the_crime(answers: Answers) -> None:
    whole = qualify_facts(answers, PACK.facts).trafficking
    shown = {name for name in pointed(answers) if name.startswith("144-1")}
    assert bool(shown) is (whole is Answer.YES)
    assert list(pointed(answers).values()).count(Answer.YES) <= 1 + (
        answers.get("slavery") == "yes"
    )


@pytest.mark.parametrize(
    ("code", "rules"),
    [("144-1.1", ["lower-paragraph"]), ("144-1", []), ("144-1.2", []), ("106.1", []), ("127", [])],
)
def test_a_charge_below_the_paragraph_of_the_facts_is_flagged(code: str, rules: list[str]) -> None:
    charge = read_charge(code, PACK.articles, DAY)
    crossed = {**NO_CIRCUMSTANCE, "border_crossed": "yes"}
    found = find_penalties(Answer.YES, crossed, PACK.articles, DAY)
    flags = list(flag_lower_paragraph(charge, found))
    assert [f.rule for f in flags] == rules
    plain = find_penalties(Answer.YES, MET, PACK.articles, DAY)
    assert list(flag_lower_paragraph(charge, plain)) == []


def test_an_unknown_age_protects_and_raises_no_penalty() -> None:
    unknown = {name: value for name, value in NO_CIRCUMSTANCE.items() if name != "under_18"}
    assert pointed(unknown) == {"144-1.1": Answer.YES, "144-1.2": Answer.UNKNOWN}


def test_slavery_has_penalties_of_its_own_that_are_not_verified() -> None:
    whole = qualify_facts({**NO_CIRCUMSTANCE, "slavery": "yes"}, PACK.facts).trafficking
    found = find_penalties(whole, {**NO_CIRCUMSTANCE, "slavery": "yes"}, PACK.articles, DAY)
    own = [one for one in found.paragraphs if one.article.code == "106"]
    assert [one.penalty.paragraph for one in own] == ["106.1"]
    assert {one.penalty.source.certainty for one in own} == {Certainty.UNVERIFIED}


def test_an_article_without_a_penalty_at_hand_is_named() -> None:
    found = find_penalties(Answer.NO, {"forced_labour": "yes"}, PACK.articles, DAY)
    assert found.paragraphs == ()
    assert [a.code for a in found.not_in_pack] == ["144-2"]


def test_penalties_are_those_of_the_day() -> None:
    article = PACK.articles[0]
    plain = article.penalties[0]
    earlier = plain.model_copy(update={"until": date(2026, 5, 31), "maximum_years": 8})
    later = plain.model_copy(update={"since": date(2026, 6, 1)})
    changed = (article.model_copy(update={"penalties": (earlier, later)}),)
    for day, maximum in ((date(2026, 5, 31), 8), (date(2026, 6, 1), 10)):
        found = find_penalties(Answer.YES, {}, changed, day).paragraphs
        assert [one.penalty.maximum_years for one in found] == [maximum]


def test_what_was_not_confirmed_is_not_shipped() -> None:
    codes = {a.code for a in PACK.articles}
    assert "173" not in codes
    marriage = next(a for a in PACK.articles if a.code == "176-1")
    assert marriage.source.certainty is Certainty.UNVERIFIED
    assert [a.code for a in PACK.articles if a.penalties] == ["144-1", "106"]
